import fc from "fast-check";
import { expect, test } from "vitest";
import { barsOf, type PlacedRun } from "../../../src/report/sections/gantt-lanes.ts";

const NODES = ["p 0", "p 1", "p 2"];

const jobs = fc
  .array(
    fc.record({
      source: fc.constant("research"),
      nodes: fc.subarray(NODES, { minLength: 1 }),
      gpus: fc.integer({ min: 1, max: 12 }),
      from: fc.nat({ max: 50 }),
      length: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 30 },
  )
  .map((all): PlacedRun[] =>
    all.map(({ length, ...job }) => ({ ...job, to: job.from + length })).sort((a, b) => a.from - b.from),
  );

test("no two bars of a node overlap, and each lies within the height of its node", () => {
  fc.assert(
    fc.property(jobs, (placed) => {
      const bars = barsOf(placed);
      for (const [index, bar] of bars.entries()) {
        expect(bar.low).toBeGreaterThanOrEqual(0);
        expect(bar.high).toBeLessThanOrEqual(1);
        for (const other of bars.slice(index + 1)) {
          const apart =
            other.node !== bar.node ||
            other.from >= bar.to ||
            bar.from >= other.to ||
            other.low >= bar.high ||
            bar.low >= other.high;
          expect(apart).toBe(true);
        }
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("a job is as high on its node as the GPUs that it has there, in pieces where it must", () => {
  const job = (gpus: number, from: number, to: number): PlacedRun => ({
    source: "a",
    nodes: ["p 0"],
    gpus,
    from,
    to,
  });
  // Four lanes: the second job ends first, and the last one takes its lane and the one above the third.
  const bars = barsOf([job(1, 0, 10), job(1, 0, 2), job(1, 0, 10), job(2, 3, 5)]);
  expect(bars.map(({ low, high }) => [low, high])).toEqual([
    [0, 0.25],
    [0.25, 0.5],
    [0.5, 0.75],
    [0.25, 0.5],
    [0.75, 1],
  ]);
});
