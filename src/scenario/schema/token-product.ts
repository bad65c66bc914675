// A product that is sold by the token.

import { z } from "zod";
import { TOKEN_CONTRACTS } from "../../market/tokens/token-contracts.ts";
import { demandLevel } from "../demand-level.ts";
import { tokenPrice } from "../rates-and-money.ts";
import { count, duration, ratio, span } from "../units.ts";
import { headroomSchema } from "./headroom.ts";
import { model, servingKeys } from "./inference.ts";
import { quantity } from "./quantity.ts";
import { serviceDemand } from "./service.ts";
import { keys } from "./shapes.ts";
import { gpuTypes, pools, priority } from "./traits.ts";

export const tokenProduct = keys({
  contract: z.enum(Object.keys(TOKEN_CONTRACTS)),
  model,
  ...servingKeys,
  price: keys({
    in: quantity(tokenPrice, "list price of input tokens"),
    out: quantity(tokenPrice, "list price of output tokens"),
  }).meta({ description: "list prices" }),
  demand: serviceDemand.meta({ description: "output tokens a second that customers ask for" }),
  provisioned: quantity(demandLevel, "output tokens a second that are billed used or not").optional(),
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
