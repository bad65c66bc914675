// Internal work of low value that would run on idle GPUs in place of rental.

import type { z } from "zod";
import { price } from "../rates-and-money.ts";
import { arrivals, growthOfRate } from "./arrivals.ts";
import { estimateSchema } from "./law.ts";
import { mixKeys } from "./mix.ts";
import { quantity } from "./quantity.ts";
import { keys } from "./shapes.ts";
import { internalTraitKeys, traitKeys } from "./traits.ts";
import { killAtEstimate } from "./work.ts";

export const lowValueWork = keys({
  value: quantity(price, "worth of a useful GPU-hour of it; default: economics.internal_value").optional(),
  // Assumption: there is always more of it.
  arrivals: arrivals.default({ backlog: true }),
  growth: growthOfRate,
  ...mixKeys,
  // Assumption: the scheduler knows the service time, as that of other internal work.
  estimate: estimateSchema.default("exact"),
  kill_at_estimate: killAtEstimate,
  when_full: internalTraitKeys.when_full,
  notice: internalTraitKeys.notice,
  ...traitKeys,
}).meta({
  description:
    "internal work of low value in place of rental, below all other work and taken back by it; default: a backlog of jobs of 1 GPU and 1 h",
});

export type LowValueWorkTree = z.infer<typeof lowValueWork>;
