import fc from "fast-check";
import { expect, test } from "vitest";
import { chunksOf } from "../../../src/experiment/chunk.ts";
import { Known } from "../../../src/experiment/known.ts";
import { missingRuns } from "../../../src/experiment/step.ts";

const METRICS = [{ metric: "a", unit: "", lines: [] }];

test("chunks are the runs that are wished for and not known, each once, whatever the workers and their speed", () => {
  const runs = fc.array(fc.array(fc.boolean(), { maxLength: 30 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      runs,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 8 }),
      fc.double({ min: 1e-3, max: 10, noNaN: true }),
      (points, replications, workers, seconds) => {
        const known = new Known();
        for (const [point, own] of points.entries())
          for (const [run, there] of own.entries())
            if (there) known.add(point, run, { values: [1], levels: {} }, METRICS);
        const wishes = points.map((_, index) => ({ point: { index, values: [] }, replications }));
        const chunks = chunksOf(wishes, known, () => seconds, { workers, seconds: 1 });
        const made = chunks.flatMap(({ point, from, count }) =>
          Array.from({ length: count }, (_, run) => `${point.index}/${from + run}`),
        );
        const missing = points.flatMap((_, index) =>
          Array.from({ length: replications }, (_, run) => run)
            .filter((run) => !known.has(index, run))
            .map((run) => `${index}/${run}`),
        );
        expect(made).toEqual(missing);
        expect(missingRuns(wishes, known)).toBe(missing.length);
      },
    ),
    { seed: 20260101, numRuns: 200 },
  );
});

test("short replications go together, long ones alone, and every worker has several chunks", () => {
  const wishes = [{ point: { index: 0, values: [] }, replications: 64 }];
  const counts = (seconds: number, workers: number) =>
    chunksOf(wishes, new Known(), () => seconds, { workers, seconds: 1 }).map(({ count }) => count);
  expect(counts(2, 1)).toEqual(new Array(64).fill(1));
  expect(counts(0.25, 1)).toEqual(new Array(16).fill(4));
  expect(counts(0.001, 2)).toEqual(new Array(8).fill(8));
});
