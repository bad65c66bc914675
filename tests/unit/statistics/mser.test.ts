import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { mser5 } from "../../../src/statistics/mser.ts";

/** A start that is too high and fades, over a pattern that does not. */
const fading = (count: number) =>
  Array.from({ length: count }, (_, i) => 10 * 0.97 ** i + ((i * 7919) % 101) / 101);

test("case T03: of 500 observations 170 are warm-up", () => {
  const { batches, observations, statistic, mean, tooShort } = mser5(fading(500));
  expect([batches, observations, tooShort]).toEqual([34, 170, false]);
  expect(statistic).toBeCloseTo(5.0036771627812414e-5, 15);
  expect(mean).toBeCloseTo(0.49888493758627067, 12);
});

test("case T03: 200 observations are too few, as the least is at the middle", () => {
  const { batches, observations, statistic, mean, tooShort } = mser5(fading(200));
  expect([batches, observations, tooShort]).toEqual([20, 100, true]);
  expect(statistic).toBeCloseTo(0.000648783295983743, 14);
  expect(mean).toBeCloseTo(0.6490897015992211, 12);
});

test("a series without a warm-up loses little or nothing", () => {
  const stream = randomStream("mser", "stationary");
  const { batches, tooShort } = mser5(Array.from({ length: 2000 }, () => stream.normal()));
  expect(batches).toBeLessThan(100);
  expect(tooShort).toBe(false);
});

test("a series that never changes has no warm-up", () => {
  expect(mser5(new Array(50).fill(7))).toEqual({
    batches: 0,
    observations: 0,
    statistic: 0,
    mean: 7,
    tooShort: false,
  });
});

test("a step is cut where it is", () => {
  const stream = randomStream("mser", "step");
  const series = Array.from({ length: 1000 }, (_, i) => stream.normal() + (i < 200 ? 20 : 0));
  expect(mser5(series).observations).toBe(200);
});

test("a level far above the noise costs no digits", () => {
  const [plain, raised] = [fading(500), fading(500).map((value) => value + 1e6)].map(mser5);
  expect(raised!.batches).toBe(plain!.batches);
  expect(raised!.statistic / plain!.statistic).toBeCloseTo(1, 4);
});

test("an incomplete last batch changes nothing, and nine observations are too few", () => {
  expect(mser5([...fading(500), 1e9, 1e9, 1e9, 1e9])).toEqual(mser5(fading(500)));
  expect(() => mser5(fading(9))).toThrow("9 observations are too few");
});
