import { expect, test } from "vitest";
import { saturatedGangs } from "../../../src/theory/gang-throughput.ts";

test("single-GPU jobs and whole-fleet jobs leave nothing idle", () => {
  const singles = saturatedGangs(100, [{ gpus: 1, share: 1 }], 2);
  expect(singles.throughput).toBeCloseTo(50, 10);
  expect(singles.utilisation).toBeCloseTo(1, 12);
  expect(saturatedGangs(100, [{ gpus: 100, share: 1 }], 2).utilisation).toBeCloseTo(1, 14);
});

test("jobs of just over half the fleet leave the rest idle", () => {
  expect(saturatedGangs(100, [{ gpus: 51, share: 1 }], 1).utilisation).toBeCloseTo(0.51, 14);
});

test("two GPUs, half of the jobs with two: one in seven GPU-hours is wasted", () => {
  const { throughput, utilisation } = saturatedGangs(
    2,
    [
      { gpus: 1, share: 0.5 },
      { gpus: 2, share: 0.5 },
    ],
    1,
  );
  expect(throughput).toBeCloseTo(8 / 7, 14);
  expect(utilisation).toBeCloseTo(6 / 7, 14);
});

test("the order of the sizes does not matter", () => {
  const sizes = [
    { gpus: 1, share: 0.7 },
    { gpus: 8, share: 0.2 },
    { gpus: 3, share: 0.1 },
  ];
  const [given, reversed] = [saturatedGangs(32, sizes, 1), saturatedGangs(32, [...sizes].reverse(), 1)];
  expect(given.throughput).toBeCloseTo(reversed.throughput, 12);
});

test("a gang larger than the fleet, or shares that do not add up, are refused", () => {
  expect(() => saturatedGangs(8, [{ gpus: 9, share: 1 }], 1)).toThrow("a gang of 9 does not fit 8 GPUs");
  expect(() => saturatedGangs(8, [{ gpus: 1, share: 0.9 }], 1)).toThrow("the shares add up to 0.9");
});
