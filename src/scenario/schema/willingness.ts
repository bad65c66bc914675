// What customers would pay for a GPU-hour, or for a million tokens, as a law of prices.

import { z } from "zod";
import { price, tokenPrice } from "../rates-and-money.ts";
import type { Dimension } from "../reading.ts";
import { ratio, share } from "../units.ts";
import { type Quantity, quantity } from "./quantity.ts";
import { keys, oneKeyOf } from "./shapes.ts";

export type WillingnessTree =
  | Quantity
  | { readonly uniform: { readonly min: Quantity; readonly max: Quantity } }
  | { readonly exponential: { readonly mean: Quantity } }
  | { readonly lognormal: LognormalPriceTree }
  | { readonly mixture: readonly { readonly p: Quantity; readonly law: WillingnessTree }[] };

/** Either mean and cv, or median and cv. */
export interface LognormalPriceTree {
  readonly mean?: Quantity | undefined;
  readonly median?: Quantity | undefined;
  readonly cv: Quantity;
}

/** @param id of its definition in the JSON Schema */
function lawOfPrices(dimension: Dimension, id: string): z.ZodType<WillingnessTree> {
  const laws: Readonly<Record<string, z.ZodType>> = {
    uniform: keys({ min: quantity(dimension, "least"), max: quantity(dimension, "most") }).meta({
      description: "all prices between two alike",
    }),
    exponential: keys({ mean: quantity(dimension, "mean") }).meta({ description: "no memory" }),
    lognormal: keys({
      mean: quantity(dimension, "mean").optional(),
      median: quantity(dimension, "median").optional(),
      cv: quantity(ratio, "coefficient of variation"),
    }).meta({ description: "cv, and either mean or median" }),
    mixture: z
      .array(keys({ p: quantity(share, "probability"), law: z.lazy(() => law) }))
      .min(1)
      .meta({ description: "one of several laws" }),
  };
  const law: z.ZodType<WillingnessTree> = oneKeyOf<WillingnessTree>(
    laws,
    quantity(dimension, "what all would pay"),
  ).meta({ id, description: "law of prices; a bare price is the same for all" });
  return law;
}

export const willingnessSchema = lawOfPrices(price, "willingness");
export const tokenWillingnessSchema = lawOfPrices(tokenPrice, "token_willingness");
