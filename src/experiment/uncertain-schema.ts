// Uncertain numbers as a user writes them under an experiment's question.

import { z } from "zod";
import { refuse } from "../scenario/schema/quantity.ts";
import { keys, mapOr } from "../scenario/schema/shapes.ts";
import { end } from "./axis-schema.ts";

const ENDS = "low:high or low:mode:high";

const uncertain = mapOr(
  keys({
    low: end("least value that is credible"),
    mode: end("likeliest value; without it the scenario's own is the base case").optional(),
    high: end("greatest value that is credible"),
  }),
  z
    .custom<string>()
    .superRefine((value, context) => {
      if (typeof value === "string") return;
      refuse(context, "one value is no range", { got: value, expected: ENDS, suggestion: null });
    })
    .meta({ description: ENDS, type: "string" }),
);

export const uncertainNumbers = z.record(z.string(), uncertain).optional().meta({
  description: "paths into the scenario and their ends; without them, every assume of the scenario",
});

export type UncertainTree = z.infer<typeof uncertain>;
