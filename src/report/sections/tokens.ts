// What is sold by the token: how much was asked for and served, and what a GPU-hour earned by it.

import { dollars, number } from "../../index.ts";
import { type EstimateRow, estimatesInWords, estimateTable, intervalBars } from "../interval-bars.ts";
import { scaled } from "../interval-text.ts";
import type { RunResults } from "../run-results.ts";
import type { Figure, Section } from "../section.ts";
import { type TimeBins, timeBinsOf } from "../time-bins.ts";
import { colourOf } from "./layers.ts";

const HOUR_S = 3600;

/** Tokens of one product by bin of time, in millions an hour, mean over the replications. */
interface TokenCourse {
  readonly product: string;
  readonly asked: Float64Array;
  readonly served: Float64Array;
}

export async function tokens(results: RunResults): Promise<Section | null> {
  if (!results.has("tokens.csv")) return null;
  const bins = await timeBinsOf(results, "tokens.csv");
  const courses = await readTokens(results, bins);
  return {
    id: "tokens",
    title: "Tokens",
    blocks: [earnings(results, courses), ...courses.map((course) => served(results, bins, course))],
  };
}

async function readTokens(results: RunResults, bins: TimeBins): Promise<TokenCourse[]> {
  const courses = new Map<string, TokenCourse>();
  const { replications } = results.metric("measured_s");
  const perHour = HOUR_S / bins.length / replications;
  await results.each("tokens.csv", (row) => {
    const product = row.text("product");
    const course = courses.get(product) ?? {
      product,
      asked: new Float64Array(bins.count),
      served: new Float64Array(bins.count),
    };
    courses.set(product, course);
    const bin = bins.of(row.number("step_start_s"));
    course.asked[bin]! += row.number("asked_for_mtok") * perHour;
    course.served[bin]! += row.number("served_mtok") * perHour;
  });
  return [...courses.values()];
}

/** A GPU-hour by the token beside a GPU-hour by the hour. */
function earnings(results: RunResults, courses: readonly TokenCourse[]): Figure {
  const byToken = courses.map(({ product }) => product);
  const rows: EstimateRow[] = results.scenario.products.map((product) => ({
    label: `${product} (${byToken.includes(product) ? "by the token" : "by the hour, billed"})`,
    estimate: byToken.includes(product)
      ? results.metric(`${product}.revenue_per_gpu_h_usd`)
      : rented(results, product),
    colour: colourOf(results, product),
  }));
  const write = (amount: number) => `${dollars(amount)}`;
  return {
    kind: "figure",
    title: "What a GPU-hour earns",
    caption:
      "By the token: revenue per GPU-hour that its replicas held, busy or not, with its 95 % interval. By the hour: revenue per GPU-hour billed, a ratio of means and therefore without one.",
    alternative: `Bars of revenue per GPU-hour. ${estimatesInWords(rows, write)}.`,
    source: "summary.csv",
    legend: [],
    draw: (plot) => intervalBars(plot, rows, { label: "revenue per GPU-hour (USD)", factor: 1 }),
    numbers: estimateTable(rows, "revenue per GPU-hour", write),
  };
}

function rented(results: RunResults, product: string) {
  const { mean } = results.metric(`${product}.revenue_usd`);
  const billed = results.metric(`${product}.billed_gpu_h`).mean;
  return {
    ...scaled(results.metric(`${product}.revenue_usd`), 1 / billed),
    mean: mean / billed,
    low: Number.NaN,
    high: Number.NaN,
  };
}

function served(results: RunResults, bins: TimeBins, { product, asked, served: done }: TokenCourse): Figure {
  const { days } = bins;
  const total = (series: Float64Array) =>
    (series.reduce((sum, rate) => sum + rate, 0) * bins.length) / HOUR_S;
  return {
    kind: "figure",
    title: `${product}: tokens asked for and served`,
    caption: `Output tokens, mean over the replications, ${bins.text} a point. Of what is served at once, a gap between line and area is tokens turned away; of a batch, work put off to better hours.`,
    alternative: `Area of tokens served and line of tokens asked for over time: ${number(total(done))} of ${number(total(asked))} million tokens served.`,
    source: "tokens.csv",
    legend: [
      { label: "served", colour: colourOf(results, product) },
      { label: "asked for", colour: "var(--ink)" },
    ],
    draw: (plot) => ({
      height: 230,
      marginLeft: 64,
      x: { label: "time since the start of the run (days)" },
      y: { label: "million tokens an hour", grid: true, zero: true, nice: true },
      marks: [
        plot.areaY(days, { x: days, y: done, fill: colourOf(results, product) }),
        plot.lineY(days, { x: days, y: asked, stroke: "var(--ink)", strokeWidth: 1.3 }),
        plot.ruleY([0]),
      ],
    }),
    numbers: null,
  };
}
