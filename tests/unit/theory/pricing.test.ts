import { describe, expect, test } from "vitest";
import {
  type DemandCurve,
  exponentialDemand,
  isoelasticDemand,
  linearDemand,
} from "../../../src/theory/demand-curve.ts";
import { bestDynamicPrice } from "../../../src/theory/dynamic-price.ts";
import { bestPostedPrice, refusedAtPrice, revenueRateAtPrice } from "../../../src/theory/posted-price.ts";
import { expectClose } from "./cases.ts";

const CURVES: readonly (readonly [string, DemandCurve])[] = [
  ["linear", linearDemand(40, 4)],
  ["isoelastic", isoelasticDemand(30, 2, -1.5)],
  ["exponential", exponentialDemand(60, 1.2)],
];
const ENDLESS = Number.POSITIVE_INFINITY;

describe.each(CURVES)("%s demand", (_, demand) => {
  test("has the elasticity of its slope", () => {
    for (const price of [0.3, 1, 2.7]) {
      const slope =
        Math.log(demand.rate(price * 1.0001) / demand.rate(price / 1.0001)) / (2 * Math.log(1.0001));
      expectClose(demand.elasticity(price), slope, `at ${price}`, 1e-6);
    }
  });

  test("has its best price above a cost at the top of rate × (price − cost)", () => {
    for (const cost of [0.5, 1.3]) {
      const best = demand.bestAbove(cost)!;
      const gain = (price: number) => demand.rate(price) * (price - cost);
      for (const factor of [0.9, 0.999, 1.001, 1.1]) expect(gain(best * factor)).toBeLessThan(gain(best));
    }
  });

  test("has its best posted price at the top of the revenue, for any fleet", () => {
    for (const servers of [1, 5, 20, 200]) {
      const fleet = { servers, meanService: 1.5, demand };
      const best = bestPostedPrice(fleet)!;
      for (const factor of [0.5, 0.9, 0.999, 1.001, 1.1, 1.4]) {
        expect(revenueRateAtPrice(fleet, best * factor)).toBeLessThan(revenueRateAtPrice(fleet, best));
      }
    }
  });

  test("falls in price as the fleet grows", () => {
    const prices = [1, 5, 20, 100].map((servers) => bestPostedPrice({ servers, meanService: 1, demand })!);
    expect([...prices].sort((a, b) => b - a)).toEqual(prices);
  });

  test("earns at least as much under a price that follows occupancy, and asks more the fuller the fleet is", () => {
    for (const servers of [1, 5, 40]) {
      const fleet = { servers, meanService: 1.5, demand };
      const { prices, revenueRate } = bestDynamicPrice(fleet)!;
      const posted = revenueRateAtPrice(fleet, bestPostedPrice(fleet)!);
      expect(revenueRate).toBeGreaterThanOrEqual(posted * (1 - 1e-12));
      expect(prices).toHaveLength(servers);
      expect([...prices].sort((a, b) => a - b)).toEqual(prices);
    }
  });
});

test("with one server there is but one price: the dynamic one is the posted one", () => {
  const fleet = { servers: 1, meanService: 2, demand: linearDemand(3, 4) };
  const { prices, revenueRate } = bestDynamicPrice(fleet)!;
  const posted = bestPostedPrice(fleet)!;
  expectClose(prices[0]!, posted, "price", 1e-9);
  expectClose(revenueRate, revenueRateAtPrice(fleet, posted), "revenue", 1e-12);
});

test.each([
  [5, 10, 1],
  [12, 6, 2],
  [30, 3, 5],
])(
  "no small change of any price improves the dynamic ones: %i servers, %f an hour at most, %f hours",
  (servers, largest, meanService) => {
    const demand = linearDemand(largest, 4);
    const { prices, revenueRate } = bestDynamicPrice({ servers, meanService, demand })!;
    const revenue = (asked: readonly number[]) => {
      let [weight, total, earned] = [1, 0, 0];
      for (let n = 0; n <= servers; n++) {
        const rate = n < servers ? demand.rate(asked[n]!) : 0;
        total += weight;
        earned += n < servers ? weight * rate * asked[n]! * meanService : 0;
        weight *= (rate * meanService) / (n + 1);
      }
      return earned / total;
    };
    expectClose(revenue(prices), revenueRate, "revenue", 1e-13);
    prices.forEach((price, n) => {
      for (const step of [-0.02, 0.02])
        expect(revenue(prices.with(n, price + step))).toBeLessThan(revenueRate);
    });
  },
);

test("a fleet that is never full asks half of the highest price, or one scale", () => {
  const endless = { servers: ENDLESS, meanService: 3 };
  expect(bestPostedPrice({ ...endless, demand: linearDemand(40, 4) })).toBeCloseTo(2, 14);
  expect(bestPostedPrice({ ...endless, demand: exponentialDemand(7, 1.2) })).toBeCloseTo(1.2, 14);
  expect(refusedAtPrice({ ...endless, demand: linearDemand(40, 4) }, 1)).toBe(0);
});

test("elastic demand of constant elasticity has no best price without capacity, inelastic demand never has", () => {
  const [elastic, inelastic] = [isoelasticDemand(30, 2, -1.5), isoelasticDemand(30, 2, -0.8)];
  expect(bestPostedPrice({ servers: ENDLESS, meanService: 1, demand: elastic })).toBeNull();
  expect(bestPostedPrice({ servers: 50, meanService: 1, demand: inelastic })).toBeNull();
  expect(bestDynamicPrice({ servers: 50, meanService: 1, demand: inelastic })).toBeNull();
  expect(inelastic.bestAbove(1)).toBeNull();
});

test("nobody asks at the ceiling of linear demand, nor above a cost beyond it", () => {
  const demand = linearDemand(40, 4);
  expect([demand.rate(4), demand.rate(5), demand.bestAbove(6)]).toEqual([0, 0, 6]);
  expect(demand.elasticity(4)).toBe(Number.NEGATIVE_INFINITY);
});

test("prices, rates and scales are positive, elasticities negative", () => {
  expect(() => linearDemand(0, 4)).toThrow(RangeError);
  expect(() => isoelasticDemand(30, 2, 1.5)).toThrow(RangeError);
  expect(() => exponentialDemand(30, -1)).toThrow(RangeError);
  expect(() => refusedAtPrice({ servers: 2, meanService: 1, demand: linearDemand(1, 1) }, 0)).toThrow(
    RangeError,
  );
  expect(() => bestDynamicPrice({ servers: ENDLESS, meanService: 1, demand: linearDemand(1, 1) })).toThrow(
    RangeError,
  );
});
