// The whole scenario as a user writes it: every key, every default. What zod returns is the echo's first draft:
// the same tree in the user's units with the defaults written in.

import { z } from "zod";
import { BACKFILLS, GANGS, HEADS_OF_LINE, ORDERS, PLACEMENTS, PREEMPTIONS } from "../../scheduling/plan.ts";
import { headroom } from "../headroom.ts";
import { count, duration, span } from "../units.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { quantity, refuse } from "./quantity.ts";
import { rental } from "./rental.ts";
import { keys } from "./shapes.ts";
import { work } from "./work.ts";

const pool = keys({
  name: z.string(),
  gpu: z.string().min(1).meta({ description: "GPU type, for reports" }),
  nodes: quantity(count(0, 1_000_000_000), "nodes"),
  gpus_per_node: quantity(count(1, 1024), "GPUs of a node"),
});

const scheduling = keys({
  // Assumption: the order that everyone can explain.
  order: z.enum(ORDERS).default("fcfs"),
  head_of_line: z.enum(HEADS_OF_LINE).default("block"),
  backfill: z.enum(BACKFILLS).default("none"),
  // Assumption: the common choice against fragmentation.
  placement: z.enum(PLACEMENTS).default("best-fit"),
  gang: z.enum(GANGS).default("whole-nodes"),
  // Assumption: internal work comes first, which is what the product is about.
  preemption: z.enum(PREEMPTIONS).default("internal-first"),
  headroom: keys({
    // Assumption: nothing is kept unless the user asks for it.
    internal: quantity(headroom, "GPUs that non-preemptible rental leaves free").default("0%"),
  }).prefault({}),
});

const seed = z
  .custom<string | number>()
  .superRefine((value, context) => {
    if (Number.isSafeInteger(value) || (typeof value === "string" && value !== "")) return;
    refuse(context, "it is not a seed", {
      got: value,
      expected: "a whole number or a text",
      suggestion: null,
    });
  })
  .meta({
    description: "first key of every random stream",
    anyOf: [{ type: "integer" }, { type: "string" }],
  });

export const scenarioSchema = keys({
  name: z.string().min(1).meta({ description: "names the folder of the results" }),
  description: z.string().optional(),
  mode: z.literal("steady").default("steady"),
  horizon: quantity(
    {
      ...span,
      shape: "horizon",
      expected: `all (until every job has ended), or ${span.expected}`,
      pattern: `^all$|${span.pattern}`,
      read: (raw) => (raw === "all" ? { ok: true, value: Number.POSITIVE_INFINITY } : span.read(raw)),
    },
    "length of the run after the warm-up",
  ),
  // Assumption: none, so that nothing is left out unasked.
  warmup: quantity(duration, "part of the run that is left out of estimates").default("0s"),
  // Assumption: an hour is the finest step that a year's CSV file stays readable at.
  step: quantity(span, "reporting step").default("1h"),
  // Assumption: one run is what a first look needs; intervals need more.
  replications: quantity(count(1, 1_000_000), "runs with their own random streams").default(1),
  // Any seed is as good as another.
  seed: seed.default(1),
  baseline: z
    .boolean()
    .default(false)
    .meta({ description: "also run without rental, and report the difference" }),
  fleet: keys({ pools: z.array(pool).min(1) }),
  internal: z.record(z.string(), work).default({}),
  rental: rental.prefault({}),
  scheduling: scheduling.prefault({}),
  outputs: keys({
    jobs: z
      .literal(["auto", true, false])
      .default("auto")
      .meta({ description: "whether jobs.csv is written; auto: up to a million jobs" }),
  }).prefault({}),
});

export type ScenarioTree = z.infer<typeof scenarioSchema>;

/** The JSON Schema of a scenario file, which `configs/schema.json` holds. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const file = scenarioSchema.extend({
    extends: z.string().optional().meta({ description: "scenario file that this one builds on" }),
    $schema: z.string().optional(),
  });
  return jsonSchemaOf(file);
}
