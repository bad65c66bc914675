// A search must find the best as often as it promises, whatever is known besides what it asked for.

import { expect, test } from "vitest";
import { Known } from "../../../../src/experiment/known.ts";
import { edgesOf, notToldApart, search } from "../../../../src/experiment/tune/search.ts";
import type { Constraint } from "../../../../src/experiment/tune/tuning.ts";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { drive, type Model, tuningOver } from "./made-up.ts";

/** Normal figures of given means; what all points have in common, and what each has for itself. */
function noisy(
  seed: string,
  gains: readonly number[],
  waits: readonly number[],
  spread = { common: 4, own: 2 },
): Model {
  const draws = new Map<string, number>();
  const draw = (name: string) => {
    const value = draws.get(name) ?? randomStream(seed, name).normal();
    draws.set(name, value);
    return value;
  };
  return (point, run) => {
    const noise = spread.common * draw(`${run}`) + spread.own * draw(`${point}/${run}`);
    return [gains[point]! + noise, waits[point]! + spread.own * draw(`wait ${point}/${run}`)];
  };
}

const AT_MOST: Constraint = { metric: "wait", sense: -1, limit: 60 };

test("the best is chosen at least as often as promised where all others are worse by just what matters", () => {
  const searches = 100;
  let right = 0;
  for (let seed = 0; seed < searches; seed++) {
    const { found } = drive(tuningOver(5), noisy(`best ${seed}`, [0, 0, 1, 0, 0], [0, 0, 0, 0, 0]));
    if (found.best === 2) right++;
  }
  // Of 100 at 95 % fewer than 87 are right with a chance of at most 0.1 % (binomial).
  expect(right).toBeGreaterThanOrEqual(87);
});

test("a point that misses a limit is not chosen, however much it gains, and the best of the others is", () => {
  const tuning = tuningOver(4, { constraints: [AT_MOST] });
  const { found, known } = drive(tuning, noisy("limits", [90, 50, 40, 60], [70, 55, 40, 62]));
  expect([0, 1, 2, 3].map((point) => found.standings.get(point)!.meets)).toEqual(["no", "yes", "yes", "no"]);
  expect(found.best).toBe(1);
  expect(notToldApart(tuning, found, known)).toEqual([1]);
});

test("the least is sought where that is asked for, and a limit from below is one too", () => {
  const tuning = tuningOver(3, {
    objective: {
      sense: -1,
      terms: [
        { metric: "gain", weight: 1 },
        { metric: "wait", weight: 2 },
      ],
    },
    constraints: [{ metric: "wait", sense: 1, limit: 10 }],
  });
  // gain + 2 wait: 30, 64, 60; the first waits too little.
  expect(drive(tuning, noisy("least", [20, 10, 30], [5, 27, 15])).found.best).toBe(2);
});

test("no point is the best where all miss a limit", () => {
  const tuning = tuningOver(2, { constraints: [AT_MOST] });
  const { found, known } = drive(tuning, noisy("none", [1, 2], [70, 80]));
  expect([found.best, notToldApart(tuning, found, known)]).toEqual([null, []]);
});

test("what cannot be told from the limit by the most replications counts by its mean and is marked", () => {
  const tuning = tuningOver(3, { constraints: [AT_MOST], maximum: 30 });
  // 10 well within the limit, the others within 0.1 of it, the last of them beyond.
  const means = [10, 59.9, 60.1];
  const waits: Model = (point, run) => [point, means[point]! + (run % 2 === 0 ? 5 : -5)];
  const { found } = drive(tuning, waits);
  const meets = [0, 1, 2].map((point) => found.standings.get(point)!.meets);
  expect([found.best, ...meets, found.judged.get(1)]).toEqual([1, "yes", "undecided", "undecided", 30]);
});

test("a point is out whose figure has no value, or is about a line that grows without end", () => {
  const tuning = tuningOver(4, { constraints: [AT_MOST] });
  const model: Model = (point, run) => [
    point === 1 && run === 3 ? Number.NaN : 10 * point + (run % 3),
    point === 2 && run === 12 ? Number.NaN : 40 + (run % 2),
  ];
  const levels = (point: number) =>
    Array.from({ length: 20 }, (_, place) => (point === 3 ? 10 * place : 0) + (place % 3));
  const { found } = drive(tuning, model, { levels });
  const meets = [0, 1, 2, 3].map((point) => found.standings.get(point)!.meets);
  // The value that point 2 lacks comes after its limit was judged.
  expect(meets).toEqual(["yes", "no value", "yes", "no value"]);
  expect(found.best).toBe(2);
});

