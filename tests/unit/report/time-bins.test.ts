import { expect, test } from "vitest";
import { TimeBins } from "../../../src/report/time-bins.ts";

const HOUR_S = 3600;

test("a few hundred parts cover the measured time, whole steps each, none of them beyond its end", () => {
  for (const hours of [1, 24, 336, 337, 672, 8760, 100_000]) {
    const start = 168 * HOUR_S;
    const bins = new TimeBins(start, start + hours * HOUR_S, HOUR_S);
    expect(bins.count).toBeLessThanOrEqual(336);
    expect(bins.length % HOUR_S).toBe(0);
    expect(bins.of(start)).toBe(0);
    expect(bins.of(start + (hours - 1) * HOUR_S)).toBe(bins.count - 1);
  }
});

test("their width is told in words", () => {
  const width = (hours: number) => new TimeBins(0, hours * HOUR_S, hours * HOUR_S).text;
  expect([1, 2, 24, 48, 0.25].map(width)).toEqual(["an hour", "2 hours", "a day", "2 days", "0.25 hours"]);
});
