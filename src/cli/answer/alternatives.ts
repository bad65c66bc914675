// What renting is worth beside other uses of what internal work leaves idle.

import { dollars, intervalText } from "../../index.ts";
import { type AnswerInput, followed, type Lookup, overMeasured, REST, row } from "./figures.ts";
import { phrases } from "./wrapping.ts";

const LABELS = [
  ["renting", "renting"],
  ["power_down", "power down empty nodes"],
  ["defer", "buy unneeded nodes later"],
  ["backfill", "low-value internal work"],
] as const;

export function alternatives(input: AnswerInput, figure: Lookup): string[] {
  const lines = LABELS.flatMap(([name, label]) => {
    const money = figure(`alternative_${name}_money_usd`);
    if (!Number.isFinite(money.mean)) return [];
    if (name === "renting")
      return [row(label, dollars(money.mean), intervalText(money, dollars)), ...beside(figure)];
    const less = figure(`alternative_${name}_less_renting_usd`);
    return [row(label, dollars(money.mean), `${dollars(less.mean)}${followed(less, dollars)}`)];
  });
  if (lines.length === 0) return [];
  return [`${` BESIDE ${overMeasured(input)}`.padEnd(REST)}interval; others: less renting`, ...lines];
}

/** Why this money is not that of the answer, where an internal GPU-hour has a worth. */
function beside(figure: Lookup): string[] {
  const displaced = figure("displaced_value_usd").mean;
  if (!Number.isFinite(displaced) || displaced === 0) return [];
  const [sign, work] = displaced > 0 ? ["less", "displaced"] : ["plus", "gained"];
  const words = [
    `the ${dollars(figure("money_usd_difference").mean)} that ANSWER says it adds,`,
    `${sign} ${dollars(Math.abs(displaced))}`,
    `of internal work ${work}`,
  ];
  return phrases("     ", words, " ");
}
