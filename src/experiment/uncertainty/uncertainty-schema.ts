// What stands under `uncertainty` in the file of an experiment.

import type { z } from "zod";
import { quantity } from "../../scenario/schema/quantity.ts";
import { keys } from "../../scenario/schema/shapes.ts";
import { textOrNumber } from "../../scenario/schema/text-or-number.ts";
import { count } from "../../scenario/units.ts";
import { uncertainNumbers } from "../uncertain-schema.ts";

export const uncertaintySchema = keys({
  over: uncertainNumbers,
  // Assumption: enough for a 5 % quantile to lie between draws.
  draws: quantity(count(2, 1_000_000), "how often all numbers are drawn").default(100),
  // Any seed is as good as another.
  seed: textOrNumber("a seed", "of the draws; those of the runs have the scenario's").default(1),
});

export type UncertaintyTree = z.infer<typeof uncertaintySchema>;
