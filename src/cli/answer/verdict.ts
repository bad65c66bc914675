// The first lines: whether renting pays, what it adds, and what internal work loses.

import { dollars, finePercent, gpuHourPrice, percent } from "../format.ts";
import { type AnswerInput, type Figure, followed, type Lookup, perHorizon, sells } from "./figures.ts";

/** Sentences, in order of weight. */
export function verdict(input: AnswerInput, figure: Lookup): string[] {
  const { scenario } = input;
  const per = perHorizon(input);
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
    breakEven(figure("break_even_usd_per_gpu_h"), added.mean),
    `${sold}, adding ${dollars(added.mean)} ${per}${followed(added, dollars)};`,
    `${displaced(figure("displaced_share"))}.`,
  ];
}

/** Up to which value of an internal GPU-hour it pays; honest where that cannot be told. */
function breakEven(value: Figure, added: number): string {
  const { mean, low, high } = value;
  if (added <= 0) return "It does not pay, whatever an internal GPU-hour is worth: it adds no money.";
  if (low === Number.NEGATIVE_INFINITY)
    return "Whether it pays cannot be told from so few replications: what it adds may be nothing, and so may what internal work loses.";
  if (mean === Number.POSITIVE_INFINITY && !Number.isFinite(low))
    return "It pays whatever an internal GPU-hour is worth: internal work loses nothing by it.";
  if (high === Number.POSITIVE_INFINITY)
    return `It pays: internal work loses nothing measurable by it. Only an internal GPU-hour worth more than ${gpuHourPrice(low)} could change that.`;
  return `It pays unless an internal GPU-hour is worth more than ${gpuHourPrice(mean)}${followed(value, gpuHourPrice)}.`;
}

function displaced(share: Figure): string {
  if (share.mean >= 0)
    return `internal work gets ${finePercent(share.mean)} % less done${followed(share, finePercent)}`;
  const gained = { mean: -share.mean, low: -share.high, high: -share.low };
  return `internal work gets ${finePercent(gained.mean)} % more done${followed(gained, finePercent)}`;
}
