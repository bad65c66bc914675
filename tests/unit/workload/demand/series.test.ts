import { expect, test } from "vitest";
import { demandCurve } from "../../../../src/workload/demand.ts";

const series = (rows: readonly (readonly [number, number])[]) =>
  demandCurve(
    {
      kind: "series",
      times: Float64Array.from(rows, ([time]) => time),
      gpus: Float64Array.from(rows, ([, gpus]) => gpus),
    },
    "series",
    0,
    "measured",
  );

test("a series holds each value from its time until the next, and the last for ever", () => {
  const curve = series([
    [0, 5],
    [10, 8],
    [20, 0],
  ]);
  expect([0, 9, 10, 19, 20, 1e12].map((now) => curve.at(now))).toEqual([5, 5, 8, 8, 0, 0]);
});

test("a series wants nothing before its first time", () => {
  const curve = series([[10, 8]]);
  expect(curve.at(9)).toBe(0);
  expect(curve.at(10)).toBe(8);
});

test("the next step of a series lies strictly after the instant asked, and there is none after the last", () => {
  const curve = series([
    [0, 5],
    [10, 8],
    [20, 0],
  ]);
  expect([0, 9, 10, 20].map((now) => curve.next(now))).toEqual([10, 10, 20, Number.POSITIVE_INFINITY]);
});

test("of rows at one time the last counts", () => {
  const curve = series([
    [10, 1],
    [10, 2],
    [30, 3],
  ]);
  expect(curve.at(10)).toBe(2);
  expect(curve.next(10)).toBe(30);
});

test("a series wants whole GPUs, never fewer than none", () => {
  const curve = series([
    [0, 2.4],
    [1, 2.6],
    [2, -1],
  ]);
  expect([0, 1, 2].map((now) => curve.at(now))).toEqual([2, 3, 0]);
});
