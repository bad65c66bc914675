import fc from "fast-check";
import { expect, test } from "vitest";
import { arrayTasksOf, MOST_ARRAY_TASKS } from "../../../src/experiment/array-tasks.ts";
import type { Chunk } from "../../../src/experiment/chunk.ts";

const seconds = ({ count }: Chunk) => count;

function chunks(lengths: readonly number[]): Chunk[] {
  return lengths.map((count, index) => ({ point: { index, values: [] }, from: 0, count }));
}

test("tasks hold every chunk once and in order, have work enough where there is so much, and are never too many", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 4000, size: "max" }),
      fc.integer({ min: 1, max: 120 }),
      (lengths, atLeast) => {
        const all = chunks(lengths);
        const tasks = arrayTasksOf(all, seconds, atLeast);
        expect(tasks.flat()).toEqual(all);
        expect(tasks.length).toBeLessThanOrEqual(MOST_ARRAY_TASKS);
        const work = tasks.map((task) => task.reduce((sum, chunk) => sum + seconds(chunk), 0));
        if (tasks.length > 1) expect(Math.min(...work)).toBeGreaterThanOrEqual(atLeast);
      },
    ),
    { seed: 20260101, numRuns: 50 },
  );
});

test("a chunk that is long enough is a task of its own, short ones share one, and what is left over joins the last", () => {
  const lengths = (...all: number[]) =>
    arrayTasksOf(chunks(all), seconds, 30).map((task) => task.map(seconds));
  expect(lengths()).toEqual([]);
  expect(lengths(4, 5)).toEqual([[4, 5]]);
  expect(lengths(30, 45, 10, 10, 10, 29)).toEqual([[30], [45], [10, 10, 10, 29]]);
  expect(arrayTasksOf(chunks(new Array(50_000).fill(60)), seconds, 30)).toHaveLength(1000);
});
