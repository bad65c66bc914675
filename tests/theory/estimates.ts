// Independent replications of a model, and the 99.9 % test of their mean. Seeds are fixed: a run either passes or fails
// for good, and a wrong model fails.

import { expect } from "vitest";
import { HOUR } from "../../src/kernel/time.ts";
import type { RunTotals } from "../../src/ledger/rows.ts";
import type { Model } from "../../src/simulation/model.ts";
import { totalsOf } from "../models.ts";

export const REPLICATIONS = 20;
/** Two-sided 99.9 % quantile of Student's t with 19 degrees of freedom (tables of the t distribution). */
const T = 3.8834;

/** Totals of twenty runs of one model. */
export function replicationsOf(model: Model): RunTotals[] {
  return Array.from({ length: REPLICATIONS }, (_, replication) => totalsOf(model, "theory", replication));
}

/**
 * The mean of the replications is `exact` within its 99.9 % limits.
 * @param precision the largest standard error, relative to `exact`, with which the comparison means something
 */
export function expectMean(sample: readonly number[], exact: number, precision: number): void {
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const squares = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / (sample.length - 1) / sample.length);
  expect(error / exact, "the standard error is too wide to test anything").toBeLessThan(precision);
  expect(Math.abs(mean - exact) / error, `${mean} ± ${error} against ${exact}`).toBeLessThan(T);
}

/** Mean wait of a source in hours. */
export function waitOf(totals: RunTotals, source: string): number {
  return totals.waits.find((row) => row.source === source && row.size === "all")!.mean / HOUR;
}

/** Share of a source's arrivals with an outcome. */
export function shareOf(totals: RunTotals, source: string, outcome: "refused" | "preempted"): number {
  const { arrivals, byOutcome } = totals.outcomes.find((row) => row.source === source)!;
  return byOutcome[outcome] / arrivals;
}
