import { expect, test } from "vitest";
import { Course } from "../../../src/statistics/course.ts";

test("up to 64 additions stand as they are", () => {
  const course = new Course();
  for (let step = 0; step < 64; step++) course.add(step, 10);
  expect(course.means).toEqual(Array.from({ length: 64 }, (_, step) => step));
});

test("beyond that two stretches become one, weighted by their time, and none is lost", () => {
  const course = new Course();
  for (let step = 0; step < 200; step++) course.add(step, step === 1 ? 30 : 10);
  // 200 additions in stretches of four.
  expect(course.means).toHaveLength(50);
  expect(course.means[0]).toBeCloseTo((0 + 1 * 3 + 2 + 3) / 6, 12);
  expect(course.means[49]).toBeCloseTo(197.5, 12);
});

test("the last stretch may be short", () => {
  const course = new Course();
  for (let step = 0; step < 65; step++) course.add(1, 1);
  course.add(4, 3);
  expect(course.means).toHaveLength(33);
  expect(course.means[32]).toBeCloseTo((1 + 4 * 3) / 4, 12);
});
