import type { Dimension } from "../scenario/reading.ts";
import { amountOf, type Quantity } from "../scenario/schema/quantity.ts";
import { ratio } from "../scenario/units.ts";
import type { Precision } from "../statistics/sequential-stopping.ts";

/** What is precise enough, or does not matter. */
export const precision: Dimension = {
  ...ratio,
  expected: "a share of the mean such as 5%, or an amount in the unit of the metric such as 30",
};

/** `2%` is a share of the mean, `30` an amount in the unit of the metric. */
export function precisionOf(written: Quantity): Precision {
  const amount = amountOf(precision, written);
  return String(written).includes("%") ? { relative: amount } : { absolute: amount };
}

/** As it is written. */
export function precisionText(wanted: Precision): string | number {
  if ("absolute" in wanted) return wanted.absolute;
  return `${Number((100 * wanted.relative).toPrecision(12))}%`;
}
