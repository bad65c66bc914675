// What customers would pay for a GPU-hour, as a law of prices.

import { z } from "zod";
import { price } from "../rates-and-money.ts";
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

const LAWS: Readonly<Record<string, z.ZodType>> = {
  uniform: keys({ min: quantity(price, "least"), max: quantity(price, "most") }).meta({
    description: "all prices between two alike",
  }),
  exponential: keys({ mean: quantity(price, "mean") }).meta({ description: "no memory" }),
  lognormal: keys({
    mean: quantity(price, "mean").optional(),
    median: quantity(price, "median").optional(),
    cv: quantity(ratio, "coefficient of variation"),
  }).meta({ description: "cv, and either mean or median" }),
  mixture: z
    .array(keys({ p: quantity(share, "probability"), law: z.lazy(() => willingnessSchema) }))
    .min(1)
    .meta({ description: "one of several laws" }),
};

export const willingnessSchema: z.ZodType<WillingnessTree> = oneKeyOf<WillingnessTree>(
  LAWS,
  quantity(price, "what all would pay"),
).meta({ id: "willingness", description: "law of prices; a bare price is the same for all" });
