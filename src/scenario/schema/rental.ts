// Rental: products, each a contract × a price × a demand.

import { z } from "zod";
import { CONTRACT_PRESETS } from "../../market/contracts.ts";
import { price, rate } from "../rates-and-money.ts";
import { duration, signed, span } from "../units.ts";
import { arrivals, growthOfRate, hourOfWeek } from "./arrivals.ts";
import { mixKeys } from "./mix.ts";
import { quantity } from "./quantity.ts";
import { hasOrNot, keys, mapOr } from "./shapes.ts";
import { tokenProduct } from "./token-product.ts";
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

const demand = keys({
  form: z.enum(["constant", "isoelastic"]).default("constant").meta({
    description: "constant: the rate whatever the price; isoelastic: rate × (price / reference)^elasticity",
  }),
  rate: quantity(rate, "requests, evenly over time (at the reference price, if there is one)").optional(),
  hour_of_week: hourOfWeek.optional(),
  arrivals: arrivals.optional().meta({ description: "any other way in which requests arrive" }),
  growth: growthOfRate,
  reference: quantity(price, "price at which the rate was seen").optional(),
  elasticity: quantity(signed, "elasticity of the rate to the price, negative").optional(),
  ...mixKeys,
});

const product = keys({
  contract,
  price: quantity(price, "price"),
  // Assumption: below internal work, whose default is 50.
  priority: priority.default(10),
  demand,
  ...traitKeys,
});

export const rental = keys({
  products: z.record(z.string(), hasOrNot("model", tokenProduct, product)).default({}),
});

export type ContractTree = z.infer<typeof contract>;
export type DemandTree = z.infer<typeof demand>;
export type ProductTree = z.infer<typeof product>;
