// How jobs arrive.

import { z } from "zod";
import { growth, rate } from "../rates-and-money.ts";
import { type Dimension, refusal } from "../reading.ts";
import { count, duration, positive, ratio, share, signed, span } from "../units.ts";
import { type LawTree, lawSchema } from "./law.ts";
import { sharesOfCounts } from "./mix.ts";
import { type Quantity, quantity } from "./quantity.ts";
import { hasOrNot, keys, mapOr, oneKeyOf } from "./shapes.ts";

export const profile = mapOr(z.array(quantity(ratio, "factor")), z.string().min(1)).meta({
  description:
    "168 factors of mean 1 from Monday 00:00 UTC: a CSV file with the columns hour,factor, or a list",
});

export const hourOfWeek = keys({
  rate: quantity(rate, "mean rate of arrivals"),
  profile,
  noise: keys({
    gamma: keys({ k: quantity(positive, "shape") }).meta({ description: "gamma law of mean 1" }),
  })
    .optional()
    .meta({ description: "law of mean 1 that multiplies the rate of each hour" }),
}).meta({ id: "hour_of_week" });

const sinusoid = keys({
  mean: quantity(rate, "mean rate of arrivals"),
  amplitude: quantity(share, "largest deviation from the mean rate, as a share of it"),
  period: quantity(span, "length of a wave"),
  phase: quantity(signed, "radians by which the wave is ahead at the start").default(0),
}).meta({ description: "rate mean × (1 + amplitude × sin(2π t / period + phase))" });

/** A mean of a law on 1, 2, … */
const meanOfCounts: Dimension = {
  ...positive,
  expected: "a number of at least 1",
  read(raw) {
    const read = positive.read(raw);
    return read.ok && read.value < 1 ? refusal("it is too small") : read;
  },
};

const batchSize = mapOr(
  hasOrNot(
    "geometric",
    keys({
      geometric: keys({ mean: quantity(meanOfCounts, "mean") }).meta({ description: "geometric law" }),
    }),
    sharesOfCounts,
  ),
  quantity(count(1), "jobs of a batch"),
).meta({
  description:
    "jobs of a batch: a number, numbers with their shares {1: 50%, 2: 50%}, or {geometric: {mean: 3}}, which starts at 1",
});

const onOff = keys({
  rates: z
    .array(quantity(rate, "rate of arrivals in a state"))
    .min(2)
    .meta({ description: "rate of arrivals in each state" }),
  switch: z
    .array(quantity(rate, "rate of leaving a state for the next"))
    .min(2)
    .meta({ description: "rate of leaving each state for the next" }),
}).meta({
  description: "Poisson arrivals whose rate follows states in a circle; it starts in the stationary law",
});

/** Every process by its key. */
const PROCESSES: Readonly<Record<keyof Processes, z.ZodType>> = {
  poisson: keys({ rate: quantity(rate, "rate of arrivals") }).meta({
    description: "independent arrivals at a constant rate",
  }),
  hour_of_week: hourOfWeek,
  sinusoid,
  series: keys({
    file: z.string().min(1).meta({ description: "CSV file with the columns time,per_h" }),
    time_unit: z.enum(["s", "ms", "datetime"]).default("s"),
  }).meta({ description: "Poisson arrivals whose rate has been recorded; the last rate holds" }),
  renewal: lawSchema.meta({ description: "law of the gaps" }),
  every: quantity(span, "time between two arrivals; the first comes at 0"),
  batch: keys({ rate: quantity(rate, "rate of batches"), size: batchSize }).meta({
    description: "several jobs at a time",
  }),
  on_off: onOff,
  closed: keys({
    sources: quantity(count(1), "campaigns at a time"),
    gap: lawSchema.meta({ description: "time from the end of a campaign to the begin of its next" }),
  }).meta({ description: "so many campaigns that begin anew after they have ended" }),
  backlog: z.literal(true).meta({ description: "one job always waits" }),
  at: z
    .array(quantity(duration, "instant"))
    .min(1)
    .meta({ description: "instants from the start of the run" }),
};

interface Processes {
  readonly poisson: { readonly rate: Quantity };
  readonly hour_of_week: HourOfWeekTree;
  readonly sinusoid: z.infer<typeof sinusoid>;
  readonly series: { readonly file: string; readonly time_unit: "s" | "ms" | "datetime" };
  readonly renewal: LawTree;
  readonly every: Quantity;
  readonly batch: { readonly rate: Quantity; readonly size: BatchSizeTree };
  readonly on_off: z.infer<typeof onOff>;
  readonly closed: { readonly sources: Quantity; readonly gap: LawTree };
  readonly backlog: true;
  readonly at: readonly Quantity[];
}

/** A map with one of the keys of `Processes`. */
export type ArrivalsTree = { [Key in keyof Processes]: Pick<Processes, Key> }[keyof Processes];
export type HourOfWeekTree = z.infer<typeof hourOfWeek>;
export type BatchSizeTree = z.infer<typeof batchSize>;

export const arrivals = oneKeyOf<ArrivalsTree>(PROCESSES).meta({ description: "how jobs arrive" });

export const growthOfRate = quantity(growth, "growth of the rate of arrivals").optional().meta({
  description: "growth of the rate, such as 30%/y; for poisson, hour_of_week and sinusoid; default: none",
});
