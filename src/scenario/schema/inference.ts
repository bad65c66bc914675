// What inference serves: a model, the shape of its requests, and how much of a GPU's throughput is left of it.

import { z } from "zod";
import { MODELS } from "../../workload/throughput.ts";
import { requestShape } from "../request-shape.ts";
import { count, ratio, share } from "../units.ts";
import { quantity } from "./quantity.ts";
import { keys } from "./shapes.ts";

export const model = z.enum(MODELS).meta({ description: "model that is served; demand is in output tokens" });

/** Keys beside `model`. */
export const servingKeys = {
  // Assumption: the shorter of the two shapes with published throughputs; it has as many tokens in as out.
  shape: quantity(requestShape, "shape of the requests").optional(),
  derate: quantity(share, "share of the throughput that latency limits leave").optional().meta({
    description:
      "share of the published throughput that latency limits leave; default: 30%, or all of one seen in production",
  }),
};

/** Several models behind one demand. */
export const portfolio = keys({
  models: quantity(count(1, 10_000), "models that share the demand"),
  // Assumption: none; a model's share falls with its rank to this power.
  skew: quantity(ratio, "Zipf exponent of their shares; 0: all the same"),
  per_replica: quantity(count(1, 10_000), "models that may share a replica; 1: each has its own").default(1),
}).meta({ description: "many models behind one demand, all of which stay loaded" });

export interface ServingTree {
  readonly shape?: z.infer<typeof servingKeys.shape>;
  readonly derate?: z.infer<typeof servingKeys.derate>;
}
export type PortfolioTree = z.infer<typeof portfolio>;
