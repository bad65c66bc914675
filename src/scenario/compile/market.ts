// The market of all products together: who may take what instead of what, and who can buy yet.

import type { MarketedPlan, MarketPlan } from "../../market/market-plan.ts";
import type { RampPlan } from "../../market/readiness.ts";
import type { ArrivalPlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ReadinessTree, RentalTree } from "../schema/rental.ts";
import { duration, share } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { checkOpen } from "./product-demand.ts";
import { compileSubstitution } from "./substitution.ts";

/** A product as it has been compiled by itself. */
export interface ProductOnMarket {
  readonly name: string;
  readonly marketed: MarketedPlan;
  readonly arrivals: ArrivalPlan;
  /** whether it is sold in windows, whose lengths are its own: nobody takes one instead of something else */
  readonly windows: boolean;
}

/** What is said of prices and customers beyond what each product says of itself; null when nothing is. */
export function compileMarket(
  { substitution, readiness }: RentalTree,
  products: readonly ProductOnMarket[],
  context: Context,
): Compiled<MarketPlan | null> {
  const ramp = readiness === undefined ? null : compileReadiness(readiness, context);
  if (ramp !== null) {
    for (const { name, arrivals } of products)
      checkOpen(arrivals, ["rental", "products", name, "demand"], context);
  }
  const chosen = substitution === undefined ? null : compileSubstitution(substitution, products, context);
  const marketed = chosen?.plan.products ?? products.map((product) => product.marketed);
  const plan = { products: marketed, substitution: chosen?.plan.substitution ?? null, readiness: ramp };
  const silent = chosen === null && ramp === null && marketed.every(saysNothing);
  const echo = {
    ...(chosen !== null && { substitution: chosen.echo }),
    ...(readiness !== undefined && { readiness }),
  };
  return { plan: silent ? null : plan, echo };
}

/** A fixed price, and requests that come as often as they come. */
function saysNothing({ price, answer, rework, retry, churn }: MarketedPlan): boolean {
  return price.kind === "fixed" && answer === null && rework === null && retry === null && churn === null;
}

const PATH: KeyPath = ["rental", "readiness"];

function compileReadiness({ ramp, start }: ReadinessTree, context: Context): RampPlan {
  const path = [...PATH, "ramp", "logistic"];
  const points = Object.entries(ramp.logistic).map(([key, time]) => ({
    share: shareOf(key, path, context),
    time: amountOf(duration, time),
    key,
  }));
  if (points.length < 2) {
    const message = "a ramp goes through at least two points";
    const expected = "shares with their times, such as {10%: 3mo, 90%: 27mo}";
    context.report({ path, code: "wrong_value", message, expected });
  }
  points.sort((a, b) => a.time - b.time);
  const falling = points.findIndex((point, place) => {
    const before = points[place - 1];
    return before !== undefined && (point.share <= before.share || point.time === before.time);
  });
  if (falling > 0) {
    const message = "a ramp rises: the share is not above that of an earlier time";
    context.report({ path: [...path, points[falling]!.key], code: "contradiction", message, atKey: true });
  }
  return {
    shares: points.map((point) => point.share),
    times: points.map((point) => point.time),
    start: amountOf(duration, start),
  };
}

/** A share above nothing and below the whole; a logistic curve reaches neither. */
function shareOf(key: string, path: KeyPath, context: Context): number {
  const read = share.read(key);
  if (read.ok && read.value > 0 && read.value < 1) return read.value;
  const message = read.ok ? "a logistic curve never gets there" : read.message;
  const expected = "a share above 0% and below 100%";
  context.report({ path: [...path, key], code: "wrong_value", message, got: key, expected, atKey: true });
  return 0.5;
}