test("a point that loses its value in mid-race is out, and the others race on", () => {
  const model = noisy("holes", [0, 3, 3.5], [0, 0, 0]);
  const holed: Model = (point, run) => (point === 2 && run >= 11 ? [Number.NaN, 0] : model(point, run));
  const { found } = drive(tuningOver(3, { indifference: { absolute: 0.3 } }), holed);
  expect([found.best, found.judged.get(2)]).toEqual([1, 12]);
});

test("steps are halved around the best until the finest, and the top of a curve is among what may be best", () => {
  // 17 values with 4 to a step of the first grid: 0, 4, 8, 12, 16; the top of the curve is between 6 and 7.
  const gains = Array.from({ length: 17 }, (_, place) => 100 - (place - 6.3) ** 2);
  const tuning = tuningOver(17, { axes: [{ size: 17, stride: 4, ends: [0, 16] }], refinements: 2 });
  const { found, known } = drive(tuning, noisy("curve", gains, gains));
  expect([...found.standings.keys()].sort((a, b) => a - b)).toEqual(
    expect.arrayContaining([0, 4, 5, 6, 7, 8, 12, 16]),
  );
  expect(found.standings.size).toBeLessThan(12);
  expect(found.best).toBe(6);
  expect(notToldApart(tuning, found, known)).toContain(6);
});

test("it ends the same whatever is known besides what was asked for, and wherever it was taken up", () => {
  const gains = [0, 2, 2.5, 1];
  const model = noisy("again", gains, [50, 58, 59, 70]);
  const tuning = tuningOver(4, { constraints: [AT_MOST], indifference: { absolute: 0.4 } });
  const { found, made } = drive(tuning, model);
  const end = ({ best, judged, standings }: typeof found) => [best, [...judged], [...standings]];
  for (const surplus of [1, 7]) expect(end(drive(tuning, model, { surplus }).found)).toEqual(end(found));
  for (const lost of [3, 40, 90]) {
    // A search that died when it had so many runs, of each point the first ones.
    const known = new Known();
    const full = drive(tuning, model).known;
    for (const point of gains.keys())
      for (let run = 0; run < Math.min(lost / 3, full.prefix(point)); run++)
        known.add(point, run, full.of(point)!.runs[run]!, full.of(point)!.metrics);
    expect(end(drive(tuning, model, { known }).found)).toEqual(end(found));
  }
  expect(made).toBeLessThan(4 * tuning.maximum);
});

test("no more of a point is asked for that cannot be run, and the others are chosen from", () => {
  const known = new Known();
  known.fail(1, "no");
  expect(drive(tuningOver(3), noisy("failed", [0, 9, 5], [0, 0, 0]), { known }).found.best).toBe(2);
});

test("a difference that does not matter is a share of the greatest mean of the first replications", () => {
  const model: Model = (point, run) => [1000 + 5 * point + ((run + point) % 2), 0];
  const few = drive(tuningOver(2, { indifference: { relative: 0.01 } }), model);
  expect([...few.found.judged.values()]).toEqual([10, 10]);
  expect(
    new Set(notToldApart(tuningOver(2, { indifference: { relative: 0.01 } }), few.found, few.known)),
  ).toEqual(new Set([0, 1]));
});

test("where every figure is 0 there is nothing to choose, and the first is taken", () => {
  const { found } = drive(tuningOver(3, { indifference: { relative: 0.01 } }), () => [0, 0]);
  expect(found.best).toBe(0);
});

test("the edge of what was searched is told, path by path", () => {
  const axes = [
    { size: 3, stride: 1, ends: [0, 2] as const },
    { size: 2, stride: 1, ends: null },
    { size: 5, stride: 4, ends: [4, 0] as const },
  ];
  const tuning = tuningOver(1, { axes });
  const point = (a: number, b: number, c: number) => (a * 2 + b) * 5 + c;
  expect(edgesOf(tuning, point(1, 0, 2))).toEqual([]);
  expect(edgesOf(tuning, point(2, 1, 3))).toEqual([0]);
  expect(edgesOf(tuning, point(0, 0, 0))).toEqual([0, 2]);
});

test("a search asks for all points of its first grid at once, and for nothing when it is over", () => {
  const tuning = tuningOver(9, { axes: [{ size: 9, stride: 4, ends: [0, 8] }], refinements: 1 });
  expect([...search(tuning, new Known()).wanted]).toEqual([
    [0, 10],
    [4, 10],
    [8, 10],
  ]);
});
