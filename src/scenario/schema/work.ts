// Internal work: sources of jobs, traces, elastic services and measured occupancy.

import { z } from "zod";
import { count, gpus, positive, rate, ratio, share, signed, span } from "../units.ts";
import { estimateSchema, type LawTree, lawSchema } from "./law.ts";
import { type Quantity, quantity } from "./quantity.ts";
import { byValueOf, keys, mapOr, oneKeyOf } from "./shapes.ts";

export const priority = quantity(count(-1_000_000, 1_000_000), "priority, larger runs first");

export const pools = z.array(z.string()).min(1).meta({
  description: "pools that may be used, in order of preference; default: all, in the order of the fleet",
});

export const gpuCounts = mapOr(
  z.record(z.string(), quantity(share, "share of jobs")),
  quantity(count(1), "GPUs of a job"),
).meta({
  id: "gpu_counts",
  description: "GPUs of a job: a number, or numbers with their shares {1: 50%, 8: 50%}",
});

export const classes = z
  .array(keys({ share: quantity(share, "share of jobs"), gpus: gpuCounts, service: lawSchema }))
  .min(1)
  .meta({
    id: "classes",
    description: "classes of jobs, each with its own sizes and service time; shares add up to 1",
  });

const profile = mapOr(z.array(quantity(ratio, "factor")), z.string().min(1)).meta({
  description:
    "168 factors of mean 1 from Monday 00:00 UTC: a CSV file with the columns hour,factor, or a list",
});

export const hourOfWeek = keys({
  rate: quantity(rate, "mean rate of arrivals"),
  profile,
  noise: keys({ gamma: keys({ k: quantity(positive, "shape") }) })
    .optional()
    .meta({ description: "law of mean 1 that multiplies the rate of each hour" }),
}).meta({ id: "hour_of_week" });

export type HourOfWeekTree = z.infer<typeof hourOfWeek>;

export type ArrivalsTree =
  | { readonly poisson: { readonly rate: Quantity } }
  | { readonly hour_of_week: HourOfWeekTree }
  | { readonly closed: { readonly sources: Quantity; readonly gap: LawTree } };

const arrivals = oneKeyOf<ArrivalsTree>({
  poisson: keys({ rate: quantity(rate, "rate of arrivals") }),
  hour_of_week: hourOfWeek,
  closed: keys({ sources: quantity(count(1), "campaigns at a time"), gap: lawSchema }),
}).meta({ description: "how jobs arrive" });

const whenFull = z
  .enum(["queue", "refuse"])
  .default("queue")
  .meta({ description: "what a job does that cannot start at its arrival" });

/** Assumption: internal work stands above rental, whose default is 10. */
const internalPriority = priority.default(50);

const jobSource = keys({
  kind: z.literal("jobs").default("jobs"),
  arrivals,
  gpus: gpuCounts.optional(),
  service: lawSchema.optional(),
  classes: classes.optional(),
  // Assumption: the scheduler knows the service time; only shortest-first reads it.
  estimate: estimateSchema.default("exact"),
  priority: internalPriority,
  when_full: whenFull,
  pools: pools.optional(),
});

const traceSource = keys({
  kind: z.literal("trace"),
  file: z.string().min(1),
  format: z.enum(["csv", "swf"]).optional().meta({ description: "default: by the name of the file" }),
  columns: keys({
    id: z.string().min(1).optional().meta({ description: "default: the number of the row" }),
    submit: z.string().min(1),
    service: z.string().min(1),
    gpus: z.string().min(1),
    estimate: z.string().min(1).optional().meta({ description: "default: the service time" }),
    priority: z.string().min(1).optional(),
    user: z.string().min(1).optional(),
    status: z.string().min(1).optional(),
  })
    .optional()
    .meta({ description: "names of the columns of a CSV trace" }),
  // Most public traces count in seconds (SWF by its definition).
  time_unit: z.enum(["s", "ms", "datetime"]).default("s"),
  time_zone: z.string().min(1).default("UTC"),
  kill_at_estimate: z
    .boolean()
    .optional()
    .meta({ description: "end a job at its estimate; default: true for swf, false for csv" }),
  estimate: estimateSchema.default("trace"),
  priority: internalPriority,
  when_full: whenFull,
  pools: pools.optional(),
  max_bad_rows: quantity(count(0), "rejected rows that are tolerated").default(0),
  dedupe: z
    .boolean()
    .default(false)
    .meta({ description: "give repeated ids a suffix instead of rejecting them" }),
});

const service = keys({
  kind: z.literal("service"),
  demand: keys({
    peak: quantity(gpus, "GPUs wanted at the peak of a working day"),
    // Source: presets.yaml inference.diurnal, trough_over_peak 0.45 (Runway reports less than a half).
    trough: quantity(share, "trough / peak").default("45%"),
    // Source: presets.yaml inference.diurnal, peak_local_h 9 (one company with customers everywhere).
    peak_hour: quantity(hourOfDay(), "hour of the day of the peak, UTC").default(9),
    // Assumption: presets.yaml inference.diurnal, weekly factor 0.8 at week-ends.
    weekend: quantity(ratio, "factor on Saturday and Sunday").default("80%"),
    noise: keys({
      cv: quantity(ratio, "coefficient of variation"),
      half_life: quantity(span, "time in which a deviation halves"),
    })
      .optional()
      .meta({ description: "mean-reverting Gaussian noise; default: none" }),
  }),
  gpus_per_replica: quantity(count(1), "GPUs of a replica").default(1),
  // Assumption: an autoscaler that acts every five minutes.
  resize: keys({ every: quantity(span, "time between two resizes") }).prefault({ every: "5m" }),
  pools: pools.optional(),
});

function hourOfDay() {
  return {
    ...signed,
    expected: "an hour of the day from 0 to 24",
    read(raw: string | number) {
      const read = signed.read(raw);
      if (!read.ok || (read.value >= 0 && read.value <= 24)) return read;
      return {
        ok: false as const,
        message: read.value < 0 ? "it must not be negative" : "it is too large",
        suggestion: null,
      };
    },
  };
}

const occupancy = keys({
  kind: z.literal("occupancy"),
  file: z
    .string()
    .min(1)
    .meta({ description: "CSV file with the columns time,gpus: busy GPUs from each time on" }),
  time_unit: z.enum(["s", "ms", "datetime"]).default("s"),
  pools: pools.optional(),
});

export const work = byValueOf(
  "kind",
  ["jobs", "trace", "service", "occupancy"],
  [jobSource, traceSource, service, occupancy],
);

export type JobSourceTree = z.infer<typeof jobSource>;
export type TraceSourceTree = z.infer<typeof traceSource>;
export type ServiceTree = z.infer<typeof service>;
export type OccupancyTree = z.infer<typeof occupancy>;
/** The keys that say what jobs are like; a class, a source and a product's demand share them. */
export type MixTree = Pick<JobSourceTree, "gpus" | "service" | "classes">;
