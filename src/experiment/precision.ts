import { amountOf, type Quantity } from "../scenario/schema/quantity.ts";
import { ratio } from "../scenario/units.ts";
import type { Precision } from "../statistics/sequential-stopping.ts";

/** `2%` is a share of the mean, `30` an amount in the unit of the metric. */
export function precisionOf(written: Quantity): Precision {
  const amount = amountOf(ratio, written);
  return String(written).includes("%") ? { relative: amount } : { absolute: amount };
}

/** As it is written. */
export function precisionText(precision: Precision): string | number {
  if ("absolute" in precision) return precision.absolute;
  return `${Number((100 * precision.relative).toPrecision(12))}%`;
}
