// Figures about prices that no single run gives: the best price of several, and what a price that moves gains over it.

import type { TheoryCase } from "./case.ts";
import type { Found } from "./experiment.ts";
import { bestPrice } from "./setting/priced.ts";
import type { Setting } from "./setting/setting.ts";
import { judge, type Result, type Strictness } from "./verdict.ts";

type Estimates = ReadonlyMap<string, Found>;

/** A best price is the same as another within this share: the revenue about it is flat. */
const SAME_PRICE = 1e-4;
/** Revenues are told apart when they are so many standard errors apart. */
const TOLD_APART = 3;

const ANSWERS: Readonly<
  Record<string, (theCase: TheoryCase, setting: Setting, found: Estimates, strictness: Strictness) => Result>
> = {
  optimalPrice: bestOfSeveral,
  optimalStaticPrice: (theCase, setting) => byFormula("optimalStaticPrice", theCase, setting),
  gainRatio,
};

/** Whether a metric of a setting is answered here. */
export function isPriceAnswer(name: string, { pricing }: Setting): boolean {
  return pricing !== null && name in ANSWERS;
}

/** @param found the experiments by the names of the metrics that they estimate */
export function priceAnswer(
  name: string,
  theCase: TheoryCase,
  setting: Setting,
  found: Estimates,
  strictness: Strictness,
): Result {
  return ANSWERS[name]!(theCase, setting, found, strictness);
}

/** The best price by the formula. */
function byFormula(metric: string, { id, expect }: TheoryCase, setting: Setting): Result {
  const [expected, got] = [expect.get(metric)!, bestPrice(setting)];
  const same = typeof expected === "number" && Math.abs(got - expected) <= SAME_PRICE * expected;
  const note = "by the formula";
  return { id, metric, expected, got, stderr: null, z: null, verdict: same ? "pass" : "fail", note };
}

/** The best price by the formula, if it earns more than every other price that was run. */
function bestOfSeveral(
  theCase: TheoryCase,
  setting: Setting,
  found: Estimates,
  { limit }: Strictness,
): Result {
  const result = byFormula("optimalPrice", theCase, setting);
  const revenues = [...found].flatMap(([name, { estimates }]) => {
    const times = /^revenueRate_at_([\d.]+)x$/.exec(name)?.[1];
    return times === undefined ? [] : [{ times: Number(times), ...estimates.get(name)! }];
  });
  const best = revenues.find(({ times }) => times === 1);
  const others = revenues.filter(({ times }) => times !== 1);
  if (best === undefined || others.length === 0 || result.verdict === "fail") return result;
  const ahead = others.map(({ value, stderr }) => (best.value - value) / Math.hypot(best.stderr, stderr));
  const least = Math.min(...ahead);
  if (least < -limit) return { ...result, verdict: "fail", note: "another price earns more" };
  if (least < TOLD_APART) return { ...result, verdict: "not-tested", note: "the best two are too near" };
  return { ...result, note: `${least.toFixed(0)} standard errors ahead of the next` };
}

/** What the best price for every occupancy earns / what the best single price earns. */
function gainRatio({ id, expect }: TheoryCase, _: Setting, found: Estimates, strictness: Strictness): Result {
  const metric = "gainRatio";
  const expected = expect.get(metric)!;
  const of = (name: string) => found.get(name)?.estimates.get(name);
  const [dynamic, fixed] = [of("optimalDynamicRevenueRate"), of("optimalStaticRevenueRate")];
  if (dynamic === undefined || fixed === undefined || typeof expected !== "number")
    return {
      id,
      metric,
      expected,
      got: null,
      stderr: null,
      z: null,
      verdict: "not-tested",
      note: "no revenues",
    };
  const value = dynamic.value / fixed.value;
  // As if the two were independent; they share their arrivals, so that it is no less.
  const stderr = value * Math.hypot(dynamic.stderr / dynamic.value, fixed.stderr / fixed.value);
  const question = { expected, exactError: null, isProbability: false };
  const judged = judge({ value, stderr, base: Number.NaN }, question, strictness);
  return { id, metric, expected, got: value, stderr, ...judged };
}
