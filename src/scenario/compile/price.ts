// Prices: a number, or a policy that moves it.

import type { MarketedPlan } from "../../market/market-plan.ts";
import type { PricePlan, PricePoint } from "../../market/price/price-plan.ts";
import { type KeyPath, pathText } from "../problem.ts";
import { price } from "../rates-and-money.ts";
import type { OutsidePriceTree, PolicyTree, PriceTree } from "../schema/price.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import { duration, durationText, gpus, ratio, share, signed, span } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { compileIndex } from "./price-index.ts";
import { compileProfile } from "./profile.ts";

interface CompiledPolicy extends Compiled<PricePlan> {
  readonly echo: PolicyTree;
}

/** What a product asks, and whether a run pays the price of its start throughout. */
export function compilePrice(
  tree: PriceTree,
  path: KeyPath,
  context: Context,
): Compiled<Pick<MarketedPlan, "price" | "locked">> {
  if (typeof tree === "object" && "locked" in tree) {
    const { plan, echo } = compilePolicy(tree.locked, [...path, "locked"], context);
    return { plan: { price: plan, locked: true }, echo: { locked: echo } };
  }
  const { plan, echo } = compilePolicy(tree, path, context);
  return { plan: { price: plan, locked: false }, echo };
}

function compilePolicy(tree: PolicyTree, path: KeyPath, context: Context): CompiledPolicy {
  if (typeof tree === "object" && "utilisation_linked" in tree)
    return compileLinked(tree.utilisation_linked, [...path, "utilisation_linked"], context);
  if (typeof tree === "object" && "smooth_spot" in tree)
    return compileSmooth(tree.smooth_spot, [...path, "smooth_spot"], context);
  if (typeof tree === "object" && "auction" in tree) {
    const { reserve, every } = tree.auction;
    return {
      plan: { kind: "auction", reserve: amountOf(price, reserve), every: amountOf(span, every) },
      echo: tree,
    };
  }
  if (typeof tree === "object" && "cost_plus" in tree) {
    const { cost, margin } = tree.cost_plus;
    const compiled = compileOutside(cost, [...path, "cost_plus", "cost"], context);
    return {
      plan: { kind: "cost-plus", cost: compiled.plan, margin: amountOf(ratio, margin) },
      echo: { cost_plus: { cost: compiled.echo, margin } },
    };
  }
  if (typeof tree === "object" && "impact" in tree)
    return compileImpact(tree.impact, [...path, "impact"], context);
  return compileOutside(tree, path, context);
}

/** A price that nobody's demand moves. */
function compileOutside(
  tree: OutsidePriceTree,
  path: KeyPath,
  context: Context,
): Compiled<PricePlan> & { readonly echo: OutsidePriceTree } {
  if (typeof tree === "object" && "calendar" in tree) {
    return compileCalendar(tree.calendar, [...path, "calendar"], context);
  }
  if (typeof tree === "object" && "market_index" in tree)
    return compileIndex(tree.market_index, [...path, "market_index"], context);
  return { plan: { kind: "fixed", price: amountOf(price, tree) }, echo: tree };
}

type CalendarTree = Extract<OutsidePriceTree, { calendar: unknown }>["calendar"];

function compileCalendar(tree: CalendarTree, path: KeyPath, context: Context) {
  if ("steps" in tree) {
    const times = Float64Array.from(tree.steps, ({ at }) => amountOf(duration, at));
    const late = times.findIndex((time, step) => step > 0 && time <= times[step - 1]!);
    if (late > 0) unordered([...path, "steps", late, "at"], tree.steps[late]!.at, context);
    if (times[0]! > 0) {
      const sentence = `nothing is said of the price before ${durationText(times[0]!)}: it is that of the first step`;
      context.warn([...path, "steps", 0, "at"], `${pathText(path)}: ${sentence}.`);
    }
    const prices = Float64Array.from(tree.steps, (step) => amountOf(price, step.price));
    return { plan: { kind: "dated", times, prices }, echo: { calendar: tree } } as const;
  }
  const { factors, echo } = compileProfile(tree.profile, [...path, "profile"], context);
  const mean = amountOf(price, tree.price);
  const plan = { kind: "hour-of-week", prices: factors.map((factor) => mean * factor) } as const;
  return { plan, echo: { calendar: { ...tree, profile: echo } } };
}

