// Laws as users write them: a map with the law's name as its only key, or a bare duration for a constant.

import { z } from "zod";
import { count, duration, positive, ratio, share, span } from "../units.ts";
import { type Quantity, quantity } from "./quantity.ts";
import { keys, oneKeyOf } from "./shapes.ts";

export type LawTree =
  | Quantity
  | { readonly constant: Quantity }
  | { readonly uniform: { readonly min: Quantity; readonly max: Quantity } }
  | { readonly exponential: { readonly mean: Quantity } }
  | { readonly erlang: { readonly k: Quantity; readonly mean: Quantity } }
  | { readonly gamma: { readonly k: Quantity; readonly mean: Quantity } }
  | { readonly lognormal: LognormalTree }
  | { readonly weibull: ShapedTree }
  | { readonly pareto: ShapedTree }
  | { readonly hyperexponential: readonly { readonly p: Quantity; readonly mean: Quantity }[] }
  | { readonly mixture: readonly { readonly p: Quantity; readonly law: LawTree }[] }
  | { readonly empirical: string };

/** Either mean and cv, or median and p90. */
export interface LognormalTree {
  readonly mean?: Quantity | undefined;
  readonly cv?: Quantity | undefined;
  readonly median?: Quantity | undefined;
  readonly p90?: Quantity | undefined;
}

/** A shape, and either a scale or a mean. */
export interface ShapedTree {
  readonly shape: Quantity;
  readonly scale?: Quantity | undefined;
  readonly mean?: Quantity | undefined;
}

const mean = quantity(span, "mean");
const k = quantity(count(1), "number of exponential phases, all of the same mean");
const shaped = keys({
  shape: quantity(positive, "shape"),
  scale: quantity(span, "scale").optional(),
  mean: mean.optional(),
});

/** Every law by its key. A law is of durations. */
const LAWS: Readonly<Record<string, z.ZodType>> = {
  constant: quantity(duration, "the value"),
  uniform: keys({ min: quantity(duration, "least value"), max: quantity(duration, "largest value") }).meta({
    description: "all values between two alike",
  }),
  exponential: keys({ mean }).meta({ description: "no memory" }),
  erlang: keys({ k, mean }).meta({ description: "a sum of exponential phases" }),
  gamma: keys({ k: quantity(positive, "shape; the squared coefficient of variation is 1/k"), mean }).meta({
    description: "by shape and mean",
  }),
  lognormal: keys({
    mean: mean.optional(),
    cv: quantity(ratio, "coefficient of variation").optional(),
    median: quantity(span, "median").optional(),
    p90: quantity(span, "90th percentile").optional(),
  }).meta({ description: "either mean and cv, or median and p90" }),
  weibull: shaped.meta({ description: "shape, and either scale or mean" }),
  pareto: shaped.meta({ description: "shape above 1, and either scale (the least value) or mean" }),
  hyperexponential: z
    .array(keys({ p: quantity(share, "probability"), mean }))
    .min(1)
    .meta({ description: "one of several exponential laws" }),
  mixture: z
    .array(keys({ p: quantity(share, "probability"), law: z.lazy(() => lawSchema) }))
    .min(1)
    .meta({ description: "one of several laws" }),
  empirical: z
    .string()
    .min(1)
    .meta({ description: "CSV file with a column value_s (or value_ms, _m, _h, _d) and, if wanted, weight" }),
};

export const lawSchema: z.ZodType<LawTree> = oneKeyOf<LawTree>(LAWS, quantity(duration, "a constant")).meta({
  id: "law",
  description: "law of durations; a bare duration is a constant",
});

export type EstimateTree =
  | "exact"
  | "trace"
  | { readonly factor: Quantity }
  | { readonly recent: Quantity }
  | LawTree;

/** A word, or a duration that every job states. */
const wordOrDuration = quantity(
  {
    ...duration,
    shape: "estimate",
    expected: `exact, trace, a law, or ${duration.expected}`,
    pattern: `^(exact|trace)$|${duration.pattern}`,
    read: (raw) => (raw === "exact" || raw === "trace" ? { ok: true, value: 0 } : duration.read(raw)),
  },
  "what the scheduler is told of the service time",
);

/** What the scheduler is told of the service time. */
export const estimateSchema: z.ZodType<EstimateTree> = oneKeyOf<EstimateTree>(
  {
    factor: quantity(positive, "estimate / service time"),
    recent: quantity(
      count(1, 10_000),
      "mean service time of so many jobs of its source, group and size that have ended last",
    ),
    ...LAWS,
  },
  wordOrDuration,
).meta({ id: "estimate_of_service" });
