import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { bonferroniLimit } from "../../../src/statistics/bonferroni.ts";

test("one comparison has the limit of Student's t, three hundred with 39 degrees of freedom about 4.2", () => {
  expect(bonferroniLimit(1, 9, 0.95)).toBeCloseTo(2.262157162798205, 12);
  expect(bonferroniLimit(300, 39, 0.95)).toBeCloseTo(4.2, 1);
});

test("all comparisons together hold as often as is said", () => {
  const [comparisons, stream] = [20, randomStream("bonferroni", "normal")];
  // With a hundred thousand degrees of freedom Student's t is normal.
  const limit = bonferroniLimit(comparisons, 1e5, 0.9);
  let held = 0;
  for (let round = 0; round < 5000; round++) {
    const values = Array.from({ length: comparisons }, () => Math.abs(stream.normal()));
    if (Math.max(...values) < limit) held += 1;
  }
  // Independent comparisons hold together with probability (1 − 0.1/20)^20 = 0.9046.
  expect(Math.abs(held / 5000 - 0.9046)).toBeLessThan(3.29 * Math.sqrt((0.9 * 0.1) / 5000));
});

test("no comparison has no limit", () => {
  expect(() => bonferroniLimit(0, 9, 0.95)).toThrow(RangeError);
  expect(() => bonferroniLimit(2, 9, 1)).toThrow(RangeError);
});