type LinkedTree = Extract<PolicyTree, { utilisation_linked: unknown }>["utilisation_linked"];

function compileLinked(tree: LinkedTree, path: KeyPath, context: Context): CompiledPolicy {
  const points = "curve" in tree ? curveOf(tree, path, context) : slopeOf(tree, path, context);
  const every = tree.every === "change" ? 0 : amountOf(span, tree.every);
  return { plan: { kind: "utilisation-linked", points, every }, echo: { utilisation_linked: tree } };
}

function curveOf(
  { curve }: Extract<LinkedTree, { curve: unknown }>,
  path: KeyPath,
  context: Context,
): PricePoint[] {
  const points = curve.map((point) => ({
    utilisation: amountOf(share, point.at),
    price: amountOf(price, point.price),
  }));
  const late = points.findIndex(
    ({ utilisation }, place) => place > 0 && utilisation <= points[place - 1]!.utilisation,
  );
  if (late > 0) unordered([...path, "curve", late, "at"], curve[late]!.at, context);
  return points;
}

function slopeOf(
  tree: Exclude<LinkedTree, { curve: unknown }>,
  path: KeyPath,
  context: Context,
): PricePoint[] {
  const [low, high] = [amountOf(share, tree.from), amountOf(share, tree.to)];
  if (low >= high) {
    const message = "the floor would hold beyond where the cap begins";
    const expected = "a utilisation above `from`";
    context.report({ path: [...path, "to"], code: "contradiction", message, got: tree.to, expected });
  }
  const [floor, cap] = bounds(tree, path, context);
  return [
    { utilisation: low, price: floor },
    { utilisation: high, price: cap },
  ];
}

type SmoothTree = Extract<PolicyTree, { smooth_spot: unknown }>["smooth_spot"];

function compileSmooth(tree: SmoothTree, path: KeyPath, context: Context): CompiledPolicy {
  const [floor, cap] = bounds(tree, path, context);
  const step = amountOf(share, tree.step);
  if (floor === 0 || step === 0) {
    const [key, got] = floor === 0 ? (["floor", tree.floor] as const) : (["step", tree.step] as const);
    const message = "the price would never move: its steps are a share of it";
    context.report({ path: [...path, key], code: "wrong_value", message, got, expected: "more than 0" });
  }
  const plan = { kind: "smooth-spot", floor, cap, every: amountOf(span, tree.every), step } as const;
  return { plan, echo: { smooth_spot: tree } };
}

type ImpactTree = Extract<PolicyTree, { impact: unknown }>["impact"];

function compileImpact(tree: ImpactTree, path: KeyPath, context: Context): CompiledPolicy {
  const on = compileOutside(tree.on, [...path, "on"], context);
  const [market, elasticity] = [amountOf(gpus, tree.market), amountOf(signed, tree.elasticity)];
  if (elasticity >= 0) {
    const message = "demand of a market falls as its price rises";
    const expected = "an elasticity below 0";
    const suggestion = elasticity === 0 ? null : String(-elasticity);
    const place = [...path, "elasticity"];
    context.report({ path: place, code: "wrong_value", message, got: elasticity, expected, suggestion });
  }
  if (market === 0) {
    const message = "there is no market to sell to";
    context.report({ path: [...path, "market"], code: "wrong_value", message, got: tree.market });
  }
  const every = amountOf(span, tree.every);
  return {
    plan: { kind: "impact", on: on.plan, market, elasticity, every },
    echo: { impact: { ...tree, on: on.echo } },
  };
}

/** A floor and a cap that is not below it. */
function bounds(
  tree: { readonly floor: Quantity; readonly cap: Quantity },
  path: KeyPath,
  context: Context,
): [number, number] {
  const [floor, cap] = [amountOf(price, tree.floor), amountOf(price, tree.cap)];
  if (cap < floor) {
    const message = "the cap is below the floor";
    const expected = "a price of at least the floor";
    context.report({ path: [...path, "cap"], code: "contradiction", message, got: tree.cap, expected });
  }
  return [floor, cap];
}

function unordered(path: KeyPath, got: Quantity, context: Context): void {
  const message = "it is not above the one before";
  context.report({ path, code: "contradiction", message, got, expected: "a list in rising order" });
}
