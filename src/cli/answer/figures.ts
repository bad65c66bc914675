// What the parts of the answer are made of: figures of summary.csv, and how a row of them is laid out in 80 columns.

import type { Overload, Scenario, SummaryRow } from "../../index.ts";
import { horizon } from "../format.ts";

/** A figure with its 95 % interval; NaN where there is none. An end may be infinite. */
export interface Figure {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface AnswerInput {
  readonly scenario: Scenario;
  readonly summary: readonly SummaryRow[];
  /** sources whose waiting line grows without end */
  readonly overloads: readonly Overload[];
  /** replications that are in the summary */
  readonly replications: number;
  /** measured simulated time of one replication, ms */
  readonly measured: number;
  /** share of the fleet that somebody holds, over the measured time of the first replication */
  readonly course: readonly number[];
  /** wall time of the run, s */
  readonly seconds: number;
  /** the folder that holds the files */
  readonly folder: string;
  /** how the user named the scenario, for the next command */
  readonly scenarioPath: string;
}

/** The figure of a metric; all of it NaN where the summary has none. */
export type Lookup = (metric: string) => Figure;

export function lookupIn(summary: readonly SummaryRow[]): Lookup {
  const figures = new Map(
    summary.map(({ metric, mean, ciLow, ciHigh }) => [metric, { mean, low: ciLow, high: ciHigh }]),
  );
  return (metric) => figures.get(metric) ?? { mean: Number.NaN, low: Number.NaN, high: Number.NaN };
}

/** Whether anything is for sale that somebody asks for. */
export function sells({ products, tokens, sources }: Scenario): boolean {
  const asked = products.filter(({ source }) => {
    const plan = sources[source]!;
    return plan.kind !== "jobs" || plan.arrivals.kind !== "poisson" || plan.arrivals.rate > 0;
  });
  return asked.length + tokens.length > 0;
}

/** "per 4 weeks"; an amount is a rate only where a state lasts. */
export function perHorizon({ scenario, measured }: AnswerInput): string {
  return `${scenario.mode === "steady" ? "per" : "in these"} ${horizon(measured)}`;
}

/** Columns of the label of a row, and of its figure. */
const LABEL = 31;
const FIGURE = 10;

/** Columns before the rest of a row. */
export const REST = 3 + LABEL + FIGURE + 2;

/** "   label      figure  rest". */
export function row(label: string, figure: string, rest = ""): string {
  return `   ${label.padEnd(LABEL)}${figure.padStart(FIGURE)}  ${rest}`.trimEnd();
}

/** "[low, high]", or nothing when there is no interval. */
export function interval({ low, high }: Figure, unit: (value: number) => string): string {
  return Number.isFinite(low) && Number.isFinite(high) ? `[${unit(low)}, ${unit(high)}]` : "";
}

/** The same after a blank, for the end of a phrase. */
export function followed(figure: Figure, unit: (value: number) => string): string {
  const text = interval(figure, unit);
  return text === "" ? "" : ` ${text}`;
}

/** With a plus, where it is above nothing. */
export function signed(value: number, unit: (value: number) => string): string {
  return value > 0 ? `+${unit(value)}` : unit(value);
}
