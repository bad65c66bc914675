// Rental: products, each a contract × a price × a demand.

import { z } from "zod";
import { price } from "../rates-and-money.ts";
import { duration, ratio, share } from "../units.ts";
import { contract, term } from "./contract.ts";
import { estimateSchema, lawSchema } from "./law.ts";
import { priceSchema } from "./price.ts";
import { demand } from "./product-demand.ts";
import { quantity } from "./quantity.ts";
import { hasOrNot, keys } from "./shapes.ts";
import { tokenProduct } from "./token-product.ts";
import { priority, traitKeys } from "./traits.ts";
import { use } from "./use.ts";

const product = keys({
  contract,
  term,
  lead: quantity(duration, "of a window: how long before its start it is bought").optional().meta({
    description: "of a contract with windows: how long before its start one is bought; default: its least",
  }),
  // Off: nobody publishes how early a provider gathers a window's GPUs.
  claim_ahead: quantity(
    duration,
    "of a window: how long before it begins its GPUs are claimed, and stand idle for it; default: 0s",
  ).optional(),
  bookable: quantity(share, "share of each pool that may be promised in windows at a time").optional(),
  use,
  leaves: lawSchema.optional().meta({
    description:
      "of a contract with an exit_notice: how long after its begin a customer gives notice of leaving",
  }),
  recalled: lawSchema.optional().meta({
    description: "of a contract with an exit_notice: how long after its begin the owner gives notice",
  }),
  price: priceSchema,
  // Off: a floor would take the factor of the drivers from its mean of 1.
  price_floor: quantity(
    price,
    "of a price that drivers load: it is never less; default: $0/GPU/h",
  ).optional(),
  // Assumption: below internal work, whose default is 50.
  priority: priority.default(10),
  demand,
  // Assumption: a customer states no run time, and the provider plans with the true one.
  estimate: estimateSchema.default("exact"),
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
  }).meta({ description: "how the share grows" }),
  start: quantity(duration, "how far along the ramp the run begins").default("0s"),
}).meta({ description: "what share of the demand can buy yet" });

export const rental = keys({
  products: z
    .record(z.string(), hasOrNot("model", tokenProduct, product))
    .default({})
    .meta({
      description: "what is sold, by name: with a model it is tokens, else GPU-hours",
    }),
  substitution: substitution.optional(),
  readiness: readiness.optional(),
});

export type ProductTree = z.infer<typeof product>;
export type RentalTree = z.infer<typeof rental>;
export type SubstitutionTree = z.infer<typeof substitution>;
export type ReadinessTree = z.infer<typeof readiness>;
