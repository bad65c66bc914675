// The whole scenario as a user writes it: every key, every default. What zod returns is the echo's first draft:
// the same tree in the user's units with the defaults written in.

import { z } from "zod";
import { MODES } from "../mode.ts";
import { count, duration, span } from "../units.ts";
import { drivers } from "./drivers.ts";
import { economics } from "./economics.ts";
import { firmCapacity } from "./firm-capacity.ts";
import { fleet } from "./fleet.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { quantity } from "./quantity.ts";
import { rental } from "./rental.ts";
import { scheduling } from "./scheduling.ts";
import { keys } from "./shapes.ts";
import { textOrNumber } from "./text-or-number.ts";
import { work } from "./work.ts";

export const scenarioSchema = keys({
  name: z.string().min(1).meta({ description: "names the folder of the results" }),
  question: z.string().min(1).optional().meta({ description: "what the run is to answer; opens its report" }),
  description: z.string().optional().meta({ description: "what the scenario is about, in words" }),
  mode: z.enum(MODES).default("steady").meta({
    description:
      "steady: estimates of a state that lasts, after the warm-up; trajectory: of a stretch of time in which fleet, work or prices grow",
  }),
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
  seed: textOrNumber("a seed", "first key of every random stream").default(1),
  baseline: z
    .boolean()
    .default(false)
    .meta({ description: "also run without rental, and report the difference" }),
  fleet,
  drivers: drivers.optional(),
  internal: z.record(z.string(), work).default({}),
  rental: rental.prefault({}),
  scheduling: scheduling.prefault({}),
  economics: economics.optional(),
  outputs: keys({
    jobs: z
      .literal(["auto", true, false, "csv.gz"])
      .default("auto")
      .meta({ description: "whether jobs.csv is written; auto: up to a million jobs; csv.gz: compressed" }),
    firm_capacity: firmCapacity.optional(),
  }).prefault({}),
});

export type ScenarioTree = z.infer<typeof scenarioSchema>;

/** The JSON Schema of a scenario file, which `configs/schema.json` holds. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const file = scenarioSchema.extend({
    extends: z.string().optional().meta({ description: "scenario file that this one builds on" }),
    $schema: z.string().optional().meta({ description: "the JSON Schema, for an editor" }),
  });
  return jsonSchemaOf(file);
}
