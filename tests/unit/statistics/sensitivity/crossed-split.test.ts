import { expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { crossedSplit } from "../../../../src/statistics/sensitivity/crossed-split.ts";

const random = () => randomStream("crossed", "bootstrap");

test("a table is split as by hand", () => {
  // Means of the rows 2 and 6, of the columns 3, 4 and 5, of all 4; what is left of each is ±1, 0 and ∓1.
  const table = [
    [2, 2, 2],
    [4, 6, 8],
  ];
  // MSA = 3 · 8/1 = 24, MSE = (1 + 0 + 1 + 1 + 0 + 1)/2 = 2; within: (0 + 0 + 0 + 4 + 0 + 4)/4.
  const { assumptions, simulation, share } = crossedSplit(table, { random: random() });
  expect(assumptions).toBeCloseTo(22 / 3, 12);
  expect(simulation).toBeCloseTo(2, 12);
  expect(share).toBeCloseTo(22 / 28, 12);
});

test("luck that all draws share is no sign of theirs, and no draws that are alike have any", () => {
  const lucky = Array.from({ length: 5 }, () => [1, 50, 7]);
  expect(crossedSplit(lucky, { random: random() })).toMatchObject({
    assumptions: 0,
    share: 0,
    low: 0,
    high: 0,
  });
});

test.each([[[[1, 2]]], [[[1], [2]]], [[[1, 2], [3]]]])("too few answers are refused: %j", (answers) => {
  expect(() => crossedSplit(answers, { random: random() })).toThrow(RangeError);
});
