// Which number moves the answer, where the answer is a function that is known.

import { expect, test } from "vitest";
import { type Sensitivity, sensitivityDesign } from "../../../../src/experiment/sensitivity/sensitivity.ts";
import { sensitivityRows } from "../../../../src/experiment/sensitivity/sensitivity-rows.ts";
import { answered, experimentOn, uncertain } from "../answered.ts";

const PLAIN = { kind: "sensitivity", trajectories: 10, rows: 1024, seed: "1" } as const;

function rowsOf(
  sensitivity: Sensitivity,
  answer: (values: readonly number[], run: number) => number,
  replications = 2,
  growing: readonly number[] = [],
) {
  const experiment = experimentOn(sensitivityDesign(sensitivity), sensitivity, replications);
  return sensitivityRows(experiment, sensitivity, answered(experiment, answer, growing));
}

test("a tornado has the base case, then each number at its ends with the others at their modes", () => {
  const over = uncertain({ a: { low: "1h", mode: "2h", high: "4h" }, b: "$1:$3" });
  expect(sensitivityDesign({ ...PLAIN, method: "tornado", over })).toEqual({
    paths: ["a", "b"],
    points: [
      ["2h", null],
      ["1h", null],
      ["4h", null],
      ["2h", "$1"],
      ["2h", "$3"],
    ].map((values, index) => ({ index, values })),
  });
});

test("the bars of a tornado are the changes from end to end, the widest first, paired by replication", () => {
  const over = uncertain({ a: "0:1:2", b: "0:1:4", c: "0:1:2" });
  // The noise of a run is the same at all points, so that a swing has none.
  const rows = rowsOf(
    { ...PLAIN, method: "tornado", over },
    ([a, b, c], run) => 3 * a! - 2 * b! + c! + 100 * run,
    5,
  );
  expect(rows.map((row) => [row.path, row.index, row.value, row.ciLow, row.ciHigh])).toEqual([
    ["b", "swing", -8, -8, -8],
    ["a", "swing", 6, 6, 6],
    ["c", "swing", 2, 2, 2],
  ]);
  // 3·1 − 2·b + 1 + 200 on average over runs 0 to 4.
  expect(rows[0]).toMatchObject({ from: 0, to: 4, lowResponse: 204, highResponse: 196 });
});

test("a bar without an answer at one end stays, and the others keep theirs", () => {
  const over = uncertain({ a: "0:1:2", b: "0:1:4" });
  const rows = rowsOf({ ...PLAIN, method: "tornado", over }, ([a, b]) => a! + b!, 3, [2]);
  expect(rows.map(({ path, value }) => [path, value])).toEqual([
    ["b", 4],
    ["a", Number.NaN],
  ]);
});

test("effects by Morris of a linear answer are its slopes times the ranges, everywhere the same", () => {
  const over = uncertain({ a: "0:2", b: "10:20", c: "0:1" });
  const rows = rowsOf({ ...PLAIN, method: "morris", over }, ([a, b, c]) => 3 * a! - 2 * b! + c!);
  const of = (path: string, index: string) =>
    rows.find((row) => row.path === path && row.index === index)!.value;
  expect(rows.filter(({ index }) => index === "mu_star").map(({ path }) => path)).toEqual(["b", "a", "c"]);
  for (const [path, effect] of [
    ["a", 6],
    ["b", -20],
    ["c", 1],
  ] as const) {
    expect(of(path, "mu")).toBeCloseTo(effect, 9);
    expect(of(path, "mu_star")).toBeCloseTo(Math.abs(effect), 9);
    expect(of(path, "sigma")).toBeCloseTo(0, 9);
  }
});

test("Sobol indices of the Ishigami function are within their intervals, the strongest number first", () => {
  // Ishigami and Homma (1990): sin x + 7 sin² y + 0.1 z⁴ sin x on [−π, π]³.
  const ends = { low: -Math.PI, high: Math.PI };
  const over = uncertain({ x: ends, y: ends, z: ends });
  const rows = rowsOf(
    { ...PLAIN, method: "sobol", over },
    ([x, y, z]) => Math.sin(x!) + 7 * Math.sin(y!) ** 2 + 0.1 * z! ** 4 * Math.sin(x!),
  );
  const [b, pi] = [0.1, Math.PI];
  const ofX = 0.5 * (1 + (b * pi ** 4) / 5) ** 2;
  const ofY = 49 / 8;
  const ofXZ = b ** 2 * pi ** 8 * (1 / 18 - 1 / 50);
  const all = ofX + ofY + ofXZ;
  const expected = {
    "x first": ofX / all,
    "y first": ofY / all,
    "z first": 0,
    "x total": (ofX + ofXZ) / all,
    "y total": ofY / all,
    "z total": ofXZ / all,
  };
  const found = new Map(rows.map((row) => [`${row.path} ${row.index}`, row]));
  for (const [name, value] of Object.entries(expected)) {
    expect(found.get(name)!.ciLow).toBeLessThan(value);
    expect(found.get(name)!.ciHigh).toBeGreaterThan(value);
  }
  expect(rows.filter(({ index }) => index === "total").map(({ path }) => path)).toEqual(["x", "y", "z"]);
});

test("a metric that lacks an answer somewhere has no indices over the whole space", () => {
  const over = uncertain({ a: "0:2", b: "0:1" });
  for (const method of ["morris", "sobol"] as const)
    expect(rowsOf({ ...PLAIN, method, over, rows: 4 }, ([a]) => a!, 2, [3])).toEqual([]);
});

test("more numbers than a Sobol sequence is written out for are drawn at random, the same each time", () => {
  const names = Array.from({ length: 11 }, (_, place) => [`p${place}`, "0:1"] as const);
  const sensitivity = {
    ...PLAIN,
    method: "sobol",
    over: uncertain(Object.fromEntries(names)),
    rows: 3,
  } as const;
  const { points } = sensitivityDesign(sensitivity);
  expect(points).toHaveLength(3 * 13);
  expect(sensitivityDesign(sensitivity).points).toEqual(points);
  expect(sensitivityDesign({ ...sensitivity, seed: "2" }).points).not.toEqual(points);
});
