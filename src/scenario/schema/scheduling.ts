// The five independent choices of a scheduling policy.

import { z } from "zod";
import {
  BACKFILLS,
  GANGS,
  HEADS_OF_LINE,
  ORDERS,
  PLACEMENTS,
  PREEMPTIONS,
  VICTIMS,
} from "../../scheduling/plan.ts";
import { count, duration } from "../units.ts";
import { headroomSchema } from "./headroom.ts";
import { quantity } from "./quantity.ts";
import { keys, mapOr } from "./shapes.ts";

const rule = z.enum(PREEMPTIONS);

const preemption = mapOr(
  keys({
    // Assumption: internal work comes first, which is what the product is about.
    rule: rule.default("internal-first"),
    // Assumption: the youngest run has the least to lose.
    victims: z
      .enum(VICTIMS)
      .default("youngest")
      .meta({ description: "which of the runs that may be preempted go first" }),
    protect: quantity(duration, "age below which a run is not preempted").default("0s"),
  }),
  rule,
).meta({ description: "who may take whose GPUs: a rule, or a rule with its victims and their protection" });

export const scheduling = keys({
  // Assumption: the order that everyone can explain.
  order: z.enum(ORDERS).default("fcfs"),
  head_of_line: z.enum(HEADS_OF_LINE).default("block"),
  backfill: z.enum(BACKFILLS).default("none"),
  // Assumption: the common choice against fragmentation.
  placement: z.enum(PLACEMENTS).default("best-fit"),
  gang: z.enum(GANGS).default("whole-nodes"),
  preemption: preemption.prefault({}),
  headroom: keys({
    // Assumption: nothing is kept unless the user asks for it.
    internal: headroomSchema("GPUs that non-preemptible rental leaves free").default("0%"),
  }).prefault({}),
  quotas: z
    .record(
      z.string(),
      keys({
        gpus: quantity(count(0), "GPUs that its jobs may have"),
        // Assumption: a quota is a limit unless it is said to be a share.
        borrow: z.boolean().default(false).meta({
          description: "its jobs may have more while nobody within a quota waits",
        }),
      }),
    )
    .default({})
    .meta({ description: "quotas of groups of jobs, each a source or product by its name" }),
});

export type SchedulingTree = z.infer<typeof scheduling>;
