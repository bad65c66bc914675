// How many GPUs can be promised, for how long, with what confidence.

import { horizon, intervalText, number, percent } from "../../index.ts";
import { LINE_STYLES } from "../line-styles.ts";
import { colour } from "../palette.ts";
import type { RunResults } from "../run-results.ts";
import type { Figure, PlotLibrary, Section } from "../section.ts";

const FILE = "firm_capacity.csv";
const DAY_HOURS = 24;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** What a promise is made by. */
const KNOWING = { all: "at any time", each: "by the hour of the week and what is free then" } as const;
const SHADE = { all: colour("internal", 0), each: colour("product", 1) } as const;

interface Promised {
  readonly pool: string;
  readonly shape: string;
  /** in words */
  readonly duration: string;
  readonly confidence: number;
  /** hour of the week at which it is made, `all` or `each` */
  readonly hour: string;
  /** GPUs, with the ends of the interval */
  readonly gpus: number;
  readonly low: number;
  readonly high: number;
  readonly kept: number;
}

export async function firmCapacity(results: RunResults): Promise<Section | null> {
  const promises = await readPromises(results);
  const known = promises.filter(({ gpus }) => Number.isFinite(gpus));
  if (known.length === 0) return null;
  const pools = [...new Set(known.map(({ pool }) => pool))];
  return {
    id: "firm-capacity",
    title: "Firm capacity",
    blocks: pools.flatMap((pool) => {
      const own = known.filter((each) => each.pool === pool);
      return [overall(pool, own), ...byHour(pool, own)];
    }),
  };
}

/** Promises that do not ask how much is free as they are made, or ask all there is to know. */
async function readPromises(results: RunResults): Promise<Promised[]> {
  const promises: Promised[] = [];
  await results.each(FILE, (row) => {
    if (!["all", "each"].includes(row.text("level"))) return;
    const gpusOfShape = row.number("shape_gpus");
    promises.push({
      pool: row.text("pool"),
      shape: row.text("shape"),
      duration: horizon(1000 * row.number("duration_s")),
      confidence: row.number("confidence"),
      hour: row.text("hour_of_week"),
      gpus: row.number("firm_gpus"),
      low: Math.max(0, row.number("firm_ci_low") * gpusOfShape), // few replications may say less than nothing
      high: row.number("firm_ci_high") * gpusOfShape,
      kept: row.number("kept_share"),
    });
  });
  return promises;
}

function overall(pool: string, promises: readonly Promised[]): Figure {
  const whole = promises.filter(({ hour }) => hour in KNOWING);
  const single = whole.filter(({ shape }) => shape === "GPU");
  const told = single.filter(({ gpus }) => gpus > 0);
  const rest = told.length < single.length ? ["nothing in all other cases"] : [];
  const words = told.map(
    ({ duration, confidence, hour, gpus }) =>
      `${number(gpus)} GPUs for ${duration} with ${percent(confidence)} % ${KNOWING[hour as keyof typeof KNOWING]}`,
  );
  return {
    kind: "figure",
    title: `${pool}: GPUs that may be promised`,
    caption:
      "A panel for each duration: the longer and the surer a promise, the fewer GPUs. Whoever looks at the hour and at what is free as he promises may promise more. Lines are 95 % intervals; whole nodes and gangs stand in the numbers, which leave out where nothing can be promised.",
    alternative: `Dots of GPUs by duration and confidence. ${[...words, ...rest].join("; ")}.`,
    source: FILE,
    legend: (["all", "each"] as const).map((hour) => ({ label: KNOWING[hour], colour: SHADE[hour] })),
    draw: (plot) => panels(plot, single),
    numbers: {
      header: ["what", "for", "confidence", "promised", "GPUs", "95 % interval", "kept, out of sample"],
      rows: whole
        .filter(({ gpus }) => gpus > 0)
        .map(({ shape, duration, confidence, hour, gpus, low, high, kept }) => [
          shape,
          duration,
          `${percent(confidence)} %`,
          KNOWING[hour as keyof typeof KNOWING],
          number(gpus),
          intervalText({ low, high }, number),
          Number.isFinite(kept) ? `${percent(kept)} %` : "–",
        ]),
    },
  };
}

