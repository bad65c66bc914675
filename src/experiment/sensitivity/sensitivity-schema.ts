// What stands under `sensitivity` in the file of an experiment.

import { z } from "zod";
import { quantity } from "../../scenario/schema/quantity.ts";
import { keys } from "../../scenario/schema/shapes.ts";
import { textOrNumber } from "../../scenario/schema/text-or-number.ts";
import { count } from "../../scenario/units.ts";
import { FEWEST_TRAJECTORIES } from "../../statistics/sensitivity/morris.ts";
import { FEWEST_ROWS } from "../../statistics/sensitivity/sobol-indices.ts";
import { uncertainNumbers } from "../uncertain-schema.ts";

export const METHODS = ["tornado", "morris", "sobol"] as const;

export const sensitivitySchema = keys({
  over: uncertainNumbers,
  method: z.literal(METHODS).default("tornado").meta({
    description:
      "tornado: each number at its ends, the others at their modes; morris: which matter at all, over the whole space; sobol: what share of the variance each explains",
  }),
  trajectories: quantity(count(2, 100_000), "paths through the space, of morris").default(
    FEWEST_TRAJECTORIES,
  ),
  rows: quantity(count(2, 1_000_000), "rows of the design, of sobol; powers of two are spread best").default(
    FEWEST_ROWS,
  ),
  // Any seed is as good as another.
  seed: textOrNumber("a seed", "of the draws of the design; those of the runs have the scenario's").default(
    1,
  ),
});

export type SensitivityTree = z.infer<typeof sensitivitySchema>;
