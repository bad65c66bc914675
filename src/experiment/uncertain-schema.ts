// Uncertain numbers as a user writes them under an experiment's question.

import { z } from "zod";
import { keys, mapOr } from "../scenario/schema/shapes.ts";
import { end } from "./axis-schema.ts";

const uncertain = mapOr(
  keys({
    low: end("least value that is credible"),
    mode: end("likeliest value; without it the scenario's own is the base case").optional(),
    high: end("greatest value that is credible"),
  }),
  z.string().meta({ description: "low:high or low:mode:high" }),
);

export const uncertainNumbers = z.record(z.string(), uncertain).optional().meta({
  description: "paths into the scenario and their ends; without them, every assume of the scenario",
});

export type UncertainTree = z.infer<typeof uncertain>;
