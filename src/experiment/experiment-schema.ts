// The file of an experiment as a user writes it: every key, every default.

import { z } from "zod";
import { jsonSchemaOf } from "../scenario/schema/json-schema.ts";
import { quantity } from "../scenario/schema/quantity.ts";
import { keys, mapOr, oneKeyOf } from "../scenario/schema/shapes.ts";
import { textOrNumber } from "../scenario/schema/text-or-number.ts";
import { count } from "../scenario/units.ts";
import { FEWEST_FIRST } from "../statistics/sequential-stopping.ts";
import { type AxisTree, axes } from "./axis-schema.ts";
import { precision } from "./precision.ts";
import { sensitivitySchema } from "./sensitivity/sensitivity-schema.ts";
import { tuneSchema } from "./tune/tune-schema.ts";
import { uncertaintySchema } from "./uncertainty/uncertainty-schema.ts";

const drawn = keys({
  points: quantity(count(1, 1_000_000), "number of points"),
  // Any seed is as good as another.
  seed: textOrNumber("a seed", "of the draws of the points; those of the runs have the scenario's").default(
    1,
  ),
  over: axes,
});

const sweep = oneKeyOf<SweepTree>({
  grid: axes.meta({ description: "every value of each path with every value of the others" }),
  list: z
    .array(z.record(z.string(), z.unknown()))
    .min(1)
    .meta({ description: "points one by one: values by their paths" }),
  random: drawn.meta({ description: "points drawn independently" }),
  latin_hypercube: drawn.meta({ description: "points drawn so that each path's values are spread evenly" }),
  sobol: drawn.meta({
    description: "points of a Sobol sequence, which fill the range evenly; the seed is not used",
  }),
});

const until = keys({
  until: z
    .record(z.string(), quantity(precision, "half-width of the interval"))
    .meta({ description: "metrics, and how precise each is to be" }),
  minimum: quantity(count(2, 1_000_000), "replications in any case").default(FEWEST_FIRST),
  // Assumption: who wants more than a thousand should say so.
  maximum: quantity(count(2, 1_000_000), "replications at most").default(1000),
});

export const experimentSchema = keys({
  name: z.string().min(1).optional().meta({ description: "names the folder of the results" }),
  description: z.string().optional(),
  scenario: z.string().meta({ description: "scenario file, from this one" }),
  // One of these says where the points are.
  sweep: sweep.optional().meta({ description: "points, each for itself" }),
  tune: tuneSchema.optional().meta({ description: "look for the best point" }),
  sensitivity: sensitivitySchema.optional().meta({ description: "which uncertain number moves the answer" }),
  uncertainty: uncertaintySchema.optional().meta({ description: "how uncertain the answer is" }),
  replications: mapOr(until, quantity(count(1, 1_000_000), "runs of each point"))
    .optional()
    .meta({ description: "runs of each point with their own random streams; without it, the scenario's" }),
  compare: keys({
    // The first is what one has; the others are what one could have.
    control: quantity(count(1, 1_000_000), "number of the point that the others are compared with").default(
      1,
    ),
    metrics: z.array(z.string()).min(1).optional(),
  }).optional(),
  metrics: z.array(z.string()).min(1).optional().meta({ description: "metrics that the terminal shows" }),
});

export type ExperimentTree = z.infer<typeof experimentSchema>;

/** A design whose points are drawn. */
export const DRAWN = ["random", "latin_hypercube", "sobol"] as const;
export type DrawnTree = z.infer<typeof drawn>;

/** A map with exactly one of these keys. */
export type SweepTree = {
  readonly grid?: Readonly<Record<string, AxisTree>>;
  readonly list?: readonly Readonly<Record<string, unknown>>[];
} & { readonly [Kind in (typeof DRAWN)[number]]?: DrawnTree };

/** The JSON Schema of an experiment, which configs/experiments/schema.json holds. */
export function experimentJsonSchema(): Record<string, unknown> {
  return jsonSchemaOf(experimentSchema.extend({ $schema: z.string().optional() }));
}
