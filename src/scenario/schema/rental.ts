// Rental: products, each a contract × a price × a demand.

import { z } from "zod";
import { price, rate } from "../rates-and-money.ts";
import { duration, share, signed } from "../units.ts";
import { arrivals, growthOfRate, hourOfWeek } from "./arrivals.ts";
import { contract, term } from "./contract.ts";
import { estimateSchema } from "./law.ts";
import { mixKeys } from "./mix.ts";
import { quantity } from "./quantity.ts";
import { keys } from "./shapes.ts";
import { priority, traitKeys } from "./traits.ts";

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
  term,
  lead: quantity(duration, "of a window: how long before its start it is bought").optional().meta({
    description: "of a contract with windows: how long before its start one is bought; default: its least",
  }),
  bookable: quantity(share, "share of each pool that may be promised in windows at a time").optional(),
  use: quantity(
    share,
    "of a contract that bills holding and use: share of its time that the customer uses them",
  ).optional(),
  price: quantity(price, "price"),
  // Assumption: below internal work, whose default is 50.
  priority: priority.default(10),
  demand,
  // Assumption: a customer states no run time, and the provider plans with the true one.
  estimate: estimateSchema.default("exact"),
  ...traitKeys,
});

export const rental = keys({ products: z.record(z.string(), product).default({}) });

export type DemandTree = z.infer<typeof demand>;
export type ProductTree = z.infer<typeof product>;
