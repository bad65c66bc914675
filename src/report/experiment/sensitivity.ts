// Which uncertain number moves a metric most: the rows of sensitivity.csv as bars.

import { type Estimate, intervalText } from "../../index.ts";
import { type EstimateRow, estimatesInWords, intervalBars } from "../interval-bars.ts";
import { colour } from "../palette.ts";
import type { Figure, Section } from "../section.ts";
import type { ExperimentResults, ShownMetric } from "./experiment-results.ts";
import { metricAxis, writerOf } from "./metric-axis.ts";
import { largestOf } from "./response.ts";

const FILE = "sensitivity.csv";

/** The index of each method that is drawn, and what a reader has to know of it. */
const DRAWN: Readonly<Record<string, { readonly title: string; readonly caption: string }>> = {
  swing: {
    title: "change from the low end to the high end",
    caption:
      "Each number is moved by itself from its low to its high end, the others at their modes. A bar shorter than its line may be chance; what two numbers do together is not in it.",
  },
  mu_star: {
    title: "mean size of the change over the whole range",
    caption:
      "Each number is moved from many places of the space of all numbers (Morris): a bar is the mean of the changes without their signs. A spread as large (sigma in the file) says that the response is curved, or depends on the others.",
  },
  total: {
    title: "share of the variance, alone and with others",
    caption:
      "Of the variance of the metric over the whole space (Sobol), the share that would be left if all other numbers were known. Shares of numbers that act together count in each of them, so that all may add to more than 100 %.",
  },
};

interface Index {
  readonly metric: string;
  readonly index: string;
  readonly row: EstimateRow;
}

/** Null where the experiment has not asked what moves the answer. */
export async function sensitivity(results: ExperimentResults): Promise<Section | null> {
  const all = await readIndices(results);
  const figures = results.metrics.flatMap((metric) => {
    const own = all.filter((each) => each.metric === metric.metric);
    return own.length === 0
      ? []
      : [
          figureOf(
            metric,
            own[0]!.index,
            own.map(({ row }) => row),
          ),
        ];
  });
  if (figures.length === 0) return null;
  return { id: "sensitivity", title: "What moves the answer", blocks: figures };
}

/** In the order of the file, the strongest number of a metric first. */
async function readIndices(results: ExperimentResults): Promise<Index[]> {
  const all: Index[] = [];
  await results.each(FILE, (row) => {
    const [index, mean] = [row.text("index"), row.number("value")];
    if (!Object.hasOwn(DRAWN, index) || !Number.isFinite(mean)) return;
    const estimate: Estimate = {
      mean,
      low: row.number("ci_low"),
      high: row.number("ci_high"),
      replications: 0,
    };
    const parameter = row.text("parameter");
    const [low, high] = ["low", "high"].map((end) => results.setting(parameter, row.text(end)));
    const label = `${parameter}: ${low} to ${high}`;
    const shade = mean < 0 ? colour("product", 1) : colour("internal", 0);
    all.push({ metric: row.text("metric"), index, row: { label, estimate, colour: shade } });
  });
  return all;
}

function figureOf({ metric, unit: own }: ShownMetric, index: string, rows: readonly EstimateRow[]): Figure {
  const { title, caption } = DRAWN[index]!;
  const unit = index === "total" ? "share" : own;
  const write = writerOf(unit);
  const axis = metricAxis(`${metric}: ${title}`, unit, largestOf(rows.map(({ estimate }) => estimate)));
  const signs = [
    { label: "less at the high end", colour: colour("product", 1) },
    { label: "more at the high end", colour: colour("internal", 0) },
  ];
  return {
    kind: "figure",
    title: `${metric}: ${title}`,
    caption: `${caption} Lines are 95 % intervals; the strongest number is on top.`,
    alternative: `Bars by uncertain number, strongest first. ${estimatesInWords(rows, write)}.`,
    source: FILE,
    legend: index === "swing" ? signs : [],
    draw: (plot) => ({ ...intervalBars(plot, rows, axis), marginLeft: marginOf(rows) }),
    numbers: {
      header: ["uncertain number", title, "95 % interval"],
      rows: rows.map(({ label, estimate }) => [label, write(estimate.mean), intervalText(estimate, write)]),
    },
  };
}

/** Room for the longest path with its ends, in px; half of the picture is for the bars. */
function marginOf(rows: readonly EstimateRow[]): number {
  return Math.min(470, 24 + 6.6 * Math.max(...rows.map(({ label }) => label.length)));
}
