// Internal work: jobs from laws, jobs in the scenario itself, traces, elastic services and measured occupancy.

import { z } from "zod";
import { jobSize } from "../job-size.ts";
import { count, duration } from "../units.ts";
import { arrivals, growthOfRate } from "./arrivals.ts";
import { estimateSchema } from "./law.ts";
import { groupName, mixKeys } from "./mix.ts";
import { quantity } from "./quantity.ts";
import { occupancy, service } from "./service.ts";
import { byValueOf, hasOrNot, keys } from "./shapes.ts";
import { textOrNumber } from "./text-or-number.ts";
import { internalTraitKeys, priority } from "./traits.ts";

/** Said of work and of low-value work alike. */
export const killAtEstimate = z.boolean().default(false).meta({ description: "end a job at its estimate" });

const kindOfJobs = z.literal("jobs").default("jobs");

const jobSource = keys({
  kind: kindOfJobs,
  arrivals,
  growth: growthOfRate,
  ...mixKeys,
  // Assumption: the scheduler knows the service time; only shortest-first and backfill read it.
  estimate: estimateSchema.default("exact"),
  kill_at_estimate: killAtEstimate,
  ...internalTraitKeys,
});

const listedJob = keys({
  id: textOrNumber("an id", "names the job in jobs.csv; default: its place in the list, from 1").optional(),
  submit: quantity(duration, "instant of its arrival"),
  gpus: quantity(jobSize, "GPUs"),
  service: quantity(duration, "service time"),
  estimate: quantity(duration, "estimate; default: the service time").optional(),
  priority: priority.optional(),
  group: groupName.optional(),
});

/** Keys of jobs that are given one by one. */
const givenJobKeys = {
  estimate: estimateSchema.default("trace"),
  ...internalTraitKeys,
};

const listedJobs = keys({
  kind: kindOfJobs,
  jobs: z.array(listedJob).min(1).meta({ description: "jobs, one by one" }),
  kill_at_estimate: killAtEstimate,
  ...givenJobKeys,
});

/** A column that a CSV trace must name and an SWF trace may not. */
const csvColumn = (description: string) => z.string().min(1).optional().meta({ description });

const traceSource = keys({
  kind: z.literal("trace"),
  file: z
    .string()
    .min(1)
    .meta({ description: "recorded jobs, CSV or SWF, gzipped or not; a path from this file" }),
  format: z.enum(["csv", "swf"]).optional().meta({ description: "default: by the name of the file" }),
  columns: keys({
    id: z.string().min(1).optional().meta({ description: "default: the number of the row" }),
    submit: csvColumn("instant of its arrival"),
    service: csvColumn("service time"),
    gpus: csvColumn("GPUs"),
    estimate: z.string().min(1).optional().meta({ description: "default: the service time" }),
    priority: z.string().min(1).optional().meta({ description: "priority, larger runs first" }),
    group: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "whose quota and share it comes out of; of swf: user or group" }),
    user: z.string().min(1).optional().meta({ description: "carried along; nothing goes by it" }),
    status: z.string().min(1).optional().meta({ description: "carried along; nothing goes by it" }),
  })
    .optional()
    .meta({ description: "names of the columns of a CSV trace; of swf the group alone" }),
  // Most public traces count in seconds (SWF by its definition).
  time_unit: z.enum(["s", "ms", "datetime"]).default("s"),
  time_zone: z
    .string()
    .min(1)
    .default("UTC")
    .meta({ description: "zone of dates without one, such as America/Los_Angeles" }),
  kill_at_estimate: z.boolean().optional().meta({
    description: "end a job at its estimate; default: true for swf with estimate: trace, else false",
  }),
  max_bad_rows: quantity(count(0), "rejected rows that are tolerated").default(0),
  dedupe: z
    .boolean()
    .default(false)
    .meta({ description: "give repeated ids a suffix instead of rejecting them" }),
  ...givenJobKeys,
});

export const work = byValueOf(
  "kind",
  ["jobs", "trace", "service", "occupancy"],
  [hasOrNot("jobs", listedJobs, jobSource), traceSource, service, occupancy],
);

export type JobSourceTree = z.infer<typeof jobSource>;
export type ListedJobsTree = z.infer<typeof listedJobs>;
export type TraceSourceTree = z.infer<typeof traceSource>;
