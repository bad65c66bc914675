import fc from "fast-check";
import { expect, test } from "vitest";
import { designOf } from "../../../src/experiment/design.ts";
import type { SweepTree } from "../../../src/experiment/experiment-schema.ts";

function valuesOf(sweep: SweepTree): readonly unknown[][] {
  const design = designOf(sweep);
  if (!design.ok) throw new Error(design.problems.map(({ message }) => message).join());
  expect(design.value.points.map(({ index }) => index)).toEqual(design.value.points.map((_, place) => place));
  return design.value.points.map(({ values }) => [...values]);
}

function refusals(sweep: SweepTree): string[] {
  const design = designOf(sweep);
  return design.ok ? [] : design.problems.map(({ keys, message }) => `${keys.join("/")}: ${message}`);
}

test("a range has whole steps from its first value, its end included, and no digits of rounding", () => {
  expect(valuesOf({ grid: { p: ["1:2:0.25"] } }).flat()).toEqual([1, 1.25, 1.5, 1.75, 2]);
  expect(valuesOf({ grid: { p: ["0:0.3:0.1"] } }).flat()).toEqual([0, 0.1, 0.2, 0.3]);
  expect(valuesOf({ grid: { p: ["3:1:-1"] } }).flat()).toEqual([3, 2, 1]);
  expect(valuesOf({ grid: { p: ["2:2:1"] } }).flat()).toEqual([2]);
});

test("a range keeps the unit that any of its numbers has", () => {
  expect(valuesOf({ grid: { p: ["0%:10%:5%"] } }).flat()).toEqual(["0%", "5%", "10%"]);
  expect(valuesOf({ grid: { p: { from: "$1/GPU/h", to: 2, step: 0.5, scale: "linear" } } }).flat()).toEqual([
    "$1/GPU/h",
    "$1.5/GPU/h",
    "$2/GPU/h",
  ]);
  expect(valuesOf({ grid: { p: [7, "1h:3h:1h", "best-fit", { a: 1 }] } }).flat()).toEqual([
    7,
    "1h",
    "2h",
    "3h",
    "best-fit",
    { a: 1 },
  ]);
});

test("a grid has every value with every other, the last path changing fastest", () => {
  expect(valuesOf({ grid: { a: [1, 2], b: ["x", "y"] } })).toEqual([
    [1, "x"],
    [1, "y"],
    [2, "x"],
    [2, "y"],
  ]);
});

test("a point of a list keeps the scenario's value at a path that it does not name", () => {
  expect(valuesOf({ list: [{ a: 1 }, { b: 2, a: 3 }, { b: 4 }] })).toEqual([
    [1, null],
    [3, 2],
    [null, 4],
  ]);
});

test.each([
  ["1:2:0", "grid/p: 1:2:0: the step is 0"],
  ["1:2:-1", "grid/p: 1:2:-1: the step leads away from the end"],
  ["1%:2h:1", "grid/p: 1%:2h:1: % and h are different units"],
  ["1:x:1", "grid/p: 1:x:1: x is no number with a unit"],
  ["1:1e400:1", "grid/p: 1:1e400:1: it is not finite"],
  ["1:1e9:1", "grid/p: 1:1e9:1: it has more than 1000000 values"],
])("the range %s is refused", (range, problem) => {
  expect(refusals({ grid: { p: [range] } })).toEqual([problem]);
});

test("a billion points are counted and refused, not made", () => {
  const axis = ["1:1000:1"];
  expect(refusals({ grid: { a: axis, b: axis, c: axis } })).toEqual([
    "grid: these are 1,000,000,000 points, more than 1,000,000",
  ]);
});

test("a grid needs steps that reach its end, a drawn range needs room, and a logarithm something above 0", () => {
  const range = { from: 0, to: 1, scale: "linear" as const };
  expect(refusals({ grid: { p: range } })).toEqual(["grid/p: a range in a grid needs a step"]);
  const drawn = (over: object) => ({ random: { points: 3, seed: 1, over: { p: { ...range, ...over } } } });
  expect(refusals(drawn({ to: 0 }))).toEqual(["random/over/p: the first value is not below the last"]);
  expect(refusals(drawn({ scale: "log" }))[0]).toContain("no logarithm");
  expect(refusals({ grid: { p: ["1:1.9:0.5"] } })).toEqual([
    "grid/p: 1:1.9:0.5: steps of 0.5 miss the end 1.9: 1.5 is the last before it, 2 the first behind",
  ]);
  expect(refusals({ grid: { p: ["3:0.5:-1"] } })[0]).toContain("1 is the last before it, 0 the first behind");
  expect(refusals({ grid: {} })).toEqual(["grid: nothing is swept"]);
});

test("a Latin hypercube has one value in each n-th part of every path", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer(), (points, seed) => {
      const over = {
        a: { from: 0, to: 1, scale: "linear" as const },
        b: { from: 10, to: 1000, scale: "log" as const },
        c: ["x", "y"],
      };
      const rows = valuesOf({ latin_hypercube: { points, seed, over } });
      const parts = Array.from({ length: points }, (_, part) => part);
      const ofA = rows.map(([a]) => Math.floor(points * (a as number)));
      const ofB = rows.map(([, b]) => Math.floor((points * Math.log((b as number) / 10)) / Math.log(100)));
      const ascending = (numbers: number[]) => numbers.sort((one, other) => one - other);
      expect(ascending(ofA)).toEqual(parts);
      expect(ascending(ofB)).toEqual(parts);
      const x = rows.filter(([, , c]) => c === "x").length;
      expect(Math.abs(x - points / 2)).toBeLessThan(1);
    }),
    { seed: 20260101, numRuns: 50 },
  );
});

test("drawn points are the same again with the same seed, others with another, and lie in the range", () => {
  const sweep = (seed: number) =>
    valuesOf({ random: { points: 50, seed, over: { p: { from: "1%", to: "3%", scale: "linear" } } } });
  expect(sweep(1)).toEqual(sweep(1));
  expect(sweep(1)).not.toEqual(sweep(2));
  for (const [value] of sweep(1)) {
    const percent = Number.parseFloat(value as string);
    expect([String(value).endsWith("%"), percent >= 1 && percent < 3]).toEqual([true, true]);
  }
});

test("a drawn range with a step gives each whole step, and a list each value, equally often", () => {
  const rows = valuesOf({
    sobol: { points: 64, seed: 1, over: { a: { from: 8, to: 32, step: 8, scale: "linear" }, b: ["x", "y"] } },
  });
  for (const [place, all] of [
    [8, 16, 24, 32],
    ["x", "y"],
  ].entries()) {
    const counts = all.map((value) => rows.filter((row) => row[place] === value).length);
    expect(counts).toEqual(all.map(() => 64 / all.length));
  }
});

test("points of a Sobol sequence begin where the ranges begin, and have at most 21 paths", () => {
  const axis = { from: 0, to: 1, scale: "linear" as const };
  const over = (paths: number) =>
    Object.fromEntries(Array.from({ length: paths }, (_, path) => [`p${path}`, axis]));
  expect(valuesOf({ sobol: { points: 4, seed: 1, over: over(2) } })).toEqual([
    [0, 0],
    [0.5, 0.5],
    [0.75, 0.25],
    [0.25, 0.75],
  ]);
  expect(refusals({ sobol: { points: 4, seed: 1, over: over(22) } })[0]).toContain("at most 21 dimensions");
});
