// How sure an answer is whose assumptions are guesses: the rows of uncertainty.csv.

import { type EstimateRow, estimatesInWords, estimateTable, intervalBars } from "../interval-bars.ts";
import { colour } from "../palette.ts";
import type { DataTable, Figure, Section } from "../section.ts";
import type { ExperimentResults } from "./experiment-results.ts";
import { writerOf } from "./metric-axis.ts";

const FILE = "uncertainty.csv";

interface Uncertain {
  /** the metric with the share of its variance that is ignorance */
  readonly row: EstimateRow;
  /** cells of the table */
  readonly cells: readonly string[];
}

/** Null where the experiment has drawn no uncertain numbers. */
export async function uncertainty(results: ExperimentResults): Promise<Section | null> {
  const found = await readUncertain(results);
  if (found.length === 0) return null;
  const known = found.map(({ row }) => row).filter(({ estimate }) => Number.isFinite(estimate.mean));
  return {
    id: "uncertainty",
    title: "How sure the answer is",
    blocks: [table(found), ...(known.length === 0 ? [] : [figure(known)])],
  };
}

/** The metrics that the page shows, in its order. */
async function readUncertain(results: ExperimentResults): Promise<Uncertain[]> {
  const found = new Map<string, Uncertain>();
  const units = new Map(results.metrics.map(({ metric, unit }) => [metric, unit]));
  await results.each(FILE, (row) => {
    const metric = row.text("metric");
    const unit = units.get(metric);
    if (unit === undefined) return;
    const write = writerOf(unit);
    const estimate = {
      mean: row.number("assumptions_share"),
      low: row.number("share_ci_low"),
      high: row.number("share_ci_high"),
      replications: row.number("replications"),
    };
    const inUnit = ["p5", "p50", "p95", "assumptions_sd", "simulation_sd"].map((column) =>
      write(row.number(column)),
    );
    const share = writerOf("share");
    found.set(metric, {
      row: { label: metric, estimate, colour: colour("internal", 0) },
      cells: [metric, ...inUnit, share(estimate.mean), row.text("draws")],
    });
  });
  return results.metrics.flatMap(({ metric }) => found.get(metric) ?? []);
}

function table(found: readonly Uncertain[]): DataTable {
  return {
    kind: "table",
    title: "Over the draws of the uncertain numbers: nine answers of ten lie between 5 % and 95 %",
    header: [
      "metric",
      "5 %",
      "median",
      "95 %",
      "± between draws",
      "± one run",
      "variance from assumptions",
      "draws",
    ],
    rows: found.map(({ cells }) => cells),
    source: FILE,
  };
}

function figure(rows: readonly EstimateRow[]): Figure {
  const write = writerOf("share");
  return {
    kind: "figure",
    title: "How much of the spread is ignorance",
    caption:
      "Shares of the variance of one run that come from not knowing the assumptions, with 95 % intervals; the rest is chance inside a run. Near 100 %: learn more about the numbers before running more.",
    alternative: `Bars of the share of the variance that comes from assumptions. ${estimatesInWords(rows, write)}.`,
    source: FILE,
    legend: [],
    draw: (plot) => {
      const options = intervalBars(plot, rows, {
        label: "share of the variance of one run (%)",
        factor: 100,
      });
      return { ...options, x: { ...options.x, domain: [0, 100] } };
    },
    numbers: estimateTable(rows, "from assumptions", write),
  };
}
