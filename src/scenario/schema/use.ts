// How much of what they hold the customers of a window or term use.

import { z } from "zod";
import { share } from "../units.ts";
import { lawSchema } from "./law.ts";
import { quantity } from "./quantity.ts";
import { keys, mapOr } from "./shapes.ts";

const spells = keys({
  busy: lawSchema.meta({
    description: "how long a customer uses all its GPUs, from the begin of its window on",
  }),
  idle: lawSchema.meta({ description: "how long it then does not" }),
  // Off: an owner that resells must first be allowed to by its contract.
  resell: z.boolean().default(false).meta({
    description: "preemptible requests may have unused GPUs until the customer comes back",
  }),
});

export const use = mapOr(
  spells,
  quantity(share, "of a contract that bills holding and use: share of its time that the customer uses them"),
)
  .optional()
  .meta({
    description: "of a contract with a window or term: how its customers use what they hold; default: always",
  });

export type UseTree = NonNullable<z.infer<typeof use>>;
