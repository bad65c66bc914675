// What became of those who wanted to buy. A product that nobody has asked for says so, and leaves no blank.

import { number, percent } from "../../index.ts";
import type { AnswerInput, Lookup } from "./figures.ts";

/** A phrase for each product. */
export function buyers({ scenario }: AnswerInput, figure: Lookup): string[] {
  const rented = scenario.products.map(({ name, contract }) => {
    const { mean } = figure(
      `${name}.${contract.preemptible ? "preemptions_per_admission" : "refused_share"}`,
    );
    if (!(figure(`${name}.requests`).mean > 0)) return `${name}: no requests`;
    if (!Number.isFinite(mean)) return `${name}: none admitted`;
    return contract.preemptible
      ? `${name}: ${number(mean)} preemptions an admitted request`
      : `${name}: ${percent(mean)} % refused`;
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
