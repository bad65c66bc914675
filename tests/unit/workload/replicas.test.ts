import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { replicaRule, replicasOfSpeeds } from "../../../src/workload/replicas.ts";

const rule = (capacityPerReplica: number, forecastMargin = 0) =>
  replicaRule({ capacityPerReplica, forecastMargin, portfolio: null });

test("a service has the least number of replicas that serves its demand", () => {
  expect([0, 0.001, 6.9, 7, 7.001, 100].map(rule(7))).toEqual([0, 1, 1, 1, 2, 15]);
});

test("the margin comes on top of the demand", () => {
  expect([10, 100].map(rule(10, 0.15))).toEqual([2, 12]);
});

test("a demand that is a whole multiple of the capacity needs no replica more, though binary quotients may lie above it", () => {
  expect(100 * 1.1).toBeGreaterThan(110);
  expect(rule(1, 0.1)(100)).toBe(110);
  expect(0.07 / 0.01).toBeGreaterThan(7);
  expect(rule(0.01)(0.07)).toBe(7);
  for (let hundredths = 1; hundredths < 200; hundredths++) {
    const replicas = rule(hundredths / 100);
    for (let count = 1; count < 50; count++) {
      expect(replicas(Number(((hundredths * count) / 100).toFixed(2)))).toBe(count);
    }
  }
});

test("more demand never needs fewer replicas, and all replicas together serve it", () => {
  const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      positive,
      positive,
      positive,
      fc.double({ min: 0, max: 2, noNaN: true }),
      (capacity, a, b, margin) => {
        const replicas = rule(capacity, margin);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(replicas(low)).toBeLessThanOrEqual(replicas(high));
        expect(replicas(low) * capacity).toBeGreaterThanOrEqual(low * (1 + margin) * (1 - 1e-15 * 4));
        expect((replicas(low) - 1) * capacity).toBeLessThan(low * (1 + margin));
      },
    ),
    { seed: 3, numRuns: 500 },
  );
});

describe("replicas of several speeds", () => {
  test("are kept from the first on until they suffice, and new ones are of the speed of the first pool", () => {
    expect(replicasOfSpeeds(25, 0, [10, 5, 20], 10)).toBe(3);
    expect(replicasOfSpeeds(15, 0, [10, 5, 20], 10)).toBe(2);
    expect(replicasOfSpeeds(0, 0, [10, 5, 20], 10)).toBe(0);
    expect(replicasOfSpeeds(56, 0, [10, 5, 20], 10)).toBe(6);
    expect(replicasOfSpeeds(56, 0, [], 20)).toBe(3);
  });

  test("are as many as must be there, whatever the demand", () => {
    expect(replicasOfSpeeds(5, 2, [10, 5, 20], 10)).toBe(2);
    expect(replicasOfSpeeds(0, 7, [10, 5, 20], 10)).toBe(7);
  });

  test("of one speed are those of the plain rule, in the decimals in which people write them", () => {
    for (const [demand, capacity] of [
      [0.07, 0.01],
      [1, 0.1],
      [110, 1],
      [99.5, 7],
    ] as const) {
      const plain = replicaRule({ capacityPerReplica: capacity, forecastMargin: 0, portfolio: null })(demand);
      for (const there of [0, plain, plain + 3])
        expect(replicasOfSpeeds(demand, 0, Array(there).fill(capacity), capacity)).toBe(plain);
    }
  });
});
