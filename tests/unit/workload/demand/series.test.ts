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

test("a series is what was measured, unrounded, and never below nothing", () => {
  const curve = series([
    [0, 2.4],
    [1, 2.6],
    [2, -1],
  ]);
  expect([0, 1, 2].map((now) => curve.at(now))).toEqual([2.4, 2.6, 0]);
});

test("the next crossing of a series is the first row that needs another number of replicas", () => {
  const curve = series([
    [10, 5],
    [20, 7],
    [30, 9],
    [30, 8],
    [40, 1],
    [50, 2],
  ]);
  const inFours = (demand: number) => Math.ceil(demand / 4);
  const crossings = [0, 10, 29, 30, 40, 1e12].map((now) => curve.nextCrossing(now, inFours));
  // From 20 on two replicas do; of the rows at 30 the last counts, so it needs no third.
  expect(crossings).toEqual([10, 40, 40, 40, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test("looking for a crossing does not move a series on", () => {
  const curve = series([
    [0, 5],
    [10, 8],
  ]);
  expect(curve.nextCrossing(0, Math.ceil)).toBe(10);
  expect(curve.at(5)).toBe(5);
});
