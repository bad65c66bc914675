import { expect, test } from "vitest";
import { DAY, HOUR } from "../../../../src/kernel/time.ts";
import { jobSource } from "../../../../src/workload/job-source.ts";
import { arrivalsUntil, jobsPlan, Z } from "../fixtures.ts";

/** Arrivals at so many an hour from each instant on. */
const series = (...rows: readonly (readonly [number, number])[]) =>
  jobsPlan({
    arrivals: {
      kind: "series",
      times: Float64Array.from(rows, ([time]) => time),
      rates: Float64Array.from(rows, ([, perHour]) => perHour / HOUR),
    },
  });

test("each row gets its rate times its length, within 99.9 % limits, and the last goes on", () => {
  const rows = [
    [0, 40],
    [20 * DAY, 0],
    [30 * DAY, 90],
    [40 * DAY, 10],
  ] as const;
  const arrivals = arrivalsUntil(jobSource(series(...rows), "rows", 0), 100 * DAY);
  const ends = [...rows.slice(1).map(([time]) => time), 100 * DAY];
  rows.forEach(([from, perHour], row) => {
    const expected = (perHour * (ends[row]! - from)) / HOUR;
    const count = arrivals.filter((arrival) => arrival >= from && arrival < ends[row]!).length;
    expect(Math.abs(count - expected)).toBeLessThanOrEqual(Z * Math.sqrt(expected));
  });
});

test("a row of a rate of 0 is passed over, and nothing comes after the last of that rate", () => {
  const source = jobSource(series([0, 0], [DAY, 5], [2 * DAY, 0]), "gaps", 0);
  const arrivals = arrivalsUntil(source, Number.MAX_SAFE_INTEGER);
  expect(Math.min(...arrivals)).toBeGreaterThanOrEqual(DAY);
  expect(Math.max(...arrivals)).toBeLessThanOrEqual(2 * DAY);
  expect(source).toMatchObject({ next: Number.POSITIVE_INFINITY, exhausted: true });
});

test("rows that say the same as one make the same arrivals as that one", () => {
  const arrivals = (...rows: readonly (readonly [number, number])[]) =>
    arrivalsUntil(jobSource(series(...rows), "same", 0), 10 * DAY);
  const one = arrivals([0, 7]);
  const many = arrivals([0, 7], [HOUR, 7], [3 * DAY, 7]);
  expect(many).toHaveLength(one.length);
  many.forEach((arrival, place) => {
    expect(Math.abs(arrival - one[place]!)).toBeLessThanOrEqual(1);
  });
});
