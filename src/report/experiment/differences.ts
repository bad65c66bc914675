// What each point does differently from the control, pair by pair of replications.

import type { PlotOptions } from "@observablehq/plot";
import { count, type Estimate, intervalText, probability } from "../../index.ts";
import { signed } from "../interval-text.ts";
import { colour } from "../palette.ts";
import type { Figure, PlotLibrary, Section } from "../section.ts";
import { type Compared, readComparison } from "./compared.ts";
import type { ExperimentResults } from "./experiment-results.ts";
import { metricAxis, writerOf } from "./metric-axis.ts";
import { largestOf } from "./response.ts";
import { marginFor } from "./spread.ts";

/** Assumption: more rows than this are no picture. */
const MOST_ROWS = 30;

export async function differences(results: ExperimentResults): Promise<Section | null> {
  if (results.control === null) return null;
  const all = await readComparison(results);
  const metrics = [...new Set(all.map(({ metric }) => metric))];
  const figures = metrics.map((metric) =>
    figureOf(
      results,
      all.filter((each) => each.metric === metric),
    ),
  );
  if (figures.length === 0) return null;
  return { id: "differences", title: `Differences from point ${results.control}`, blocks: figures };
}

function figureOf(results: ExperimentResults, all: readonly Compared[]): Figure {
  const shown = all.filter(({ difference }) => Number.isFinite(difference.mean)).slice(0, MOST_ROWS);
  const { metric, unit } = all[0]!;
  const write = signed(writerOf(unit));
  const rows = shown.map((row) => [
    results.nameOf(row),
    write(row.difference.mean),
    intervalText(row.difference, write),
    probability(row.p),
  ]);
  const more =
    all.length > shown.length
      ? ` ${count(all.length - shown.length)} more stand in the file or have no value.`
      : "";
  return {
    kind: "figure",
    title: `${metric}: difference from point ${results.control}`,
    caption: `Points are mean differences of runs with the same random numbers, lines their 95 % intervals. A line that crosses zero says that these replications do not tell the two apart; p in the numbers is corrected for all differences of the experiment.${more}`,
    alternative: `Differences of ${metric}. ${rows.map(([name, mean, interval]) => `${name} ${mean} ${interval}`.trimEnd()).join("; ")}.`,
    source: "comparison.csv",
    legend: [],
    draw: (plot) =>
      drawDifferences(
        plot,
        shown.map((row) => ({ name: results.nameOf(row), difference: row.difference })),
        metricAxis(`change of ${metric}`, unit, largestOf(shown.map(({ difference }) => difference))),
      ),
    numbers: { header: ["point", "difference", "95 % interval", "p"], rows },
  };
}

interface Row {
  readonly name: string;
  readonly difference: Estimate;
}

function drawDifferences(
  plot: PlotLibrary,
  rows: readonly Row[],
  { factor, label }: { readonly factor: number; readonly label: string },
): PlotOptions {
  const data = rows.map(({ name, difference: { mean, low, high } }) => ({
    name,
    mean: mean * factor,
    low: low * factor,
    high: high * factor,
  }));
  const sure = data.filter(({ low }) => Number.isFinite(low));
  const shade = colour("internal", 0);
  return {
    height: 60 + 26 * rows.length,
    marginLeft: marginFor(rows.map(({ name }) => name)),
    x: { label, grid: true, nice: true },
    y: { label: null, domain: rows.map(({ name }) => name) },
    marks: [
      plot.ruleX([0]),
      plot.ruleY(sure, { x1: "low", x2: "high", y: "name", stroke: shade, strokeWidth: 2.4 }),
      plot.dot(data, { x: "mean", y: "name", r: 4.5, fill: shade, stroke: "var(--paper)", strokeWidth: 0.8 }),
    ],
  };
}
