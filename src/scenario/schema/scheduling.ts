// The five independent choices of a scheduling policy.

import { z } from "zod";
import {
  BACKFILLS,
  GANGS,
  HEADS_OF_LINE,
  ORDER_TERMS,
  ORDERS,
  type OrderName,
  type OrderTerms,
  PLACEMENTS,
  PREEMPTIONS,
  SERVICE_MEASURES,
  VICTIMS,
} from "../../scheduling/plan.ts";
import type { Dimension } from "../reading.ts";
import { count, duration, durationText, positive, span } from "../units.ts";
import { headroomSchema } from "./headroom.ts";
import { type Quantity, quantity } from "./quantity.ts";
import { keys, mapOr, oneKeyOf } from "./shapes.ts";

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

const backfill = mapOr(
  keys({
    kind: z.enum(BACKFILLS),
    depth: quantity(
      count(1),
      "how many jobs behind the blocked head a pass of easy considers at most; left out, all",
    ).optional(),
  }),
  z.enum(["none", ...BACKFILLS]),
).meta({ description: "which jobs may start before the blocked head: a kind, or easy with its depth" });
export type OrderTree =
  | OrderName
  | { readonly "least-attained": { readonly thresholds: Quantity[]; readonly by: OrderTerms["by"] } }
  | { readonly "fair-share": { readonly half_life: Quantity } }
  | { readonly "earliest-deadline": { readonly factor: Quantity } };

/** Orders that take numbers; for a bare name they are those of ORDER_TERMS. */
const order: z.ZodType<OrderTree> = oneKeyOf<OrderTree>(
  {
    "least-attained": keys({
      thresholds: z
        .array(quantity(span, "attained service"))
        .min(1)
        .default(ORDER_TERMS.thresholds.map(durationText))
        .meta({ description: "attained service at which a job sinks to its next queue, ascending" }),
      by: z.enum(SERVICE_MEASURES).default(ORDER_TERMS.by).meta({
        description: "time: work done; gpu-time: work done × GPUs, and 3250s are 3250 GPU-seconds",
      }),
    }).meta({ description: "the job with the fewest thresholds of attained service" }),
    "fair-share": keys({
      half_life: quantity(span, "time in which past use comes to count half").default(
        durationText(ORDER_TERMS.halfLife),
      ),
    }).meta({ description: "the group that has used the least" }),
    "earliest-deadline": keys({
      factor: quantity(positive, "deadline of a job that states none: arrival + factor × estimate").default(
        ORDER_TERMS.deadlineFactor,
      ),
    }).meta({ description: "the deadline that comes first" }),
  },
  z.enum(ORDERS),
).meta({ description: "which job of a priority goes first: a name, or a name with its numbers" });

/** A period, or `event`. */
export const cycle: Dimension = {
  ...span,
  shape: "scheduling_cycle",
  expected: `event, or ${span.expected}`,
  pattern: `^event$|${span.pattern}`,
  read: (raw) => (raw === "event" ? { ok: true, value: 0 } : span.read(raw)),
};

export const scheduling = keys({
  // Assumption: the order that everyone can explain.
  order: order.default("fcfs"),
  head_of_line: z.enum(HEADS_OF_LINE).default("block"),
  backfill: backfill.default("none"),
  // Assumption: the common choice against fragmentation.
  placement: z.enum(PLACEMENTS).default("best-fit"),
  gang: z.enum(GANGS).default("whole-nodes"),
  preemption: preemption.prefault({}),
  // Assumption: a scheduler that acts at once.
  cycle: quantity(cycle, "the scheduler acts at every event, or in rounds of this period").default("event"),
  headroom: keys({
    // Assumption: nothing is kept unless the user asks for it.
    internal: headroomSchema("GPUs that non-preemptible rental leaves free").default("0%"),
  })
    .prefault({})
    .meta({ description: "GPUs that are kept for internal work" }),
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
