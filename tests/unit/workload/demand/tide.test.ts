import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE, YEAR } from "../../../../src/kernel/time.ts";
import { type TidePlan, tideLevel } from "../../../../src/workload/demand/tide.ts";
import { demandCurve } from "../../../../src/workload/demand.ts";
import { mean, variance, Z } from "../fixtures.ts";

const CALM: TidePlan = {
  kind: "tide",
  peak: 5000,
  trough: 0.4,
  peakHour: 9,
  weekend: 0.8,
  noise: null,
  growth: 0,
};
const curve = (plan: TidePlan, seed = "tide") => demandCurve(plan, seed, 0, "internal.inference");

/** GPUs wanted every five minutes of a day. */
function day(plan: TidePlan, start: number): number[] {
  return Array.from({ length: 288 }, (_, index) => tideLevel(plan, start + index * 5 * MINUTE));
}

test("a tide is at its peak at the peak hour and at its trough twelve hours later", () => {
  const tide = curve(CALM);
  expect([9, 21, 33, 45].map((hour) => tide.at(hour * HOUR))).toEqual([5000, 2000, 5000, 2000]);
  expect(Math.max(...day(CALM, 0))).toBe(5000);
  expect(Math.min(...day(CALM, 0))).toBe(2000);
});

test("the mean of a tide over a day is halfway between trough and peak", () => {
  expect(mean(day(CALM, 0))).toBeCloseTo(3500, 8);
});

test("Saturday and Sunday have the week-end factor, from midnight to midnight", () => {
  for (let weekday = 0; weekday < 14; weekday++) {
    const expected = weekday % 7 >= 5 ? 0.8 : 1;
    for (const within of [0, 9 * HOUR, DAY - 1]) {
      const ratio = tideLevel(CALM, weekday * DAY + within) / tideLevel(CALM, within);
      expect(ratio, `day ${weekday}`).toBeCloseTo(expected, 12);
    }
  }
});

test("a tide without noise is its level, unrounded", () => {
  const tide = curve(CALM);
  for (let now = 0; now < 3 * DAY; now += 7 * MINUTE) expect(tide.at(now)).toBe(tideLevel(CALM, now));
});

test("a tide never steps by itself", () => {
  expect(curve(CALM).next(HOUR)).toBe(Number.POSITIVE_INFINITY);
});

test("noise multiplies a tide by a factor of mean 1 and the given coefficient of variation", () => {
  const cv = 0.2;
  const flat: TidePlan = { ...CALM, peak: 1e6, trough: 1, weekend: 1, noise: { cv, halfLife: MINUTE } };
  const tide = curve(flat);
  // An hour is sixty half-lives: the factors are as good as independent.
  const factors = Array.from({ length: 20_000 }, (_, hour) => tide.at(hour * HOUR) / 1e6);
  const spread = variance(factors);
  expect(Math.abs(mean(factors) - 1)).toBeLessThan((Z * cv) / Math.sqrt(factors.length));
  expect(Math.abs(spread.value - cv * cv)).toBeLessThan(Z * spread.se);
});

test("noise never makes a tide negative", () => {
  const wild = curve({ ...CALM, noise: { cv: 3, halfLife: MINUTE } });
  const wanted = Array.from({ length: 1000 }, (_, hour) => wild.at(hour * HOUR));
  expect(Math.min(...wanted)).toBe(0);
  expect(wanted.every((gpus) => gpus >= 0)).toBe(true);
});

test("services of other names have other noise", () => {
  const noisy: TidePlan = { ...CALM, noise: { cv: 0.2, halfLife: HOUR } };
  const wanted = (name: string) => {
    const tide = demandCurve(noisy, "tide", 0, `internal.${name}`);
    return [1, 2, 3].map((hour) => tide.at(hour * HOUR));
  };
  expect(wanted("chat")).toEqual(wanted("chat"));
  expect(wanted("chat")).not.toEqual(wanted("search"));
});

test("a demand that grows by a half a year is as many times higher at every instant, its noise with it, and waves are no longer", () => {
  const noisy: TidePlan = { ...CALM, noise: { cv: 0.1, halfLife: 2 * HOUR } };
  const wave = { kind: "sinusoid", mean: 60, amplitude: 40, period: DAY, growth: 0 } as const;
  for (const plan of [CALM, noisy, wave]) {
    const [still, growing] = [
      demandCurve(plan, "growth", 0, "internal.inference"),
      demandCurve({ ...plan, growth: 0.5 }, "growth", 0, "internal.inference"),
    ];
    for (let now = 0; now <= 2 * YEAR; now += YEAR / 16)
      expect(growing.at(now) / still.at(now)).toBeCloseTo(1.5 ** (now / YEAR), 10);
  }
});
