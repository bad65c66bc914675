import { expect, test } from "vitest";
import { SOBOL_DIMENSIONS, sobolSequence } from "../../../src/statistics/sobol-sequence.ts";

test("the points are those of SciPy 1.17, scipy.stats.qmc.Sobol(21, scramble=False, bits=32)", () => {
  const points = sobolSequence(1000, 21);
  expect(points[0]).toEqual(new Array(21).fill(0));
  expect(points[3]!.slice(0, 8)).toEqual([0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25]);
  expect(points[4]!.slice(0, 8)).toEqual([0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875]);
  expect(points[999]).toEqual([
    0.1572265625, 0.9091796875, 0.0810546875, 0.9892578125, 0.9677734375, 0.8447265625, 0.8583984375,
    0.7119140625, 0.8134765625, 0.6318359375, 0.0224609375, 0.4423828125, 0.4736328125, 0.9462890625,
    0.8310546875, 0.5576171875, 0.2822265625, 0.6572265625, 0.6787109375, 0.0380859375, 0.3349609375,
  ]);
});

test("of the first 2^k points every dimension has one in each of 2^k equal parts", () => {
  const points = sobolSequence(256, SOBOL_DIMENSIONS);
  for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) {
    const parts = points.map((point) => Math.floor(256 * point[dimension]!)).sort((a, b) => a - b);
    expect(parts).toEqual(Array.from({ length: 256 }, (_, part) => part));
  }
});

test("of the first 2^k points the first two dimensions have one in every box of area 2^−k", () => {
  const points = sobolSequence(64, 2);
  for (let bits = 0; bits <= 6; bits++) {
    const [across, along] = [2 ** bits, 2 ** (6 - bits)];
    const boxes = points.map(([x, y]) => `${Math.floor(across * x!)}/${Math.floor(along * y!)}`);
    expect(new Set(boxes).size).toBe(64);
  }
});

test("there is no table for more dimensions", () => {
  expect(() => sobolSequence(1, SOBOL_DIMENSIONS + 1)).toThrow(RangeError);
  expect(() => sobolSequence(1, 0)).toThrow(RangeError);
});
