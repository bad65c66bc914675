import { expect, test } from "vitest";
import { commonSlices, countedSlices, wholeSize } from "../../../src/fleet/slices.ts";

const pools = (...slices: number[]) => slices.map((slicesPerGpu) => ({ slicesPerGpu }));

test("a GPU is counted as the fewest slices that those of every pool are whole numbers of", () => {
  expect(countedSlices(pools(1, 1))).toBe(1);
  expect(countedSlices(pools(1, 4))).toBe(4);
  expect(countedSlices(pools(4, 6, 7))).toBe(84);
});

test("a job may reckon with the slices that all of its pools have in common", () => {
  expect(commonSlices(pools(4))).toBe(4);
  expect(commonSlices(pools(4, 6))).toBe(2);
  expect(commonSlices(pools(4, 1))).toBe(1);
  expect(commonSlices([])).toBe(1);
});

test("a size is whole, or a number of slices in decimals of six places or more, or nothing", () => {
  expect(wholeSize(8, 1)).toBe(8);
  expect(wholeSize(0.5, 4)).toBe(0.5);
  expect(wholeSize(0.333333, 3)).toBe(1 / 3);
  expect(wholeSize(0.142857, 7)).toBe(1 / 7);
  for (const [size, slices] of [
    [0.5, 1],
    [0.3, 4],
    [0.33, 3],
    [1.5, 2],
    [1e-9, 4],
    [0.9999999, 4],
  ] as const)
    expect(wholeSize(size, slices), `${size}`).toBeNaN();
});
