// Jobs by node over time, of a small run: who stands where, and for how long.

import { count } from "../../index.ts";
import type { TableRow } from "../../io/table-file.ts";
import type { RunResults } from "../run-results.ts";
import { type PlotLibrary, prose, type Section } from "../section.ts";
import { type Bar, barsOf, type PlacedRun } from "./gantt-lanes.ts";
import { colourOf } from "./layers.ts";

const DAY_S = 86_400;

/** Assumptions: beyond these a picture of single jobs can no longer be read. */
const MOST_NODES = 40;
const MOST_RUNS = 4000;
const LONGEST_S = 14 * DAY_S;

export async function gantt(results: RunResults): Promise<Section> {
  const section = (blocks: Section["blocks"]): Section => ({ id: "gantt", title: "Jobs by node", blocks });
  const file = ["jobs.csv", "jobs.csv.gz"].find((name) => results.has(name));
  if (file === undefined)
    return section([prose("The jobs of this run were not written down: set outputs: {jobs: true}.")]);
  const { runs, start, end } = await readRuns(results, file);
  if (runs.length === 0)
    return section([
      prose(
        "The run does not say on which nodes its jobs stood: under placement: pool only GPUs are counted.",
      ),
    ]);
  const nodes = [...new Set(runs.flatMap(({ nodes: at }) => at))].toSorted(byPoolAndIndex);
  if (nodes.length > MOST_NODES || runs.length > MOST_RUNS)
    return section([
      prose(
        `${count(runs.length)} runs of jobs on ${count(nodes.length)} nodes are too many to be drawn one by one: at most ${count(MOST_RUNS)} on ${MOST_NODES} are.`,
      ),
    ]);
  const sources = [...new Set(runs.map(({ source }) => source))];
  return section([
    {
      kind: "figure",
      title: `Jobs of replication 1 by node, days ${Math.round(start / DAY_S)} to ${Math.round(end / DAY_S)}`,
      caption:
        "Each bar is a run of a job on one node, as high as the GPUs that it has there; a job that was preempted has a bar for each of its runs. Services have no jobs: what looks free may have been held by one.",
      alternative: `Bars of ${count(runs.length)} runs of jobs of ${sources.join(", ")} on ${nodes.length} nodes over time.`,
      source: file,
      legend: sources.map((source) => ({ label: source, colour: colourOf(results, source) })),
      draw: (plot) => chart(plot, barsOf(runs), nodes, [start, end], (source) => colourOf(results, source)),
      numbers: null,
    },
  ]);
}

/** Runs of the jobs of the first replication that lie in the time drawn, cut to it; by their starts. */
async function readRuns(results: RunResults, file: string) {
  let [start, last] = [Number.POSITIVE_INFINITY, 0];
  await results.each("utilisation.csv", (row) => {
    start = Math.min(start, row.number("step_start_s"));
    last = Math.max(last, row.number("step_end_s"));
  });
  const end = Math.min(last, start + LONGEST_S);
  const runs: PlacedRun[] = [];
  await results.each(file, (row) => {
    if (row.number("replication") !== 1) return;
    const [source, gpus] = [row.text("source"), row.number("gpus")];
    const earlier = row.text("earlier_runs").split(" ").flatMap(earlierRun);
    const own = row.text("outcome") === "waiting" ? earlier : [...earlier, lastRun(row, last)];
    for (const { from, to, pool, nodes } of own) {
      const cut = { from: Math.max(start, from), to: Math.min(end, to) };
      if (nodes === "" || !(cut.from < cut.to)) continue;
      runs.push({ source, gpus, nodes: indicesOf(nodes).map((index) => `${pool} ${index}`), ...cut });
    }
  });
  return { runs: runs.toSorted((a, b) => a.from - b.from), start, end };
}

interface RunOfJob {
  /** s */
  readonly from: number;
  readonly to: number;
  readonly pool: string;
  /** ranges */
  readonly nodes: string;
}

/** The run in which a job left, or which goes on at the end of them all. */
function lastRun(row: TableRow, end: number): RunOfJob {
  const left = row.number("end_s");
  const to = Number.isNaN(left) ? end : left;
  return { from: row.number("last_start_s"), to, pool: row.text("pool"), nodes: row.text("nodes") };
}

/** "3600:7200@h100:0-3;7"; none where there is nothing. */
function earlierRun(text: string): RunOfJob[] {
  const match = /^([^:]+):([^@]+)@([^:]+):(.*)$/.exec(text);
  if (match === null) return [];
  const [, from, to, pool = "", nodes = ""] = match;
  return [{ from: Number(from), to: Number(to), pool, nodes }];
}

/** "0-2;7" → 0, 1, 2, 7. */
function indicesOf(ranges: string): number[] {
  return ranges.split(";").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  });
}

function byPoolAndIndex(a: string, b: string): number {
  const [poolA = "", indexA] = a.split(" ");
  const [poolB = "", indexB] = b.split(" ");
  return poolA === poolB ? Number(indexA) - Number(indexB) : poolA < poolB ? -1 : 1;
}

function chart(
  plot: PlotLibrary,
  bars: readonly Bar[],
  nodes: readonly string[],
  [start, end]: readonly [number, number],
  colour: (source: string) => string,
) {
  const data = bars.map(({ source, node, from, to, low, high }) => {
    const row = nodes.indexOf(node);
    // A tenth of the row is left between nodes.
    return {
      from: from / DAY_S,
      to: to / DAY_S,
      top: row + 0.05 + 0.9 * low,
      bottom: row + 0.05 + 0.9 * high,
      colour: colour(source),
    };
  });
  const longest = Math.max(...nodes.map((node) => node.length));
  return {
    height: 60 + Math.max(14, Math.min(44, 1100 / nodes.length)) * nodes.length,
    marginLeft: Math.min(250, 24 + 7.2 * longest),
    x: { label: "time since the start of the run (days)", domain: [start / DAY_S, end / DAY_S] },
    y: {
      label: null,
      domain: [nodes.length, 0],
      ticks: nodes.map((_, row) => row + 0.5),
      tickFormat: (place: number) => nodes[Math.floor(place)] ?? "",
      tickSize: 0,
    },
    marks: [
      plot.ruleY(
        Array.from({ length: nodes.length + 1 }, (_, row) => row),
        { stroke: "var(--line)" },
      ),
      plot.rect(data, {
        x1: "from",
        x2: "to",
        y1: "top",
        y2: "bottom",
        fill: "colour",
        stroke: "var(--paper)",
        strokeWidth: 0.5,
      }),
    ],
  };
}
