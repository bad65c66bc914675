// What the parts of the answer are made of: figures of summary.csv, and how a row of them is laid out in 80 columns.

import {
  intervalText,
  type Overload,
  perHorizon,
  type Scenario,
  type SummaryRow,
  withinPossible,
} from "../../index.ts";

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

/**
 * Intervals are cut at what is possible.
 * @param onCut is told when one that is looked up has been
 */
export function lookupIn(summary: readonly SummaryRow[], onCut: () => void = () => {}): Lookup {
  const rows = new Map(summary.map((row) => [row.metric, row]));
  return (metric) => {
    const row = rows.get(metric);
    if (row === undefined) return { mean: Number.NaN, low: Number.NaN, high: Number.NaN };
    const { unit, mean, ciLow, ciHigh } = row;
    const figure = withinPossible(metric, unit, { mean, low: ciLow, high: ciHigh });
    if (figure.low > ciLow || figure.high < ciHigh) onCut();
    return figure;
  };
}

/** Whether anything is for sale that somebody asks for. */
export function sells({ products, tokens, sources }: Scenario): boolean {
  const asked = products.filter(({ source }) => {
    const plan = sources[source]!;
    return plan.kind !== "jobs" || plan.arrivals.kind !== "poisson" || plan.arrivals.rate > 0;
  });
  return asked.length + tokens.length > 0;
}

/** What amounts of money are of: "per 4 weeks". */
export function overMeasured({ scenario, measured }: AnswerInput): string {
  return perHorizon(measured, scenario.mode);
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

/** An interval after a blank, for the end of a phrase. */
export function followed(figure: Figure, unit: (value: number) => string): string {
  const text = intervalText(figure, unit);
  return text === "" ? "" : ` ${text}`;
}

/** With a plus, where it is above nothing. */
export function signed(value: number, unit: (value: number) => string): string {
  return value > 0 ? `+${unit(value)}` : unit(value);
}
