// What an experiment says, against arithmetic by hand.

import { expect, test } from "vitest";
import { comparisonRows, metricColumns, pointRows, runRows } from "../../../src/experiment/conclude.ts";
import type { Experiment, Point } from "../../../src/experiment/experiment.ts";
import { Known } from "../../../src/experiment/known.ts";
import { countedReplications } from "../../../src/experiment/step.ts";

const METRICS = [{ metric: "a", unit: "USD", lines: ["work"] }];
const EXPERIMENT: Experiment = {
  name: "x",
  seed: "9",
  paths: ["p"],
  points: [10, 20, 30].map((value, index) => ({ index, values: [value] })),
  replications: { kind: "fixed", replications: 4 },
  compare: { control: 0, metrics: ["a"] },
  question: null,
  metrics: ["a"],
};

function knownOf(values: readonly (readonly number[])[], levels: readonly number[] = []): Known {
  const known = new Known();
  for (const [point, own] of values.entries())
    for (const [run, value] of own.entries())
      known.add(point, run, { values: [value], levels: { work: levels } }, METRICS);
  return known;
}

/** Replications of a point that count. */
function counted(known: Known, { index }: Point): number {
  return countedReplications(EXPERIMENT, known)[index]!;
}

/** P(|T| > t) of Student's t with 3 degrees of freedom, in closed form. */
function twoSidedOf3(t: number): number {
  const x = t / Math.sqrt(3);
  return 1 - (2 / Math.PI) * (x / (1 + x ** 2) + Math.atan(x));
}

test("differences are paired by replication, and p-values corrected by Holm over all rows", () => {
  // Against 1, 5, 3, 7 the differences are 1, 2, 3, 2 (mean 2, s² = 2/3) and 1, −1, 0, 2 (mean 0.5, s² = 5/3).
  const known = knownOf([
    [1, 5, 3, 7],
    [2, 7, 6, 9],
    [2, 4, 3, 9],
  ]);
  const [two, three] = comparisonRows(EXPERIMENT, known, EXPERIMENT.compare!);
  const [first, second] = [2 / Math.sqrt(2 / 3 / 4), 0.5 / Math.sqrt(5 / 3 / 4)].map(twoSidedOf3) as [
    number,
    number,
  ];
  expect(two).toMatchObject({
    point: 2,
    swept: [20],
    metric: "a",
    unit: "USD",
    control: 4,
    mean: 6,
    difference: 2,
    replications: 4,
  });
  expect(two!.pValue).toBeCloseTo(first, 12);
  expect(two!.pHolm).toBeCloseTo(2 * first, 12);
  expect(three!.difference).toBe(0.5);
  expect(three!.pValue).toBeCloseTo(second, 12);
  expect(three!.pHolm).toBeCloseTo(second, 12);
  // t(0.975, 3) = 3.182446305284263.
  expect(two!.ciHigh).toBeCloseTo(2 + 3.182446305284263 * Math.sqrt(2 / 3 / 4), 10);
  // s² of the control is 20/3 and of the point 26/3.
  expect(two!.varianceRatio).toBeCloseTo(2 / 3 / (20 / 3 + 26 / 3), 12);
});

test("runs and estimates hold the replications that the rule wanted, and no more", () => {
  const known = knownOf([[1, 3, 5, 7, 100], [2], []]);
  const columns = metricColumns(EXPERIMENT, known);
  const [one, two, three] = EXPERIMENT.points;
  expect(
    runRows(EXPERIMENT, known, one!, counted(known, one!), columns).map(({ replication, metrics }) => [
      replication,
      ...metrics,
    ]),
  ).toEqual([
    [1, 1],
    [2, 3],
    [3, 5],
    [4, 7],
  ]);
  expect(pointRows(known, one!, counted(known, one!))[0]).toMatchObject({ mean: 4, replications: 4 });
  expect(pointRows(known, two!, counted(known, two!))[0]).toMatchObject({
    mean: 2,
    ciLow: Number.NaN,
    replications: 1,
  });
  expect(pointRows(known, three!, counted(known, three!))).toEqual([]);
});

test("what is about a waiting line that grows without end is withheld, and its runs are told all the same", () => {
  const growing = Array.from({ length: 20 }, (_, place) => 10 * place + (place % 3));
  const known = knownOf(
    [
      [1, 2, 3, 4],
      [1, 2, 3, 5],
      [1, 2, 3, 6],
    ],
    growing,
  );
  const point = EXPERIMENT.points[0]!;
  expect(pointRows(known, point, counted(known, point))[0]).toMatchObject({
    mean: Number.NaN,
    replications: 0,
  });
  expect(runRows(EXPERIMENT, known, point, counted(known, point), METRICS)).toHaveLength(4);
  for (const row of comparisonRows(EXPERIMENT, known, EXPERIMENT.compare!))
    expect([row.difference, row.pHolm, row.replications]).toEqual([Number.NaN, Number.NaN, 0]);
});
