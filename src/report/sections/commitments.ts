// What would become of promises for months while internal work grows; only of a trajectory that asks for it.

import { dollars, type Estimate, horizon, number, percent, withinPossible } from "../../index.ts";
import { withInterval } from "../interval-text.ts";
import { LINE_STYLES } from "../line-styles.ts";
import type { RunResults } from "../run-results.ts";
import type { Block, DataTable, Figure, PlotLibrary, Section } from "../section.ts";

const FILE = "commitments.csv";
const DAY_SECONDS = 86_400;

/** Promises of one size and length that were made at one time, or at all times. */
interface Promised {
  readonly pool: string;
  /** "64 GPUs for 30 days" */
  readonly what: string;
  /** days from the start of the run; null: all promises together */
  readonly madeAt: number | null;
  readonly broken: Estimate;
  readonly shortShare: Estimate;
  readonly shortGpuHours: Estimate;
  /** $; NaN where the scenario says no price */
  readonly cost: Estimate;
}

export async function commitments(results: RunResults): Promise<Section | null> {
  const promises = await readPromises(results, FILE);
  const alone = await readPromises(results, `baseline/${FILE}`);
  const pools = [...new Set(promises.map(({ pool }) => pool))];
  if (pools.length === 0) return null;
  return {
    id: "commitments",
    title: "Promises that growth would break",
    blocks: pools.flatMap((pool): Block[] => {
      const [own, before] = [promises, alone].map((all) => all.filter((each) => each.pool === pool));
      return [
        overTime(pool, own!),
        overall(`${pool}: promises of what rental leaves, of all times together`, FILE, own!),
        ...(before!.length === 0
          ? []
          : [overall(`${pool}: and of what internal work alone leaves`, `baseline/${FILE}`, before!)]),
      ];
    }),
  };
}

async function readPromises(results: RunResults, file: string): Promise<Promised[]> {
  const promises: Promised[] = [];
  await results.each(file, (row) => {
    const size = row.text("size");
    const gpus = size.endsWith("%") ? `${size} of what is free` : `${size} GPUs`;
    const madeAt = row.text("made_at_s");
    const replications = row.number("replications");
    const estimate = (name: string, column: string, unit: string): Estimate =>
      withinPossible(`${name}_${column}`, unit, {
        mean: row.number(`${name}_${column}`),
        low: row.number(`${name}_low_${column}`),
        high: row.number(`${name}_high_${column}`),
        replications,
      });
    promises.push({
      pool: row.text("pool"),
      what: `${gpus} for ${horizon(1000 * row.number("duration_s"))}`,
      madeAt: madeAt === "all" ? null : Number(madeAt) / DAY_SECONDS,
      broken: estimate("broken", "share", "share"),
      shortShare: estimate("short", "share", "share"),
      shortGpuHours: estimate("short", "gpu_h", "GPU-h"),
      cost: estimate("breach", "usd", "USD"),
    });
  });
  return promises;
}

function overTime(pool: string, promises: readonly Promised[]): Figure {
  const kinds = [...new Set(promises.map(({ what }) => what))];
  const shown = kinds.slice(0, LINE_STYLES.length);
  const whole = promises.filter(({ madeAt, what }) => madeAt === null && shown.includes(what));
  const words = whole.map(
    ({ what, shortShare }) => `${what} ${withInterval(shortShare, percent, " %")} of its GPU-hours`,
  );
  const rest =
    kinds.length > shown.length ? ` The first ${shown.length} of ${kinds.length} kinds are drawn.` : "";
  return {
    kind: "figure",
    title: `${pool}: what promises would lack, by when they are made`,
    caption: `The share of its GPU-hours that a promise would be short, each slot at its worst; upright lines are 95 % intervals. A promise stands on its own, as if it were the only one, and one that outlives the run is not drawn.${rest}`,
    alternative: `Lines of the share that is missing by the day of the promise. On average: ${words.join("; ")}.`,
    source: FILE,
    legend: shown.map((what, kind) => ({ label: what, colour: LINE_STYLES[kind]!.colour })),
    draw: (plot) => lines(plot, promises, shown),
    numbers: null,
  };
}

function lines(plot: PlotLibrary, promises: readonly Promised[], kinds: readonly string[]) {
  const marks = kinds.flatMap((kind, index) => {
    const own = promises
      .filter(({ what, madeAt }) => what === kind && madeAt !== null)
      .map(({ madeAt, shortShare: { mean, low, high } }) => ({
        day: madeAt,
        mean: 100 * mean,
        low: 100 * low,
        high: 100 * high,
      }));
    const { colour: stroke, dash } = LINE_STYLES[index]!;
    // Side by side, so that no interval hides another.
    const dx = 4 * (index - (kinds.length - 1) / 2);
    return [
      plot.ruleX(
        own.filter(({ low }) => Number.isFinite(low)),
        { x: "day", y1: "low", y2: "high", stroke, strokeWidth: 1.2, dx },
      ),
      plot.lineY(own, { x: "day", y: "mean", stroke, strokeWidth: 2.2, strokeDasharray: dash, dx }),
      plot.dot(own, { x: "day", y: "mean", fill: stroke, r: 2.5, dx }),
    ];
  });
  return {
    height: 280,
    marginLeft: 62,
    x: { label: "when the promise is made (days)", nice: true },
    y: { label: "GPU-hours short (% of the promise)", grid: true, zero: true, nice: true },
    marks: [...marks, plot.ruleY([0])],
  };
}

function overall(title: string, source: string, promises: readonly Promised[]): DataTable {
  const whole = promises.filter(({ madeAt }) => madeAt === null);
  const priced = whole.some(({ cost }) => Number.isFinite(cost.mean));
  return {
    kind: "table",
    title,
    source,
    header: ["promise", "broken", "GPU-hours short", "of the promise", ...(priced ? ["costs"] : [])],
    rows: whole.map(({ what, broken, shortGpuHours, shortShare, cost }) => [
      what,
      withInterval(broken, percent, " %"),
      withInterval(shortGpuHours, number),
      withInterval(shortShare, percent, " %"),
      ...(priced ? [withInterval(cost, dollars)] : []),
    ]),
  };
}
