// The tide of the week: how much of the fleet is idle at which hour.

import { percent } from "../../index.ts";
import { colour, coloursOf } from "../palette.ts";
import type { RunResults } from "../run-results.ts";
import type { Figure, LegendEntry, PlotLibrary, Section } from "../section.ts";

const HOUR_S = 3600;
const DAY_HOURS = 24;
const WEEK_HOURS = 7 * DAY_HOURS;
/** The first class whose colour is nearer to the ink than to the paper. */
const NEAR_INK = 5;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Share of the fleet that is idle by hour of the week from Monday 00:00 UTC; NaN where the run has not been. */
type Tide = readonly number[];

export async function tide(results: RunResults): Promise<Section | null> {
  const idle = await readTide(results, "utilisation.csv");
  if (idle === null) return null;
  const base = results.sells ? await readTide(results, "baseline/utilisation.csv") : null;
  const classes = classesOf([...idle, ...(base ?? [])]);
  const after = figure(idle, classes, {
    title: results.sells ? "Idle with rental" : "Idle",
    caption: "What is left: the hours in which more could still be sold, or internal work could still grow.",
    source: "utilisation.csv",
  });
  if (base === null) return { id: "tide", title: "The week’s tide", blocks: [after] };
  const before = figure(base, classes, {
    title: "Idle without rental",
    caption: "The slack that internal work alone leaves: the tide that there is to be sold.",
    source: "baseline/utilisation.csv",
  });
  return { id: "tide", title: "The week’s tide", blocks: [before, after] };
}

/** Null where the reporting step is too long, or the run too short, to tell hours of the week apart. */
async function readTide(results: RunResults, file: string): Promise<Tide | null> {
  if (!results.has(file)) return null;
  const idle = new Float64Array(WEEK_HOURS);
  const installed = new Float64Array(WEEK_HOURS);
  let longest = 0;
  await results.each(file, (row) => {
    const start = row.number("step_start_s");
    const end = row.number("step_end_s");
    longest = Math.max(longest, end - start);
    const idleRate = row.number("idle_gpu_h") / (end - start);
    const installedRate = row.number("installed_gpu_h") / (end - start);
    for (let from = start; from < end; ) {
      const hour = Math.floor(from / HOUR_S);
      const to = Math.min(end, (hour + 1) * HOUR_S);
      idle[hour % WEEK_HOURS]! += idleRate * (to - from);
      installed[hour % WEEK_HOURS]! += installedRate * (to - from);
      from = to;
    }
  });
  const seen = installed.filter((gpuHours) => gpuHours > 0).length;
  if (longest > 6 * HOUR_S || seen < DAY_HOURS) return null;
  return Array.from(idle, (gpuHours, hour) => gpuHours / installed[hour]!);
}

interface Classes {
  /** upper limits of all classes but the last, in shares */
  readonly limits: readonly number[];
  readonly legend: readonly LegendEntry[];
}

/** Classes of one width, round numbers of per cent, that reach as far as the largest share. */
function classesOf(shares: readonly number[]): Classes {
  const largest = Math.max(0, ...shares.filter(Number.isFinite));
  const count = coloursOf("heat");
  const widths = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.125];
  const width = widths.find((each) => each * count >= largest) ?? 0.125;
  const limits = Array.from({ length: count - 1 }, (_, index) => (index + 1) * width);
  const used = Math.min(count, Math.floor(largest / width) + 1);
  const digits = width < 0.01 ? 1 : 0;
  const text = (share: number) => (100 * share).toFixed(width === 0.125 ? 1 : digits);
  const legend = Array.from({ length: used }, (_, index) => ({
    label: `${text(index * width)}–${text((index + 1) * width)} %`,
    colour: colour("heat", index),
  }));
  return { limits, legend };
}

function figure(
  shares: Tide,
  { limits, legend }: Classes,
  words: { readonly title: string; readonly caption: string; readonly source: string },
): Figure {
  const seen = shares.filter(Number.isFinite);
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  const at = (share: number) => {
    const hour = shares.indexOf(share);
    return `${DAYS[Math.floor(hour / DAY_HOURS)]} ${String(hour % DAY_HOURS).padStart(2, "0")}:00`;
  };
  return {
    kind: "figure",
    ...words,
    caption: `${words.caption} Numbers are per cent of the fleet, means over weeks and replications; hours are UTC.`,
    alternative: `Heat map of the idle share of the fleet by day and hour of the week: least ${percent(least)} % on ${at(least)}, most ${percent(most)} % on ${at(most)}, UTC.`,
    legend,
    draw: (plot) => heatMap(plot, shares, limits),
    numbers: null,
  };
}

function heatMap(plot: PlotLibrary, shares: Tide, limits: readonly number[]) {
  const cells = shares.flatMap((share, hour) =>
    Number.isFinite(share)
      ? [
          {
            share,
            hour: hour % DAY_HOURS,
            day: DAYS[Math.floor(hour / DAY_HOURS)]!,
            level: limits.filter((limit) => share >= limit).length,
          },
        ]
      : [],
  );
  const fill = ({ level }: { level: number }) => colour("heat", level);
  const ink = ({ level }: { level: number }) => (level < NEAR_INK ? "var(--ink)" : "var(--paper)");
  const text = ({ share }: { share: number }) =>
    share < 0.0995 ? (100 * share).toFixed(1) : (100 * share).toFixed(0);
  return {
    height: 268,
    marginLeft: 48,
    x: {
      label: "hour of the day (UTC)",
      domain: Array.from({ length: DAY_HOURS }, (_, hour) => hour),
      tickSize: 0,
    },
    y: { label: null, domain: DAYS, tickSize: 0 },
    marks: [
      plot.cell(cells, { x: "hour", y: "day", fill, inset: 0.5 }),
      plot.text(cells, { x: "hour", y: "day", text, fill: ink, fontSize: 10.5 }),
    ],
  };
}
