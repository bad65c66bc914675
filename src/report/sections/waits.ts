// How long internal work waits, with and without rental. Both runs of a replication share their random numbers, so their
// difference is taken pair by pair.

import { type Estimate, intervalText, meanInterval, pairedDifference } from "../../index.ts";
import { seconds, signed } from "../interval-text.ts";
import type { RunResults } from "../run-results.ts";
import type { Block, DataTable, Figure, PlotLibrary, Section } from "../section.ts";
import { colourOf } from "./layers.ts";
import { sizeText } from "./size-text.ts";

const QUANTITIES = [
  ["wait_mean_s", "mean"],
  ["wait_p50_s", "p50"],
  ["wait_p90_s", "p90"],
  ["wait_p99_s", "p99"],
] as const;

export async function waits(results: RunResults): Promise<Section | null> {
  const sources = results.scenario.internal.filter(
    (name) => results.metric(`${name}.wait_mean_s`).replications > 0,
  );
  if (sources.length === 0) return null;
  const paired = results.sells && results.has("baseline/waits.csv");
  const blocks: Block[] = paired ? await bySize(results, sources) : [];
  return {
    id: "waits",
    title: "Waits of internal work",
    blocks: [...blocks, paired ? pairedTable(results, sources) : plainTable(results, sources)],
  };
}

function pairedTable(results: RunResults, sources: readonly string[]): DataTable {
  const rows = sources.flatMap((source) =>
    QUANTITIES.map(([metric, name]) => {
      const of = (ending: string) => results.metric(`${source}.${metric}${ending}`);
      const change = of("_difference");
      return [
        source,
        name,
        seconds(of("_baseline").mean),
        seconds(of("").mean),
        signed(seconds)(change.mean),
        intervalText(change, signed(seconds)),
      ];
    }),
  );
  return {
    kind: "table",
    title: "Waits with and without rental",
    header: ["source", "wait", "without", "with", "paired difference", "95 % interval"],
    rows,
    source: "summary.csv",
  };
}

function plainTable(results: RunResults, sources: readonly string[]): DataTable {
  const rows = sources.flatMap((source) =>
    QUANTITIES.map(([metric, name]) => {
      const wait = results.metric(`${source}.${metric}`);
      return [source, name, seconds(wait.mean), intervalText(wait, seconds)];
    }),
  );
  return {
    kind: "table",
    title: "Waits",
    header: ["source", "wait", "mean of replications", "95 % interval"],
    rows,
    source: "summary.csv",
  };
}

/** The change of the mean wait of the jobs of one size. */
interface SizeRow {
  readonly label: string;
  readonly source: string;
  readonly base: Estimate;
  readonly change: Estimate;
}

async function bySize(results: RunResults, sources: readonly string[]): Promise<Block[]> {
  const rental = await readMeans(results, "waits.csv");
  const baseline = await readMeans(results, "baseline/waits.csv");
  const rows = [...rental].flatMap(([key, withRental]) => {
    const [source = "", size = ""] = key.split("\t");
    const without = baseline.get(key);
    if (!sources.includes(source) || without === undefined) return [];
    const pairs = [...withRental.keys()].filter((replication) => without.has(replication));
    if (pairs.length === 0) return [];
    const before = pairs.map((replication) => without.get(replication)!);
    const after = pairs.map((replication) => withRental.get(replication)!);
    const label = `${source}, ${sizeText(size)}`;
    return [{ label, source, base: meanInterval(before), change: pairedDifference(after, before) }];
  });
  return rows.length === 0 ? [] : [sizeFigure(results, rows)];
}

/** Mean waits in s by source and size, then by replication. */
async function readMeans(results: RunResults, file: string): Promise<Map<string, Map<number, number>>> {
  const means = new Map<string, Map<number, number>>();
  await results.each(file, (row) => {
    const size = row.text("size");
    const mean = row.number("wait_mean_s");
    if (size === "all" || Number.isNaN(mean)) return;
    const key = `${row.text("source")}\t${size}`;
    const of = means.get(key) ?? new Map<number, number>();
    means.set(key, of.set(row.number("replication"), mean));
  });
  return means;
}

/** Assumption: more rows than this are no longer read. */
const MOST_ROWS = 24;

function sizeFigure(results: RunResults, all: readonly SizeRow[]): Figure {
  const rows = all.slice(0, MOST_ROWS);
  const left = all.length > rows.length ? ` The first ${MOST_ROWS} of ${all.length} sizes are shown.` : "";
  const words = rows.map(
    ({ label, base, change }) =>
      `${label}: ${signed(seconds)(change.mean)} ${intervalText(change, signed(seconds))} on ${seconds(base.mean)}`,
  );
  return {
    kind: "figure",
    title: "What rental does to the mean wait, by size of the jobs",
    caption: `Dots are mean paired differences (with rental less without), lines their 95 % intervals: a line that does not touch zero is a change that the replications agree on. Large gangs usually lose most: they need many GPUs at once.${left}`,
    alternative: `Differences of the mean wait by source and size. ${words.join("; ")}.`,
    source: "waits.csv",
    legend: [],
    draw: (plot) => differences(plot, rows, results),
    numbers: {
      header: ["jobs", "mean wait without rental", "paired difference", "95 % interval"],
      rows: rows.map(({ label, base, change }) => [
        label,
        seconds(base.mean),
        signed(seconds)(change.mean),
        intervalText(change, signed(seconds)),
      ]),
    },
  };
}

function differences(plot: PlotLibrary, rows: readonly SizeRow[], results: RunResults) {
  const largest = Math.max(
    ...rows.flatMap(({ change }) => [change.mean, change.low, change.high].map(finiteSize)),
  );
  const [unit, name] = largest >= 7200 ? [3600, "hours"] : largest >= 120 ? [60, "minutes"] : [1, "s"];
  const data = rows.map(({ label, source, change }) => ({
    label,
    mean: change.mean / unit,
    low: change.low / unit,
    high: change.high / unit,
    colour: colourOf(results, source),
  }));
  const known = data.filter(({ low }) => Number.isFinite(low));
  const longest = Math.max(...rows.map(({ label }) => label.length));
  return {
    height: 60 + 24 * rows.length,
    marginLeft: Math.min(330, 24 + 7.2 * longest),
    x: { label: `change of the mean wait (${name})`, grid: true, nice: true },
    y: { label: null, domain: rows.map(({ label }) => label) },
    marks: [
      plot.ruleX([0], { stroke: "var(--muted)" }),
      plot.ruleY(known, { x1: "low", x2: "high", y: "label", stroke: "colour", strokeWidth: 2.2 }),
      plot.dot(data, {
        x: "mean",
        y: "label",
        fill: "colour",
        stroke: "var(--ink)",
        strokeWidth: 0.8,
        r: 4.5,
      }),
    ],
  };
}

function finiteSize(value: number): number {
  return Number.isFinite(value) ? Math.abs(value) : 0;
}
