// What became of those who wanted to buy. A product that nobody has asked for says so, and leaves no blank.

import { number, percent, timeSpan } from "../../index.ts";
import type { AnswerInput, Lookup } from "./figures.ts";

/** A phrase for each product. */
export function buyers({ scenario }: AnswerInput, figure: Lookup): string[] {
  const rented = scenario.products.map(({ name, contract }) => {
    const { mean } = figure(
      `${name}.${contract.preemptible ? "preemptions_per_admission" : "refused_share"}`,
    );
    if (!(figure(`${name}.requests`).mean > 0)) return `${name}: no requests`;
    if (!Number.isFinite(mean)) return `${name}: none admitted`;
    const met = contract.preemptible
      ? `${number(mean)} preemptions an admitted request`
      : `${percent(mean)} % refused`;
    return `${name}: ${met}${waited(figure(`${name}.wait_mean_s`).mean)}`;
  });
  const tokens = scenario.tokens.map(({ name, contract }) => {
    const { mean } = figure(`${name}.served_share`);
    const served = contract.serving === "batch" ? "served in time" : "served";
    return Number.isFinite(mean)
      ? `${name}: ${percent(mean)} % of the tokens ${served}`
      : `${name}: no tokens asked for`;
  });
  return [...rented, ...tokens];
}

/** Of requests that are refused at once where there is no room, nothing. */
function waited(seconds: number): string {
  return seconds > 0 ? `, mean wait ${timeSpan(1000 * seconds)}` : "";
}
