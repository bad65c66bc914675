// How the fleet is used over time: one course as it happens, and the mean of all replications.

import { percent } from "../../index.ts";
import type { RunResults } from "../run-results.ts";
import type { Figure, PlotLibrary, Section } from "../section.ts";
import { type TimeBins, timeBinsOf } from "../time-bins.ts";
import { type Layer, layersOf } from "./layers.ts";
import { usedGpuHours } from "./used-gpu-hours.ts";

/** GPU-hours by bin of time. */
interface Course {
  readonly bins: TimeBins;
  readonly layers: readonly Layer[];
  readonly installed: Float64Array;
  /** by layer, then by bin */
  readonly held: readonly Float64Array[];
}

export async function course(results: RunResults): Promise<Section | null> {
  if (!results.has("utilisation.csv")) return null;
  const { replications } = results.metric("measured_s");
  const { first, all } = await readCourses(results);
  const width = first.bins.text;
  const one = figure(first, {
    title: "Who holds the fleet: replication 1",
    caption: `One course as it happens, ${width} a point: steps are gangs that start and end, waves the tide of services. What is sold lies on top of internal work, and what is left idle above it.`,
  });
  const mean = figure(all, {
    title: `Who holds the fleet: mean of ${replications} replications`,
    caption: `What comes again in every replication, ${width} a point: what one replication alone does by chance is averaged out.`,
  });
  return { id: "course", title: "Utilisation over time", blocks: replications > 1 ? [one, mean] : [one] };
}

/** The first replication alone, and all of them together. */
async function readCourses(results: RunResults): Promise<{ first: Course; all: Course }> {
  const bins = await timeBinsOf(results, "utilisation.csv");
  const layers = layersOf(results, await columnsOf(results, "utilisation.csv"));
  const [first, all] = [emptyCourse(bins, layers), emptyCourse(bins, layers)];
  const charge = (replication: number, add: (course: Course) => void) => {
    add(all);
    if (replication === 1) add(first);
  };
  const columns = layers.flatMap(({ side, of }, layer) =>
    side === "idle" || side === "down" ? of.map((column) => ({ column, layer })) : [],
  );
  await results.each("utilisation.csv", (row) => {
    const bin = bins.of(row.number("step_start_s"));
    charge(row.number("replication"), ({ installed, held }) => {
      installed[bin]! += row.number("installed_gpu_h");
      for (const { column, layer } of columns) held[layer]![bin]! += row.number(column);
    });
  });
  const layerOf = new Map(layers.flatMap(({ of }, layer) => of.map((name) => [name, layer] as const)));
  await results.each("allocation.csv", (row) => {
    const layer = layerOf.get(row.text("source"));
    if (layer === undefined) return;
    const bin = bins.of(row.number("step_start_s"));
    charge(row.number("replication"), ({ held }) => {
      held[layer]![bin]! += usedGpuHours(row);
    });
  });
  return { first, all };
}

function emptyCourse(bins: TimeBins, layers: readonly Layer[]): Course {
  const series = () => new Float64Array(bins.count);
  return { bins, layers, installed: series(), held: layers.map(series) };
}

async function columnsOf(results: RunResults, file: string): Promise<readonly string[]> {
  let columns: readonly string[] = [];
  await results.each(file, (row) => {
    columns = row.columns;
  });
  return columns;
}

function figure(
  { layers, bins, installed, held }: Course,
  words: { readonly title: string; readonly caption: string },
): Figure {
  const shown = layers.flatMap((layer, index) => {
    const shares = held[index]!.map((gpuHours, bin) => (100 * gpuHours) / installed[bin]!);
    return shares.some((share) => share > 0) ? [{ ...layer, shares }] : [];
  });
  const means = shown.map(({ label, shares }) => `${label} ${percent(mean(shares) / 100)} %`);
  return {
    kind: "figure",
    ...words,
    alternative: `Stacked areas of the share of the fleet over time, in days. On average: ${means.join(", ")}.`,
    source: "utilisation.csv",
    legend: shown,
    draw(plot) {
      const { days } = bins;
      let below = new Float64Array(bins.count);
      const areas = shown.map(({ colour, shares }) => {
        const above = below.map((share, bin) => share + shares[bin]!);
        const layer = area(plot, days, below, above, colour);
        below = above;
        return layer;
      });
      return {
        height: 330,
        marginLeft: 48,
        x: { label: "time since the start of the run (days)", domain: [days[0], days.at(-1)] },
        y: { label: "share of the fleet (%)", domain: [0, 100] },
        marks: [...areas, plot.ruleY([0])],
      };
    },
    numbers: null,
  };
}

/** A thin line of paper between two layers tells them apart where colours do not. */
function area(plot: PlotLibrary, days: number[], below: Float64Array, above: Float64Array, fill: string) {
  return plot.areaY(days, { x: days, y1: below, y2: above, fill, stroke: "var(--paper)", strokeWidth: 0.4 });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
