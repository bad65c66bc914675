// Which prices drivers load. It is known before anything is sold: a price that moves asks each customer when it comes.

import type { Duration } from "../../kernel/time.ts";
import type { PricePlan } from "../../market/price/price-plan.ts";
import type { KeyPath } from "../problem.ts";
import { price } from "../rates-and-money.ts";
import type { DriverTree } from "../schema/drivers.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import { signed, span } from "../units.ts";
import type { Context } from "./context.ts";

/** The loads of all prices, and of one. */
export const ALL_PRICES = "rental.price";
export const priceLoad = (product: string) => `${ALL_PRICES}.${product}`;

/** Of the products whose price drivers load: the time between two moves of those, ms. */
export function drivenPrices(
  drivers: Readonly<Record<string, DriverTree>> | undefined,
  products: readonly string[],
): ReadonlyMap<string, Duration> {
  const driven = new Map<string, Duration>();
  for (const { loads, every } of Object.values(drivers ?? {})) {
    const loadOf = (key: string) => (loads[key] === undefined ? 0 : amountOf(signed, loads[key]));
    for (const product of products) {
      if (loadOf(ALL_PRICES) + loadOf(priceLoad(product)) === 0) continue;
      driven.set(product, Math.min(driven.get(product) ?? Infinity, amountOf(span, every)));
    }
  }
  return driven;
}

/**
 * The price under the drivers that load it. Bids set that of an auction: such a load is reported with its driver.
 * @param floor as the scenario says it, or undefined
 * @param path where the product stands
 */
export function underDrivers(
  plan: PricePlan,
  every: Duration | undefined,
  floor: Quantity | undefined,
  path: KeyPath,
  context: Context,
): PricePlan {
  if (every !== undefined && plan.kind !== "auction")
    return { kind: "driven", on: plan, every, floor: floor === undefined ? 0 : amountOf(price, floor) };
  if (floor !== undefined) {
    const message = "no driver moves this price";
    const expected = "a driver that loads rental.price, or a floor of the price itself";
    const place = [...path, "price_floor"];
    context.report({ path: place, code: "contradiction", message, expected, atKey: true });
  }
  return plan;
}