function panels(plot: PlotLibrary, promises: readonly Promised[]) {
  const data = promises.map(({ duration, confidence, hour, gpus, low, high }) => ({
    duration,
    confidence: `${Number((100 * confidence).toPrecision(4))}`,
    gpus,
    low,
    high,
    shade: SHADE[hour as keyof typeof KNOWING],
    // Side by side, so that neither hides the other.
    dx: hour === "all" ? -6 : 6,
  }));
  const marks = [-6, 6].flatMap((dx) => {
    const own = data.filter((each) => each.dx === dx);
    const place = { x: "confidence", fx: "duration", dx } as const;
    return [
      plot.ruleX(
        own.filter(({ low }) => Number.isFinite(low)),
        { ...place, y1: "low", y2: "high", stroke: "shade", strokeWidth: 2 },
      ),
      plot.dot(own, {
        ...place,
        y: "gpus",
        fill: "shade",
        stroke: "var(--ink)",
        strokeWidth: 0.8,
        r: 4.5,
        symbol: dx < 0 ? "circle" : "square",
      }),
    ];
  });
  return {
    height: 300,
    marginLeft: 62,
    marginTop: 40,
    x: { label: "confidence (%)", type: "point" as const, padding: 0.8 },
    fx: {
      label: "length of the promise",
      domain: [...new Set(data.map(({ duration }) => duration))],
      padding: 0.12,
    },
    y: { label: "firm capacity (GPUs)", grid: true, zero: true, nice: true },
    marks: [...marks, plot.ruleY([0])],
  };
}

/** The promise of each part of the week, at the confidence next to 95 %. */
function byHour(pool: string, promises: readonly Promised[]): Figure[] {
  const hours = promises.filter(({ shape, hour }) => shape === "GPU" && Number.isFinite(Number(hour)));
  if (hours.length === 0) return [];
  const confidence = hours
    .map((each) => each.confidence)
    .reduce((a, b) => (Math.abs(b - 0.95) < Math.abs(a - 0.95) ? b : a));
  const shown = hours.filter((each) => each.confidence === confidence);
  const durations = [...new Set(shown.map(({ duration }) => duration))].slice(0, LINE_STYLES.length);
  const words = durations.map((duration) => {
    const gpus = shown.filter((each) => each.duration === duration).map((each) => each.gpus);
    const [least, most] = [Math.min(...gpus), Math.max(...gpus)];
    if (least === most) return `for ${duration} ${least === 0 ? "nothing" : `${number(least)} GPUs`}`;
    return `for ${duration} from ${number(least)} to ${number(most)} GPUs`;
  });
  return [
    {
      kind: "figure",
      title: `${pool}: GPUs that may be promised, by the hour of the week`,
      caption: `Promises made in each part of the week with ${percent(confidence)} % confidence, whatever is free then. Short ones follow the tide; long ones live through its peak and cannot.`,
      alternative: `Lines of GPUs by hour of the week: ${words.join("; ")}.`,
      source: FILE,
      legend: durations.map((duration, index) => ({
        label: `for ${duration}`,
        colour: LINE_STYLES[index]!.colour,
      })),
      draw: (plot) => week(plot, shown, durations),
      numbers: null,
    },
  ];
}

function week(plot: PlotLibrary, promises: readonly Promised[], durations: readonly string[]) {
  const lines = durations.map((duration, index) => {
    const own = promises
      .filter((each) => each.duration === duration)
      .map(({ hour, gpus }) => ({ day: Number(hour) / DAY_HOURS, gpus }))
      .toSorted((a, b) => a.day - b.day);
    // The last part lasts until the week ends.
    if (own.length > 0) own.push({ ...own.at(-1)!, day: DAYS.length });
    const { colour: stroke, dash } = LINE_STYLES[index]!;
    return plot.lineY(own, {
      x: "day",
      y: "gpus",
      stroke,
      strokeWidth: 2.2,
      strokeDasharray: dash,
      curve: "step-after",
    });
  });
  return {
    height: 260,
    marginLeft: 62,
    x: {
      label: "begin of the promise (day of the week, UTC)",
      domain: [0, DAYS.length],
      ticks: DAYS.map((_, day) => day),
      tickFormat: (day: number) => DAYS[day] ?? "",
    },
    y: { label: "firm capacity (GPUs)", grid: true, zero: true, nice: true },
    marks: [...lines, plot.ruleY([0])],
  };
}
