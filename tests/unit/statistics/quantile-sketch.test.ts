import { quantileSorted } from "simple-statistics";
import { expect, test } from "vitest";
import { EXACT_UP_TO, QuantileSketch, RELATIVE_ERROR } from "../../../src/statistics/quantile-sketch.ts";

const PROBABILITIES = [0, 0.001, 0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];

/** Waits that span ten decades, a quarter of them 0, from a fixed linear congruential sequence. */
function waits(count: number, seed = 1): number[] {
  let state = seed;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: count }, () => (next() < 0.25 ? 0 : Math.round(10 ** (10 * next()))));
}

function sketchOf(values: readonly number[]): QuantileSketch {
  const sketch = new QuantileSketch();
  for (const value of values) sketch.record(value);
  return sketch;
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

test("up to a thousand values other than 0 the quantiles are exact", () => {
  for (const count of [1, 2, 7, 100, EXACT_UP_TO]) {
    const values = waits(count);
    const sketch = sketchOf(values);
    for (const p of PROBABILITIES) expect(sketch.quantile(p)).toBe(quantileSorted(ascending(values), p));
  }
});

test("beyond a thousand values the quantiles are within the stated error", () => {
  for (const count of [EXACT_UP_TO + 1000, 20_000, 200_000]) {
    const values = waits(count);
    const sketch = sketchOf(values);
    for (const p of PROBABILITIES) {
      const exact = quantileSorted(ascending(values), p);
      expect(Math.abs(sketch.quantile(p) - exact), `n = ${count}, p = ${p}`).toBeLessThanOrEqual(
        RELATIVE_ERROR * exact,
      );
    }
  }
});

test("a quantile falls on the right value however many values there are", () => {
  // Whole numbers below 2,048 have bins of their own, so each rank must come back exactly.
  for (const count of [1501, 1999, 2000, 2047]) {
    const values = Array.from({ length: count }, (_, i) => i + 1);
    const sketch = sketchOf(values);
    for (let rank = 0; rank < count; rank++) {
      expect(Math.round(sketch.quantile(rank / (count - 1)) * 1e6) / 1e6).toBe(rank + 1);
    }
  }
});

test("the quantiles do not depend on the order of recording", () => {
  const values = waits(50_000);
  const forwards = sketchOf(values);
  const backwards = sketchOf([...values].reverse());
  for (const p of PROBABILITIES) expect(backwards.quantile(p)).toBe(forwards.quantile(p));
});

test("asking for a quantile in between changes nothing", () => {
  const values = waits(3000);
  const asked = new QuantileSketch();
  for (const value of values) {
    asked.record(value);
    if (asked.count % 100 === 0) asked.quantile(0.5);
  }
  for (const p of PROBABILITIES) expect(asked.quantile(p)).toBe(sketchOf(values).quantile(p));
});

test("merged sketches say what one sketch of all values says, and the merged-in one is left as it was", () => {
  for (const [first, second] of [
    [10, 20],
    [900, 900],
    [5000, 10],
    [10, 5000],
    [5000, 5000],
  ] as const) {
    const a = waits(first, 3);
    const b = waits(second, 4);
    const merged = sketchOf(a);
    const other = sketchOf(b);
    merged.merge(other);
    const whole = sketchOf([...a, ...b]);
    expect(merged.count).toBe(whole.count);
    expect(merged.mean).toBe(whole.mean);
    for (const p of PROBABILITIES) expect(merged.quantile(p)).toBe(whole.quantile(p));
    for (const p of PROBABILITIES) expect(other.quantile(p)).toBe(sketchOf(b).quantile(p));
  }
});

test("the mean is the exact one, even when the sum leaves 2^53 behind", () => {
  expect(sketchOf([1, 2, 4]).mean).toBe(7 / 3);
  const large = 2 ** 51 + 1;
  expect(sketchOf(Array.from({ length: 1024 }, () => large)).mean).toBe(large);
});

test("values up to 2^52 are taken", () => {
  const sketch = sketchOf([...waits(3000), 2 ** 52]);
  expect(Math.abs(sketch.quantile(1) / 2 ** 52 - 1)).toBeLessThanOrEqual(RELATIVE_ERROR);
});

test("a sketch of nothing has neither mean nor quantile", () => {
  const empty = new QuantileSketch();
  expect(empty.mean).toBeNaN();
  expect(empty.quantile(0.5)).toBeNaN();
});

test("a sketch of zeros alone says 0", () => {
  const sketch = sketchOf(new Array<number>(5000).fill(0));
  expect([sketch.count, sketch.mean, sketch.quantile(0.99)]).toEqual([5000, 0, 0]);
});
