// Laws of what customers would pay, in $ per GPU-hour or per million tokens.

import type { Law } from "../../kernel/law.ts";
import { constant } from "../../kernel/laws/constant.ts";
import { exponential } from "../../kernel/laws/exponential.ts";
import { lognormalMeanCv } from "../../kernel/laws/lognormal.ts";
import { mixture } from "../../kernel/laws/mixture.ts";
import { uniform } from "../../kernel/laws/uniform.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import type { LognormalPriceTree, WillingnessTree } from "../schema/willingness.ts";
import { ratio, share } from "../units.ts";
import { type Context, checkShares } from "./context.ts";
import type { PriceUnit } from "./price-unit.ts";

/** Stands for a law that has a problem; never sampled. */
const STAND_IN = constant(1);

export function compileWillingness(
  tree: WillingnessTree,
  unit: PriceUnit,
  path: KeyPath,
  context: Context,
): Law {
  const { dimension } = unit;
  if (typeof tree !== "object" || "assume" in tree) return constant(amountOf(dimension, tree));
  if ("uniform" in tree) {
    const [min, max] = [amountOf(dimension, tree.uniform.min), amountOf(dimension, tree.uniform.max)];
    if (min <= max) return uniform(min, max);
    context.report({ path: [...path, "uniform"], code: "contradiction", message: "min is above max" });
    return STAND_IN;
  }
  if ("exponential" in tree) {
    const place = [...path, "exponential", "mean"];
    return positiveOf(tree.exponential.mean, unit, place, context, (mean) => exponential(mean));
  }
  if ("lognormal" in tree) return compileLognormal(tree.lognormal, unit, [...path, "lognormal"], context);
  const weights = tree.mixture.map(({ p }) => amountOf(share, p));
  checkShares(weights, [...path, "mixture"], context);
  const laws = tree.mixture.map(({ law }, part) =>
    compileWillingness(law, unit, [...path, "mixture", part, "law"], context),
  );
  return weights.some((weight) => weight > 0) ? mixture(laws, weights) : STAND_IN;
}

function compileLognormal(
  { mean, median, cv }: LognormalPriceTree,
  unit: PriceUnit,
  path: KeyPath,
  context: Context,
): Law {
  const variation = amountOf(ratio, cv);
  if (mean !== undefined && median === undefined)
    return positiveOf(mean, unit, [...path, "mean"], context, (amount) => lognormalMeanCv(amount, variation));
  // The mean of a lognormal law is its median × sqrt(1 + cv²).
  if (median !== undefined && mean === undefined)
    return positiveOf(median, unit, [...path, "median"], context, (amount) =>
      lognormalMeanCv(amount * Math.sqrt(1 + variation ** 2), variation),
    );
  const message = "a lognormal law of prices takes cv, and either mean or median";
  context.report({ path, code: "contradiction", message, atKey: true });
  return STAND_IN;
}

function positiveOf(
  quantity: Quantity,
  unit: PriceUnit,
  path: KeyPath,
  context: Context,
  law: (amount: number) => Law,
): Law {
  const amount = amountOf(unit.dimension, quantity);
  if (amount > 0) return law(amount);
  const message = "it must not be 0";
  context.report({
    path,
    code: "wrong_value",
    message,
    got: quantity,
    expected: `a price above ${unit.text(0)}`,
  });
  return STAND_IN;
}
