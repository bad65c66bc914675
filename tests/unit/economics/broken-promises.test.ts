// Promises of capacity that shrinks, by hand: slots of an hour from hour 10 on, and what was free in each.

import { expect, test } from "vitest";
import { brokenPromises } from "../../../src/economics/broken-promises.ts";
import type { FreeSlots } from "../../../src/ledger/free-slots.ts";

const HOUR = 3_600_000;

function freeOf(...least: number[]): FreeSlots {
  const level = { first: Float64Array.from(least), least: Float64Array.from(least) };
  return { slot: HOUR, begin: 10 * HOUR, gpus: level, nodes: null };
}

/** Replications in which internal work takes more and more. */
const GROWING = [freeOf(9, 8, 7, 6, 5), freeOf(9, 9, 9, 4, 1), freeOf(9, 9, 9, 9, 9)];

const promised = (gpus: number, madeAt: number, hours: number) =>
  brokenPromises(GROWING, [{ gpus, madeAt: madeAt * HOUR, duration: hours * HOUR }])[0]!;

test("a promise is broken by the replications in which fewer GPUs were free in one of its slots", () => {
  expect(promised(7, 10, 3).broken.mean).toBe(0);
  expect(promised(8, 10, 3).broken.mean).toBeCloseTo(1 / 3, 12);
  expect(promised(8, 10, 4).broken.mean).toBeCloseTo(2 / 3, 12);
  expect(promised(10, 10, 1).broken.mean).toBe(1);
});

test("what is short is missing GPUs × their time, with the interval of a mean over replications", () => {
  // Over hours 10 to 14 of 8 GPUs: 1 + 2 + 3; 4 + 7; 0.
  const { short } = promised(8, 10, 5);
  expect(short.mean).toBeCloseTo(((6 + 11 + 0) / 3) * HOUR, 3);
  // s of (6, 11, 0) is √(91/3); t(0.975, 2) = 4.302653.
  expect(short.high - short.mean).toBeCloseTo(((4.302653 * Math.sqrt(91 / 3)) / Math.sqrt(3)) * HOUR, -1);
});

test("a promise made later sees what has become of growth by then", () => {
  expect(promised(8, 12, 1).broken.mean).toBeCloseTo(1 / 3, 12);
  expect(promised(8, 13, 2).broken.mean).toBeCloseTo(2 / 3, 12);
});

test("a promise made between two slots begins with the next, and one that ends between two has the last whole", () => {
  expect(promised(8, 12.2, 1).short.mean).toBe(promised(8, 13, 1).short.mean);
  expect(promised(8, 11, 2.5).short.mean).toBe(promised(8, 11, 3).short.mean);
});

test("nothing is said of a promise that outlives the run, or that was made before the measured time", () => {
  for (const unseen of [promised(1, 10, 6), promised(1, 14, 2), promised(1, 9, 2)]) {
    expect(unseen.broken.replications).toBe(0);
    expect(unseen.broken.mean).toBeNaN();
    expect(unseen.short.mean).toBeNaN();
  }
  const [one] = brokenPromises(
    [...GROWING, freeOf(9, 9)],
    [{ gpus: 9, madeAt: 10 * HOUR, duration: 3 * HOUR }],
  );
  expect(one!.broken.replications).toBe(3);
});

test("promises of several lengths are answered in their order", () => {
  const commitments = [1, 3, 5].map((hours) => ({ gpus: 6, madeAt: 10 * HOUR, duration: hours * HOUR }));
  const answers = brokenPromises(GROWING, commitments);
  expect(answers.map(({ duration }) => duration / HOUR)).toEqual([1, 3, 5]);
  expect(answers.map(({ broken }) => Math.round(3 * broken.mean))).toEqual([0, 0, 2]);
});
