// The first lines: whether renting pays, what it adds, and what internal work loses.

import { breakEvenText, displacedText, dollars, percent } from "../../index.ts";
import { type AnswerInput, followed, type Lookup, overMeasured, sells } from "./figures.ts";

/** Sentences, in order of weight. */
export function verdict(input: AnswerInput, figure: Lookup): string[] {
  const { scenario } = input;
  const per = overMeasured(input);
  if (!sells(scenario)) {
    const idle = figure("idle_share");
    return [`${percent(idle.mean)} % of the fleet is idle${followed(idle, percent)}.`];
  }
  const sold = `${percent(figure("utilisation_rental").mean)} % of the fleet sold`;
  if (!scenario.baseline) {
    const revenue = figure("revenue_usd");
    return [
      "Whether it pays is not known: set baseline: true.",
      `${sold}, for ${dollars(revenue.mean)} ${per}${followed(revenue, dollars)}.`,
    ];
  }
  const added = figure("money_usd_difference");
  return [
    breakEvenText(figure("break_even_usd_per_gpu_h"), added.mean),
    `${sold}, adding ${dollars(added.mean)} ${per}${followed(added, dollars)};`,
    `${displacedText(figure("displaced_share"))}.`,
  ];
}
