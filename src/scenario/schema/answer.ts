// How a demand answers to the price: the form, and its numbers.

import { z } from "zod";
import type { Dimension } from "../reading.ts";
import { signed } from "../units.ts";
import { quantity } from "./quantity.ts";
import type { WillingnessTree } from "./willingness.ts";

const DEMAND_FORMS = ["constant", "isoelastic", "linear", "exponential", "logit"] as const;

/** @param willingness the law of prices of the same dimension */
export function answerKeys(dimension: Dimension, willingness: z.ZodType<WillingnessTree>) {
  return {
    form: z.enum(DEMAND_FORMS).optional().meta({
      description:
        "constant: the rate whatever the price; isoelastic: rate × (price / reference)^elasticity; linear: rate × (ceiling − price) / (ceiling − reference); exponential: rate × e^(−(price − reference) / scale); logit: each customer chooses by its willingness; default: logit with a willingness, else constant",
    }),
    reference: quantity(dimension, "price at which the rate was seen").optional(),
    elasticity: quantity(signed, "elasticity of the rate to the price, negative").optional(),
    ceiling: quantity(dimension, "price from which nobody asks").optional(),
    scale: quantity(dimension, "rise of the price that leaves 1/e of the requests").optional(),
    willingness: willingness.optional(),
    taste: quantity(
      dimension,
      "scale of what customers differ in besides their willingness; default: a tenth of the mean willingness",
    ).optional(),
  };
}

export type DemandFormName = (typeof DEMAND_FORMS)[number];
export type AnswerTree = {
  readonly [Key in keyof ReturnType<typeof answerKeys>]?: z.infer<ReturnType<typeof answerKeys>[Key]>;
};
