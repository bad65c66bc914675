// What became of those who wanted to buy. A product that nobody has asked for says so, and leaves no blank.

import { number, percent, timeSpan } from "../../index.ts";
import type { AnswerInput, Lookup } from "./figures.ts";

/** A phrase for each product. */
export function buyers({ scenario }: AnswerInput, figure: Lookup): string[] {
  const rented = scenario.products.map(({ name, contract }) => {
    const of = (metric: string) => figure(`${name}.${metric}`).mean;
    if (!(of("requests") > 0)) return `${name}: no new requests`;
    const [refused, preempted, wait] = [
      of("refused_share"),
      of("preemptions_per_admission"),
      of("wait_mean_s"),
    ];
    if (!Number.isFinite(contract.preemptible ? preempted : refused)) return `${name}: none admitted`;
    const met = [
      ...(refused > 0 || !contract.preemptible ? [`${percent(refused)} % refused`] : []),
      ...(wait > 0 ? [`mean wait ${timeSpan(1000 * wait)}`] : []),
      ...(contract.preemptible ? [taken(preempted)] : []),
    ];
    return `${name}: ${met.join(", ")}`;
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

/** @param times that an admitted request lost its GPUs, on average */
function taken(times: number): string {
  return times > 0 ? `${number(times)} preemptions an admitted request` : "no preemptions";
}
