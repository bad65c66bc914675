// What every source of jobs says besides its jobs: what becomes of those that wait, are preempted or fail.

import { z } from "zod";
import { money, rate } from "../rates-and-money.ts";
import type { Dimension } from "../reading.ts";
import { count, duration, span } from "../units.ts";
import { headroomSchema } from "./headroom.ts";
import { lawSchema } from "./law.ts";
import { quantity } from "./quantity.ts";
import { keys } from "./shapes.ts";

export const priority = quantity(count(-1_000_000, 1_000_000), "priority, larger runs first");

export const pools = z.array(z.string()).min(1).meta({
  description: "pools that may be used, in order of preference; default: all, in the order of the fleet",
});

export const gpuTypes = z.array(z.string()).min(1).meta({
  description: "types of GPU that may be used, in order of preference: in place of pools, those of each type",
});

/** Longer than any run. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Time between two checkpoints, or none but those on notice and at the end. */
export const checkpointInterval: Dimension = {
  ...span,
  shape: "checkpoint_interval",
  expected: `never, or ${span.expected}`,
  pattern: `^never$|${span.pattern}`,
  read: (raw) => (raw === "never" ? { ok: true, value: NEVER } : span.read(raw)),
};

const checkpoint = keys({
  every: quantity(checkpointInterval, "work between two checkpoints; on the wall clock: their grid"),
  // Assumption: asynchronous checkpoints, which stop no work.
  cost: quantity(duration, "time that writing one takes, in which no work is done").default("0s"),
  // Assumption: nothing but what the user says.
  restart: quantity(duration, "overhead at the beginning of every attempt but the first").default("0s"),
  clock: z.enum(["progress", "wall"]).default("progress").meta({
    description: "progress: after so much work; wall: at the multiples of `every` since the start of the run",
  }),
  final: z.boolean().default(false).meta({ description: "write one after the last work too" }),
  on_notice: z
    .boolean()
    .default(false)
    .meta({ description: "write one when notice of a preemption is given, if the notice is long enough" }),
}).meta({ id: "checkpoint" });

const interruptions = keys({
  rate: quantity(rate, "interruptions per time that the job runs"),
  downtime: quantity(duration, "time after a failure before the job starts again on its GPUs").default("0s"),
  kind: z.enum(["failure", "eviction"]).default("failure").meta({
    description: "a failed job keeps its GPUs and starts again; an evicted one gives them up and waits",
  }),
}).meta({ id: "interruptions", description: "interruptions of each running job from outside" });

function onLoss(what: string, otherwise: string) {
  return z
    .enum(["resume", "restart", "checkpoint", "kill"])
    .optional()
    .meta({
      description: `what ${what} does; default: checkpoint if there is a checkpoint block, else ${otherwise}`,
    });
}

/** Keys of every source, a product's requests included. */
export const traitKeys = {
  // Assumptions: a preempted job is stopped in time to keep its work, a failed one is not.
  on_preemption: onLoss("a preempted job", "resume"),
  maximum_life: quantity(
    span,
    "age at which a run is ended like a preempted one, its notice within that time",
  )
    .optional()
    .meta({ description: "age at which a run is ended, whoever waits; default: none" }),
  on_failure: onLoss("a job that fails, or whose node or GPU fails,", "restart"),
  checkpoint: checkpoint.optional(),
  release: z.enum(["when-written", "at-end-of-notice"]).optional().meta({
    description:
      "when a job with checkpoints on notice gives up its GPUs: as soon as its checkpoint is written, or at the end of the notice (default)",
  }),
  interruptions: interruptions.optional(),
  patience: lawSchema
    .optional()
    .meta({ description: "a job that has not started by then leaves; default: never" }),
  deadline: lawSchema.optional().meta({
    description: "a job should have ended so long after its arrival; only earliest-deadline reads it",
  }),
  queue_limit: quantity(count(0), "waiting jobs that make a further one be refused").optional(),
  penalty: quantity(money, "cost of every refused job").default("$0"),
  within_node: z.boolean().default(false).meta({ description: "a job larger than a node is rejected" }),
  topology: keys({ domain: z.enum(["preferred", "required"]) })
    .optional()
    .meta({
      description:
        "a gang larger than a node takes nodes of the fewest domains (preferred), or of one and no more (required)",
    }),
  headroom: headroomSchema("GPUs that a start must leave free or preemptible").optional(),
  pools: pools.optional(),
  gpu: gpuTypes.optional(),
};

/** Keys of internal sources. */
export const internalTraitKeys = {
  // Assumption: internal work stands above rental, whose default is 10.
  priority: priority.default(50),
  when_full: z
    .enum(["queue", "refuse"])
    .default("queue")
    .meta({ description: "what a job does that cannot start at its arrival" }),
  // Assumption: under by-priority and free nobody is safe unless it is said.
  preemptible: z.boolean().default(true).meta({
    description:
      "may be taken off its GPUs by work of a higher priority, under by-priority, or by any before it, under free",
  }),
  notice: quantity(duration, "warning before its GPUs are taken; default: none").optional(),
  ...traitKeys,
};

const traits = keys(traitKeys);
const internalTraits = keys(internalTraitKeys);
export type TraitsTree = z.infer<typeof traits>;
export type InternalTraitsTree = z.infer<typeof internalTraits>;
export type CheckpointTree = z.infer<typeof checkpoint>;
export type InterruptionsTree = z.infer<typeof interruptions>;
