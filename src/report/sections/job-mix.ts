// What the jobs are: how many of which size started, by source.

import { number, percent } from "../../index.ts";
import type { RunResults } from "../run-results.ts";
import type { PlotLibrary, Section } from "../section.ts";
import { colourOf } from "./layers.ts";
import { sizeText } from "./size-text.ts";

interface MixRow {
  readonly source: string;
  /** GPUs, as the table writes them */
  readonly size: string;
  /** jobs that started, per replication */
  readonly jobs: number;
  /** of the jobs of its source */
  readonly share: number;
}

export async function jobMix(results: RunResults): Promise<Section | null> {
  const rows = await readMix(results);
  if (rows.length === 0) return null;
  const sources = [...new Set(rows.map(({ source }) => source))];
  const words = sources.map((source) => {
    const largest = rows.filter((row) => row.source === source).toSorted((a, b) => b.share - a.share)[0]!;
    return `${source}: most often ${sizeText(largest.size)}, ${percent(largest.share)} % of its jobs`;
  });
  return {
    id: "job-mix",
    title: "The job mix",
    blocks: [
      {
        kind: "figure",
        title: "Jobs that started, by size",
        caption:
          "Each bar is a share of the jobs of its source that started. It says little of GPU-time: a gang of a thousand GPUs counts as one job, like a job of one.",
        alternative: `Bars of the share of jobs by size, a panel for each source. ${words.join("; ")}.`,
        source: "waits.csv",
        legend: [],
        draw: (plot) => panels(plot, rows, sources, results),
        numbers: {
          header: ["source", "size", "jobs a replication", "share of its jobs"],
          rows: rows.map(({ source, size, jobs, share }) => [
            source,
            sizeText(size),
            number(jobs),
            `${percent(share)} %`,
          ]),
        },
      },
    ],
  };
}

async function readMix(results: RunResults): Promise<MixRow[]> {
  const counts = new Map<string, Map<string, number>>();
  let replications = 0;
  await results.each("waits.csv", (row) => {
    replications = Math.max(replications, row.number("replication"));
    const size = row.text("size");
    const count = row.number("count");
    if (size === "all" || !(count > 0)) return;
    const source = row.text("source");
    const sizes = counts.get(source) ?? new Map<string, number>();
    counts.set(source, sizes.set(size, (sizes.get(size) ?? 0) + count));
  });
  return [...counts].flatMap(([source, sizes]) => {
    const all = [...sizes.values()].reduce((sum, count) => sum + count, 0);
    return [...sizes]
      .map(([size, count]) => ({ source, size, jobs: count / replications, share: count / all }))
      .toSorted((a, b) => Number(a.size) - Number(b.size));
  });
}

function panels(plot: PlotLibrary, rows: readonly MixRow[], sources: readonly string[], results: RunResults) {
  const sizes = [...new Set(rows.map(({ size }) => size))].toSorted((a, b) => Number(a) - Number(b));
  const data = rows.map(({ source, size, share }) => ({
    source,
    size,
    percent: 100 * share,
    colour: colourOf(results, source),
  }));
  return {
    height: 60 + 92 * sources.length,
    marginLeft: 48,
    marginRight: 110,
    // Sizes are names here: between 1 and 4,096 a scale of numbers would show the large ones only.
    x: { label: "size of the job (GPUs)", domain: sizes, type: "band" as const },
    y: { label: "share of the jobs of the source (%)", grid: true, ticks: 3, nice: true },
    fy: { label: null, domain: sources, padding: 0.18 },
    marks: [
      plot.barY(data, {
        x: "size",
        y: "percent",
        fy: "source",
        fill: "colour",
        stroke: "var(--muted)",
        strokeWidth: 0.5,
      }),
      plot.ruleY([0]),
    ],
  };
}
