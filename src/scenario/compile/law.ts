// A law as written to a law that samples. The schema has checked every number; here are the rules between them.

import type { Law } from "../../kernel/law.ts";
import { constant } from "../../kernel/laws/constant.ts";
import { erlang } from "../../kernel/laws/erlang.ts";
import { exponential } from "../../kernel/laws/exponential.ts";
import { gamma } from "../../kernel/laws/gamma.ts";
import { hyperexponential } from "../../kernel/laws/hyperexponential.ts";
import { lognormalMeanCv, lognormalMedianP90 } from "../../kernel/laws/lognormal.ts";
import { mixture } from "../../kernel/laws/mixture.ts";
import { pareto } from "../../kernel/laws/pareto.ts";
import { uniform } from "../../kernel/laws/uniform.ts";
import { weibull, weibullMean } from "../../kernel/laws/weibull.ts";
import type { KeyPath } from "../problem.ts";
import { pathText } from "../problem.ts";
import type { LawTree, LognormalTree, ShapedTree } from "../schema/law.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import { count, duration, positive, ratio, share, span } from "../units.ts";
import { type Context, checkShares } from "./context.ts";
import { compileEmpirical } from "./empirical.ts";

/** Stands for a law that has a problem; never sampled. */
const STAND_IN = constant(1);

/** A law of durations in ms. */
export function compileLaw(tree: LawTree, path: KeyPath, context: Context): Law {
  if (typeof tree !== "object" || "assume" in tree) return constant(amountOf(duration, tree));
  if ("constant" in tree) return constant(amountOf(duration, tree.constant));
  if ("uniform" in tree) return compileUniform(tree.uniform, [...path, "uniform"], context);
  if ("exponential" in tree) return exponential(amountOf(span, tree.exponential.mean));
  if ("erlang" in tree) return erlang(amountOf(count(1), tree.erlang.k), amountOf(span, tree.erlang.mean));
  if ("gamma" in tree) return gamma(amountOf(positive, tree.gamma.k), amountOf(span, tree.gamma.mean));
  if ("lognormal" in tree) return compileLognormal(tree.lognormal, [...path, "lognormal"], context);
  if ("weibull" in tree) return compileWeibull(tree.weibull, [...path, "weibull"], context);
  if ("pareto" in tree) return compilePareto(tree.pareto, [...path, "pareto"], context);
  if ("empirical" in tree)
    return compileEmpirical(tree.empirical, [...path, "empirical"], context) ?? STAND_IN;
  return compileMixed(tree, path, context);
}

function compileMixed(
  tree: Extract<LawTree, { hyperexponential: unknown } | { mixture: unknown }>,
  path: KeyPath,
  context: Context,
): Law {
  if ("hyperexponential" in tree) {
    const phases = tree.hyperexponential;
    const weights = phases.map(({ p }) => amountOf(share, p));
    checkShares(weights, [...path, "hyperexponential"], context);
    return summing(weights)
      ? hyperexponential(
          weights,
          phases.map(({ mean }) => amountOf(span, mean)),
        )
      : STAND_IN;
  }
  const parts = tree.mixture;
  const weights = parts.map(({ p }) => amountOf(share, p));
  checkShares(weights, [...path, "mixture"], context);
  const laws = parts.map(({ law }, index) => compileLaw(law, [...path, "mixture", index, "law"], context));
  return summing(weights) ? mixture(laws, weights) : STAND_IN;
}

function summing(weights: readonly number[]): boolean {
  return weights.some((weight) => weight > 0);
}

function compileUniform(
  { min, max }: { min: Quantity; max: Quantity },
  path: KeyPath,
  context: Context,
): Law {
  const [low, high] = [amountOf(duration, min), amountOf(duration, max)];
  if (low <= high) return uniform(low, high);
  context.report({ path, code: "contradiction", message: "min is above max" });
  return STAND_IN;
}

function compileLognormal({ mean, cv, median, p90 }: LognormalTree, path: KeyPath, context: Context): Law {
  const byMoments = mean !== undefined && cv !== undefined && median === undefined && p90 === undefined;
  const byQuantiles = median !== undefined && p90 !== undefined && mean === undefined && cv === undefined;
  if (byMoments) {
    const variation = amountOf(ratio, cv);
    if (variation >= 1000)
      context.warn(
        [...path, "cv"],
        `${pathText(path)}: a cv of ${variation} needs more draws than any run has.`,
      );
    return lognormalMeanCv(amountOf(span, mean), variation);
  }
  if (!byQuantiles) {
    const message = "a lognormal law takes mean and cv, or median and p90";
    context.report({ path, code: "contradiction", message, atKey: true });
    return STAND_IN;
  }
  const [middle, high] = [amountOf(span, median), amountOf(span, p90)];
  if (high >= middle) return lognormalMedianP90(middle, high);
  context.report({ path, code: "contradiction", message: "p90 is below the median" });
  return STAND_IN;
}

function compileWeibull({ shape, scale, mean }: ShapedTree, path: KeyPath, context: Context): Law {
  const exponent = amountOf(positive, shape);
  if (scale !== undefined && mean === undefined) return weibull(exponent, amountOf(span, scale));
  if (mean !== undefined && scale === undefined) return weibullMean(exponent, amountOf(span, mean));
  context.report({ path, code: "contradiction", message: "give either scale or mean", atKey: true });
  return STAND_IN;
}

function compilePareto({ shape, scale, mean }: ShapedTree, path: KeyPath, context: Context): Law {
  const exponent = amountOf(positive, shape);
  if (exponent <= 1) {
    context.report({
      path: [...path, "shape"],
      code: "wrong_value",
      message: "a Pareto law of this shape has no finite mean",
      got: shape,
      expected: "a shape above 1",
    });
    return STAND_IN;
  }
  if (exponent <= 2) {
    const sentence =
      "a Pareto law of a shape up to 2 has no finite variance; intervals of waits are not valid";
    context.warn([...path, "shape"], `${pathText(path)}: ${sentence}.`);
  }
  if (scale !== undefined && mean === undefined) return pareto(exponent, amountOf(span, scale));
  // The mean of a Pareto law is scale × shape / (shape − 1).
  if (mean !== undefined && scale === undefined)
    return pareto(exponent, (amountOf(span, mean) * (exponent - 1)) / exponent);
  context.report({ path, code: "contradiction", message: "give either scale or mean", atKey: true });
  return STAND_IN;
}
