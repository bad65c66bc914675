// The price of a market: a law, or what has been recorded of it.

import type { PricePlan, Regime } from "../../market/price/price-plan.ts";
import type { KeyPath } from "../problem.ts";
import { growth, price } from "../rates-and-money.ts";
import type { IndexTree } from "../schema/price.ts";
import { amountOf } from "../schema/quantity.ts";
import { readSeries } from "../series-file.ts";
import { ratio, span } from "../units.ts";
import { type Compiled, type Context, contents } from "./context.ts";

type LawTree = Exclude<IndexTree, { file: string }>;

interface CompiledIndex extends Compiled<PricePlan> {
  readonly echo: { readonly market_index: IndexTree };
}

// A hedonic index of AWS prices fell by some 20 % a year from 2008 to 2017 (Wu et al.); prices of GPUs have since moved both
// ways, from −45 % to +30 %.
const DRIFT = "-20%/y";
// Assumption, by eye: a year's contract for an H100 went from $1.70 to $2.35 in five months of 2025 and 2026.
const VOLATILITY = "35%";

export function compileIndex(tree: IndexTree, path: KeyPath, context: Context): CompiledIndex {
  if ("file" in tree) return { plan: recorded(tree, path, context), echo: { market_index: tree } };
  const echo =
    tree.regimes === undefined
      ? { ...tree, drift: tree.drift ?? DRIFT, volatility: tree.volatility ?? VOLATILITY }
      : tree;
  const plan = {
    kind: "market-index",
    start: amountOf(price, tree.start),
    regimes: regimesOf(echo, path, context),
    floor: amountOf(price, tree.floor),
    cap: tree.cap === undefined ? Number.POSITIVE_INFINITY : amountOf(price, tree.cap),
    every: amountOf(span, tree.every),
  } as const;
  checkBounds(plan, tree, path, context);
  return { plan, echo: { market_index: echo } };
}

function regimesOf(tree: LawTree, path: KeyPath, context: Context): Regime[] {
  const { regimes } = tree;
  if (regimes === undefined) {
    const [drift, volatility] = [amountOf(growth, tree.drift!), amountOf(ratio, tree.volatility!)];
    return [{ drift, volatility, stay: Number.POSITIVE_INFINITY }];
  }
  for (const key of ["drift", "volatility"] as const) {
    if (tree[key] === undefined) continue;
    const message = `${key} and regimes cannot both hold`;
    context.report({ path: [...path, key], code: "contradiction", message, atKey: true });
  }
  return regimes.map((regime) => ({
    drift: amountOf(growth, regime.drift),
    volatility: amountOf(ratio, regime.volatility),
    stay: amountOf(span, regime.stay),
  }));
}

function checkBounds(
  { start, floor, cap }: Extract<PricePlan, { kind: "market-index" }>,
  tree: LawTree,
  path: KeyPath,
  context: Context,
): void {
  if (start === 0) {
    const message = "a price of 0 never moves: its changes are a share of it";
    const expected = "a price above $0/GPU/h";
    context.report({ path: [...path, "start"], code: "wrong_value", message, got: tree.start, expected });
  }
  if (cap < floor) {
    const message = "the cap is below the floor";
    const expected = "a price of at least the floor";
    context.report({ path: [...path, "cap"], code: "contradiction", message, got: tree.cap, expected });
  }
}

function recorded(
  { file, time_unit }: Extract<IndexTree, { file: string }>,
  path: KeyPath,
  context: Context,
): PricePlan {
  const nothing: PricePlan = { kind: "fixed", price: 0 };
  const place = [...path, "file"];
  const text = contents(context.files.text(file), place, file, context);
  if (text === null) return nothing;
  const series = readSeries(text, "price", time_unit);
  if (typeof series !== "string") return { kind: "dated", times: series.times, prices: series.values };
  const expected = "the columns time,price with a row for each change, in order of time";
  context.report({ path: place, code: "file", message: `${file}: ${series}`, expected });
  return nothing;
}
