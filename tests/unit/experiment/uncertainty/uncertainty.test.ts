// How uncertain an answer is, where it is a function that is known of numbers whose laws are.

import { expect, test } from "vitest";
import {
  triangularQuantile,
  type Uncertainty,
  uncertaintyDesign,
} from "../../../../src/experiment/uncertainty/uncertainty.ts";
import { uncertaintyRows } from "../../../../src/experiment/uncertainty/uncertainty-rows.ts";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { answered, experimentOn, uncertain } from "../answered.ts";

function uncertainty(over: Parameters<typeof uncertain>[0], draws: number): Uncertainty {
  return { kind: "uncertainty", over: uncertain(over), draws, seed: "1" };
}

test.each([0, 0.3, 1])("triangular quantiles undo the law of a mode at %f", (mode) => {
  const law = (x: number) => (x <= mode && mode > 0 ? x ** 2 / mode : 1 - (1 - x) ** 2 / (1 - mode));
  for (const p of [0, 0.1, 0.3, 0.5, 0.9, 1]) expect(law(triangularQuantile(mode, p))).toBeCloseTo(p, 12);
});

test("draws have one value in every part of each law, and so its mean and variance", () => {
  const { points } = uncertaintyDesign(uncertainty({ a: { low: 1, mode: 2, high: 5 }, b: "0:1" }, 400));
  const [a, b] = [0, 1].map((place) => points.map(({ values }) => values[place] as number)) as [
    number[],
    number[],
  ];
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values: number[]) => mean(values.map((value) => (value - mean(values)) ** 2));
  // (1 + 2 + 5)/3, and (1 + 4 + 25 − 2 − 5 − 10)/18. A value is no further off than its part is wide.
  expect(mean(a)).toBeCloseTo(8 / 3, 1);
  expect(variance(a)).toBeCloseTo(13 / 18, 1);
  expect(b.toSorted((x, y) => x - y).every((value, part) => Math.floor(400 * value) === part)).toBe(true);
});

test("the variance of an answer is split into what the draws give and what a run does", () => {
  const question = uncertainty({ a: "0:1" }, 200);
  const experiment = experimentOn(uncertaintyDesign(question), question, 6);
  const noise = (name: string) => randomStream("split", name).normal();
  // All draws share 2 normals of a replication; each run has 0.5 for itself: 4.25 in all. The draws give 36/12.
  const known = answered(
    experiment,
    ([a], run, point) => 6 * a! + 2 * noise(`${run}`) + 0.5 * noise(`${run}/${point}`),
  );
  const [row] = uncertaintyRows(experiment, question, known);
  expect(row!.assumptionsSd).toBeCloseTo(Math.sqrt(3), 1);
  // Six replications say of their common part only what six normals say: χ² with 5 degrees of freedom, to 99.9 %.
  expect(row!.simulationSd ** 2).toBeGreaterThan(0.25 + (4 * 0.16) / 5);
  expect(row!.simulationSd ** 2).toBeLessThan(0.25 + (4 * 22) / 5);
  expect(row!.share).toBeCloseTo(
    row!.assumptionsSd ** 2 / (row!.assumptionsSd ** 2 + row!.simulationSd ** 2),
    12,
  );
  expect([row!.shareLow < row!.share, row!.share < row!.shareHigh]).toEqual([true, true]);
  const [low, median, high] = row!.quantiles as [number, number, number];
  expect(high - low).toBeCloseTo(6 * 0.9, 0);
  expect(median).toBeCloseTo(row!.mean, 0);
});

test("draws without an answer are left out and counted", () => {
  const question = uncertainty({ a: "0:1" }, 10);
  const experiment = experimentOn(uncertaintyDesign(question), question, 3);
  const known = answered(experiment, ([a], run, point) => (point === 4 ? Number.NaN : a! + run), [2]);
  expect(uncertaintyRows(experiment, question, known)[0]).toMatchObject({
    draws: 8,
    withoutAnswer: 2,
    replications: 3,
  });
});
