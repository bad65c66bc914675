// All points with their means, as a table.

import { count } from "../../index.ts";
import { withInterval } from "../interval-text.ts";
import { type Block, prose, type Section } from "../section.ts";
import type { ExperimentResults } from "./experiment-results.ts";
import { writerOf } from "./metric-axis.ts";

/** Assumption: more rows than this are read in the file and not on a page. */
const MOST_ROWS = 200;

export function pointTable(results: ExperimentResults): Section {
  const { points, paths, metrics } = results;
  const shown = points.slice(0, MOST_ROWS);
  const more: Block[] =
    points.length > shown.length
      ? [
          prose(
            `The first ${count(shown.length)} of ${count(points.length)} points; the file has all of them, and every metric.`,
          ),
        ]
      : [];
  return {
    id: "points",
    title: "All points",
    blocks: [
      ...more,
      {
        kind: "table",
        title: "Means and 95 % intervals of each point alone",
        header: ["point", ...paths.map(({ path }) => path), ...metrics.map(({ metric }) => metric), "runs"],
        rows: shown.map(({ point, values, estimates }) => [
          String(point),
          ...results.textsOf({ values }),
          ...metrics.map(({ metric, unit }) => {
            const estimate = estimates.get(metric);
            return estimate === undefined ? "–" : withInterval(estimate, writerOf(unit));
          }),
          String(Math.max(...[...estimates.values()].map(({ replications }) => replications))),
        ]),
        source: "points.csv",
      },
    ],
  };
}
