// What stands under `tune` in the file of an experiment.

import { z } from "zod";
import { quantity, refuse } from "../../scenario/schema/quantity.ts";
import { keys, mapOr } from "../../scenario/schema/shapes.ts";
import { count, share, signed } from "../../scenario/units.ts";
import { FEWEST_FIRST } from "../../statistics/sequential-stopping.ts";
import { axes } from "../axis-schema.ts";
import { precision } from "../precision.ts";

/** A number or a text, read when the unit of its metric is known. */
function limit(description: string) {
  return z
    .custom<string | number>()
    .superRefine((value, context) => {
      if (typeof value === "number" || typeof value === "string") return;
      const expected = "a number in the unit of the metric, or a quantity such as 15m, 5% or $100";
      refuse(context, "it is no quantity", { got: value, expected, suggestion: null });
    })
    .meta({ description, anyOf: [{ type: "number" }, { type: "string" }] });
}

const objective = mapOr(
  z.record(z.string(), quantity(signed, "weight of the metric")),
  z.string().meta({ description: "a metric" }),
);

const constraint = keys({
  at_least: limit("least mean; a bare number is in the unit of the metric").optional(),
  at_most: limit("greatest mean").optional(),
});

export const tuneSchema = keys({
  over: axes,
  maximise: objective
    .optional()
    .meta({ description: "a metric, or a sum of metrics with weights: {a: 1, b: -6}" }),
  minimise: objective.optional().meta({ description: "the same, and the least is the best" }),
  subject_to: z
    .record(z.string(), constraint)
    .default({})
    .meta({ description: "metrics, and what their means must be" }),
  refinements: quantity(count(0, 20), "how often the steps of ranges are halved around the best").default(0),
  // Assumption: a hundredth matters to nobody.
  indifference: quantity(precision, "difference from the best that does not matter").default("1%"),
  confidence: quantity(share, "of the choice on each grid").default("95%"),
  minimum: quantity(count(2, 1_000_000), "replications of every point").default(FEWEST_FIRST),
  // Assumption: what is not told apart by then hardly differs.
  maximum: quantity(count(2, 1_000_000), "replications of a point at most").default(200),
});

export type TuneTree = z.infer<typeof tuneSchema>;
export type ObjectiveTree = NonNullable<TuneTree["maximise"]>;
export type ConstraintTree = TuneTree["subject_to"][string];
