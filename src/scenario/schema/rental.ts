// Rental: products, each a contract × a price × a demand.

import { z } from "zod";
import { CONTRACT_PRESETS } from "../../market/contracts.ts";
import { price } from "../rates-and-money.ts";
import { duration, ratio, span } from "../units.ts";
import { priceSchema } from "./price.ts";
import { demand } from "./product-demand.ts";
import { quantity } from "./quantity.ts";
import { keys, mapOr } from "./shapes.ts";
import { priority, traitKeys } from "./traits.ts";

const presetName = z.enum(Object.keys(CONTRACT_PRESETS));

/** A preset and what is different; every key left out is the preset's. */
const contract = mapOr(
  keys({
    preset: presetName,
    notice: quantity(duration, "warning before a preemption").optional(),
    granularity: quantity(span, "a started unit of this length is billed whole").optional(),
    minimum: quantity(duration, "least time that is billed").optional(),
    first_interrupted_hour_free: z
      .boolean()
      .optional()
      .meta({ description: "a run that the provider ends in its first hour is not billed" }),
    admission: z
      .enum(["refuse", "queue"])
      .optional()
      .meta({ description: "what a request does that finds no room" }),
  }),
  presetName,
).meta({ description: "a preset by name, or a preset with changes" });

const product = keys({
  contract,
  price: priceSchema,
  // Assumption: below internal work, whose default is 50.
  priority: priority.default(10),
  demand,
  ...traitKeys,
});

const substitution = keys({
  outside_option: quantity(price, "what is left to a customer of a GPU-hour that takes none of the products"),
  taste: quantity(
    price,
    "scale of what customers differ in besides their willingness; default: a tenth of the mean willingness",
  ).optional(),
  // Assumption: none, so that substitution is as easy as it can be; a cost of switching makes it less so.
  switching: quantity(price, "cost of taking another product than the one that a customer came for").default(
    "$0/GPU/h",
  ),
  worth: z
    .record(z.string(), z.record(z.string(), quantity(ratio, "share")))
    .default({})
    .meta({
      description:
        "of customers that come for a product, what another is worth as a share of that one; 0: out of the question; default: the ratio of the mean willingness",
    }),
}).meta({ description: "customers with a willingness choose among the products, or none of them" });

const readiness = keys({
  ramp: keys({
    logistic: z.record(z.string(), quantity(duration, "when")).meta({
      description: "shares with the time at which they are reached, such as {10%: 3mo, 50%: 14mo, 90%: 27mo}",
    }),
  }),
  start: quantity(duration, "how far along the ramp the run begins").default("0s"),
}).meta({ description: "what share of the demand can buy yet" });

export const rental = keys({
  products: z.record(z.string(), product).default({}),
  substitution: substitution.optional(),
  readiness: readiness.optional(),
});

export type ContractTree = z.infer<typeof contract>;
export type ProductTree = z.infer<typeof product>;
export type RentalTree = z.infer<typeof rental>;
export type SubstitutionTree = z.infer<typeof substitution>;
export type ReadinessTree = z.infer<typeof readiness>;
