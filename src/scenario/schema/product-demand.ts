// The demand for a product: how often customers come, what they are like, and how they answer to the price.

import type { z } from "zod";
import { price, rate } from "../rates-and-money.ts";
import { count, duration, positive, share, span } from "../units.ts";
import { answerKeys } from "./answer.ts";
import { arrivals, growthOfRate, hourOfWeek } from "./arrivals.ts";
import { lawSchema } from "./law.ts";
import { mixKeys } from "./mix.ts";
import { quantity } from "./quantity.ts";
import { keys } from "./shapes.ts";
import { willingnessSchema } from "./willingness.ts";

const rework = keys({
  // Assumption (nothing measured was found): half an hour, as between two checkpoints of an hour.
  per_interruption: quantity(duration, "work to be done again after an interruption").default("30m"),
  // Assumption: customers go by what they have seen in the last weeks.
  memory: quantity(span, "time in which what was seen counts half").default("7d"),
}).meta({
  description:
    "an hour that is often interrupted is worth less: willingness falls with the part of it that is of use",
});

const retry = keys({
  // Assumptions (nothing measured was found): half of those who are refused, a quarter of an hour later.
  share: quantity(share, "share of the refused requests that come again").default("50%"),
  delay: lawSchema.default({ exponential: { mean: "15m" } }).meta({ description: "how much later" }),
}).meta({ description: "refused requests that come again; default: none do" });

const churn = keys({
  customers: quantity(count(1, 10_000_000), "customers of the product at the beginning"),
  // Assumptions (nothing measured was found).
  per_month: quantity(share, "share of the customers that leave for good in a month").default("2%"),
  per_interruption: quantity(positive, "factor on that rate for every interruption suffered").default(1.15),
  after_breach: quantity(
    share,
    "share that leaves in a month after a run was broken off that never should",
  ).default("10%"),
}).meta({
  description: "customers that leave for good, and take their requests with them; default: none do",
});

export const demand = keys({
  ...answerKeys(price, willingnessSchema),
  rate: quantity(
    rate,
    "requests, evenly over time (at the reference price, if there is one); of logit: customers that come, whether they ask or not",
  ).optional(),
  hour_of_week: hourOfWeek.optional(),
  arrivals: arrivals.optional().meta({ description: "any other way in which requests arrive" }),
  growth: growthOfRate,
  rework: rework.optional(),
  retry: retry.optional(),
  churn: churn.optional(),
  ...mixKeys,
});

export type DemandTree = z.infer<typeof demand>;
