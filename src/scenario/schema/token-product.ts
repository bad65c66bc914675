// A product that is sold by the token.

import { z } from "zod";
import { TOKEN_CONTRACTS } from "../../market/tokens/token-contracts.ts";
import { demandLevel } from "../demand-level.ts";
import { tokenPrice } from "../rates-and-money.ts";
import { count, duration, ratio, share, span } from "../units.ts";
import { answerKeys } from "./answer.ts";
import { headroomSchema } from "./headroom.ts";
import { model, portfolio, servingKeys } from "./inference.ts";
import { quantity } from "./quantity.ts";
import { demandCurve } from "./service.ts";
import { keys, mapOr } from "./shapes.ts";
import { gpuTypes, pools, priority } from "./traits.ts";
import { tokenWillingnessSchema } from "./willingness.ts";

const price = keys({
  in: quantity(tokenPrice, "list price of input tokens"),
  out: quantity(tokenPrice, "list price of output tokens"),
});

const models = z
  .record(
    z.string(),
    keys({
      share: quantity(share, "share of the output tokens that customers ask of it"),
      price: price.optional().meta({ description: "default: that of the product" }),
    }),
  )
  .meta({ description: "models that share the demand, whose shares add up to 1" });

export const tokenProduct = keys({
  contract: z.enum(Object.keys(TOKEN_CONTRACTS)),
  model: mapOr(models, model).meta({
    description: "model that is served, or several by their names; demand is in output tokens",
  }),
  ...servingKeys,
  price: price.optional().meta({ description: "list price; of models that each say theirs none" }),
  demand: demandCurve(answerKeys(tokenPrice, tokenWillingnessSchema)).meta({
    description:
      "output tokens a second that customers ask for, at the reference price if there is one; prices are of a million output tokens with the input that comes with them, after the discount",
  }),
  provisioned: quantity(demandLevel, "output tokens a second that are billed used or not").optional(),
  portfolio: portfolio.optional(),
  // Assumption: each of several models has replicas of its own, unless they are said to share them.
  per_replica: quantity(count(1, 10_000), "of several models: how many may share a replica").optional(),
  gpus_per_replica: quantity(count(1), "GPUs of a replica").default(1),
  // Assumption: an autoscaler that acts every five minutes, as for internal services.
  resize: keys({ every: quantity(span, "time between two looks at the demand") })
    .prefault({ every: "5m" })
    .meta({
      description: "how often the number of replicas is looked at",
    }),
  // Assumption: no more replicas than the demand needs.
  forecast_margin: quantity(ratio, "share by which it is larger than its demand").default("0%"),
  priority: priority.optional().meta({ description: "larger runs first; default: 10, and 0 for a batch" }),
  notice: quantity(duration, "warning before its GPUs are taken")
    .optional()
    .meta({ description: "warning before its GPUs are taken; default: none" }),
  headroom: headroomSchema("GPUs that a start must leave free or preemptible").optional(),
  pools: pools.optional(),
  gpu: gpuTypes.optional(),
});

export type TokenProductTree = z.infer<typeof tokenProduct>;
export type TokenDemandTree = TokenProductTree["demand"];
