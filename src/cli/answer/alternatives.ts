// What renting is worth beside other uses of what internal work leaves idle.

import { dollars, intervalText } from "../../index.ts";
import { type AnswerInput, followed, type Lookup, overMeasured, row } from "./figures.ts";

const LABELS = [
  ["renting", "renting"],
  ["power_down", "power down empty nodes"],
  ["defer", "buy unneeded nodes later"],
] as const;

export function alternatives(input: AnswerInput, figure: Lookup): string[] {
  const lines = LABELS.flatMap(([name, label]) => {
    const money = figure(`alternative_${name}_money_usd`);
    if (!Number.isFinite(money.mean)) return [];
    const less = figure(`alternative_${name}_less_renting_usd`);
    const rest =
      name === "renting"
        ? intervalText(money, dollars)
        : `less renting ${dollars(less.mean)}${followed(less, dollars)}`;
    return [row(label, dollars(money.mean), rest)];
  });
  return lines.length === 0 ? [] : [` BESIDE ${overMeasured(input)}`, ...lines];
}
