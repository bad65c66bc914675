// Crossings against the plain definition: ask for the number of replicas at every millisecond.

import { describe, expect, test } from "vitest";
import { DAY, HOUR, SECOND, WEEK } from "../../../../src/kernel/time.ts";
import { type DemandCurve, demandCurve } from "../../../../src/workload/demand.ts";
import type { DemandPlan } from "../../../../src/workload/plan.ts";
import { type ReplicaRule, replicaRule } from "../../../../src/workload/replicas.ts";

const curveOf = (plan: DemandPlan): DemandCurve => demandCurve(plan, "crossings", 0, "internal.service");
const rule = (capacityPerReplica: number, forecastMargin = 0) =>
  replicaRule({ capacityPerReplica, forecastMargin, portfolio: null });

function* crossings(curve: DemandCurve, replicas: ReplicaRule, end: number): Generator<number> {
  for (let now = curve.nextCrossing(0, replicas); now < end; now = curve.nextCrossing(now, replicas))
    yield now;
}

describe("a sinusoid", () => {
  const wave = (mean: number, amplitude: number, period: number) =>
    curveOf({ kind: "sinusoid", mean, amplitude, period, growth: 0 });

  test.each([
    [60, 40, 20 * SECOND, 7, 0],
    [60, 40, 20 * SECOND, 10, 0],
    [60, 60, 7919, 0.7, 0.15],
    [1000, 1, 10_007, 1, 0.1],
    [5, 5, 10, 1, 0],
    [5, 5, 3, 1, 0],
  ])(
    "%d ± %d every %d ms is crossed at each ms at which %d a replica needs another number",
    (mean, amplitude, period, capacity, margin) => {
      const curve = wave(mean, amplitude, period);
      const replicas = rule(capacity, margin);
      const end = 3 * period;
      const expected: number[] = [];
      for (let now = 1; now < end; now++) {
        if (replicas(curve.at(now)) !== replicas(curve.at(now - 1))) expected.push(now);
      }
      expect([...crossings(curve, replicas, end)]).toEqual(expected);
    },
  );

  test("of 60 ± 40 a day on replicas of 7 has 12 scale-ups a day, between 3 and 15 replicas", () => {
    const curve = wave(60, 40, DAY);
    const replicas = rule(7);
    const counts = [0, ...crossings(curve, replicas, 10 * DAY)].map((now) => replicas(curve.at(now)));
    const ups = counts.slice(1).filter((count, index) => count > counts[index]).length;
    expect([ups, Math.min(...counts), Math.max(...counts)]).toEqual([120, 3, 15]);
    expect(counts.slice(1).every((count, index) => Math.abs(count - counts[index]) === 1)).toBe(true);
  });

  test("of 60 ± 40 a day on replicas of 7 holds 9.0778 on average", () => {
    const curve = wave(60, 40, DAY);
    const replicas = rule(7);
    const instants = [0, ...crossings(curve, replicas, DAY), DAY];
    const held = instants
      .slice(1)
      .map((next, index) => replicas(curve.at(instants[index])) * (next - instants[index]));
    // Its exact mean is 9.077828524849668; a crossing is late by less than a ms.
    expect(held.reduce((sum, part) => sum + part, 0) / DAY).toBeCloseTo(9.077828524849668, 6);
  });

  test("that only touches a whole number of replicas does not ask for one more", () => {
    const curve = wave(60, 40, DAY);
    const counts = [...crossings(curve, rule(10), 3 * DAY)].map((now) => rule(10)(curve.at(now)));
    expect(Math.max(...counts)).toBe(10);
  });

  test("that always needs the same number is never crossed", () => {
    expect(wave(5, 0, DAY).nextCrossing(0, rule(1))).toBe(Number.POSITIVE_INFINITY);
    expect(wave(5.5, 0.4, DAY).nextCrossing(HOUR, rule(1))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a tide without noise", () => {
  const tide = (changes: Partial<Extract<DemandPlan, { kind: "tide" }>> = {}) =>
    curveOf({
      kind: "tide",
      peak: 40,
      trough: 0.45,
      peakHour: 9.3,
      weekend: 0.8,
      noise: null,
      growth: 0,
      ...changes,
    });

  test.each([
    ["a week-end of 80 %", {}],
    ["a week-end of nothing", { weekend: 0 }],
    ["a higher week-end", { weekend: 1.7 }],
    ["no trough", { trough: 1 }],
    ["a peak at midnight", { peakHour: 24, trough: 0 }],
  ])("is crossed at each ms at which another number of replicas is needed: %s", (_what, changes) => {
    const curve = tide(changes);
    const replicas = rule(1, 0.05);
    const level = (now: number) => replicas(curve.at(now));
    const found = new Set(crossings(curve, replicas, 2 * WEEK));
    // Every ms around a crossing, and every twenty seconds between two.
    const around = [...found].flatMap((now) =>
      Array.from({ length: 40 }, (_, near) => Math.max(1, now - 20 + near)),
    );
    const wrong = around.filter((now) => (level(now) !== level(now - 1)) !== found.has(now));
    expect(wrong).toEqual([]);
    const coming = [...found];
    const late: number[] = [];
    let present = level(0);
    for (let now = 0; now < 2 * WEEK; now += 20_011) {
      while (coming.length > 0 && coming[0] <= now) present = level(coming.shift() ?? 0);
      if (level(now) !== present) late.push(now);
    }
    expect(late).toEqual([]);
    expect(found.size).toBeGreaterThanOrEqual(3);
  });

  test("that never moves is never crossed", () => {
    expect(tide({ trough: 1, weekend: 1 }).nextCrossing(0, rule(1))).toBe(Number.POSITIVE_INFINITY);
  });

  test("whose week-end is like a working day is crossed where a day's cosine crosses", () => {
    const curve = tide({ weekend: 1, trough: 0, peakHour: 12 });
    // 20 − 20 cos(2π t / day) passes 20 at six o'clock.
    const crossing = [...crossings(curve, rule(20), DAY)].find((now) => now > HOUR);
    expect(Math.abs((crossing ?? 0) - 6 * HOUR)).toBeLessThanOrEqual(1);
  });
});

test("a noisy tide has no crossings", () => {
  const noise = { cv: 0.1, halfLife: HOUR };
  const noisy = curveOf({ kind: "tide", peak: 40, trough: 0.5, peakHour: 9, weekend: 1, noise, growth: 0 });
  expect(() => noisy.nextCrossing(0, Math.ceil)).toThrow(/resized at steps/);
});
