// The values of a path as a user writes them.

import { z } from "zod";
import { refuse } from "../scenario/schema/quantity.ts";
import { keys, mapOr } from "../scenario/schema/shapes.ts";

const END = { anyOf: [{ type: "number" }, { type: "string" }] };

export function end(description: string) {
  return z
    .custom<string | number>()
    .superRefine((value, context) => {
      if (typeof value === "number" || typeof value === "string") return;
      const expected = "a number, or a quantity such as 5% or $2/GPU/h";
      refuse(context, "it is no quantity", { got: value, expected, suggestion: null });
    })
    .meta({ description, ...END });
}

/** Values from one to another; without a step every value between them may be drawn. */
const range = keys({
  from: end("first value; a bare number takes the unit of the value that it replaces"),
  to: end("last value"),
  step: end("distance of two values, so that only whole steps from the first one occur").optional(),
  scale: z
    .literal(["linear", "log"])
    .default("linear")
    .meta({ description: "log: drawn values are spread evenly over their logarithm" }),
});

const axis = mapOr(
  range,
  z
    .array(z.unknown())
    .min(1)
    .meta({ description: "values; a text such as 1:2:0.25 is a range, its end included" }),
);

export const axes = z.record(z.string(), axis).meta({ description: "paths into the scenario, as in --set" });

export type AxisTree = z.infer<typeof axis>;
export type RangeTree = z.infer<typeof range>;
