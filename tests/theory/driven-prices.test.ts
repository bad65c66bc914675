// A price of p under a driver whose factor F is lognormal with mean 1 and log-variance s², and not below a floor k: its mean is
// that of an option on p F, E max(k, p F) = k Φ(−d₂) + p Φ(d₁), where d₁ = (ln(p/k) + s²/2) / s and d₂ = d₁ − s (Black and
// Scholes 1973, without interest).

import { expect, test } from "vitest";
import { HOUR } from "../../src/kernel/time.ts";
import type { PricePlan } from "../../src/market/price/price-plan.ts";
import { firstPrice } from "../../src/market/price/price-range.ts";
import { standardNormalProbability } from "../../src/statistics/normal-probability.ts";
import { driverFactor } from "../../src/workload/drivers/driver-factor.ts";
import type { DriverPlan } from "../../src/workload/drivers/plan.ts";
import { policyOf, sight } from "../unit/market/price/sight.ts";
import { expectMean, REPLICATIONS } from "./estimates.ts";

const SD = 0.5;
const DRIVER: DriverPlan = {
  name: "mood",
  process: { kind: "mean-reverting", sd: SD, halfLife: HOUR },
  every: HOUR,
  loads: [{ target: "price.spot", load: 1 }],
};

function meanOf(floor: number, price: number): number {
  const d1 = (Math.log(price / floor) + SD ** 2 / 2) / SD;
  return floor * standardNormalProbability(SD - d1) + price * standardNormalProbability(d1);
}

test.each([0.5, 1.5, 2, 3])(
  "the mean of a $2 price under a driver is that of an option struck at its floor, $%d",
  (floor) => {
    const plan: PricePlan = { kind: "driven", on: { kind: "fixed", price: 2 }, every: HOUR, floor };
    const means = Array.from({ length: REPLICATIONS }, (_, replication) => {
      const factor = driverFactor([DRIVER], "price.spot", "floor", replication)!;
      const policy = policyOf(plan, "floor", factor);
      let sum = 0;
      for (let hour = 0; hour < 1000; hour++) sum += policy.update(hour * HOUR, sight());
      return sum / 1000;
    });
    expectMean(means, meanOf(floor, 2), 0.01);
    expect(firstPrice(plan)).toBe(Math.max(floor, 2));
  },
);
