// How many replications are wanted, against the rule of the textbooks: one more at a time, looking after each.

import { expect, test } from "vitest";
import type { Experiment, ReplicationRule } from "../../../src/experiment/experiment.ts";
import { Known } from "../../../src/experiment/known.ts";
import { countedReplications, stepOf } from "../../../src/experiment/step.ts";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { studentQuantile } from "../../../src/statistics/student-t.ts";

const METRICS = [
  { metric: "a", unit: "USD", lines: [] },
  { metric: "b", unit: "s", lines: [] },
];

function experiment(replications: ReplicationRule, points: number): Experiment {
  return {
    name: "x",
    seed: "1",
    paths: ["p"],
    points: Array.from({ length: points }, (_, index) => ({ index, values: [index] })),
    replications,
    compare: null,
    question: null,
    metrics: ["a"],
  };
}

/** Replications of two metrics at two points, more than anybody asks for. */
function made(seed: number): number[][][] {
  const random = randomStream(String(seed), "replications");
  const value = (mean: number, spread: number) => mean + spread * random.normal();
  return [0.3, 0.8].map((spread) =>
    Array.from({ length: 130 }, () => [value(1, spread), value(60, 40 * spread)]),
  );
}

/** Ask and answer until nothing is asked for; `surplus` more than asked are made each time. */
function run(rule: ReplicationRule, runs: readonly number[][][], surplus: number): number[] {
  const all = experiment(rule, runs.length);
  const known = new Known();
  const step = stepOf(all);
  for (let wishes = step(known); wishes.length > 0; wishes = step(known)) {
    for (const { point, replications } of wishes) {
      for (let place = replications + surplus - 1; place >= 0; place--)
        known.add(point.index, place, { values: runs[point.index]![place]!, levels: {} }, METRICS);
    }
  }
  return countedReplications(all, known);
}

/** h/|mean| ≤ γ/(1 + γ), or h ≤ target: Law (2015), section 9.4.1, after each replication. */
function oneByOne(
  runs: readonly number[][],
  minimum: number,
  maximum: number,
  targets: readonly (number | null)[],
) {
  for (let n = minimum; n < maximum; n++) {
    const precise = targets.every((target, metric) => {
      if (target === null) return true;
      const values = runs.slice(0, n).map((run) => run[metric]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / n;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
      const half = studentQuantile(0.975, n - 1) * Math.sqrt(variance / n);
      return target < 1 ? half / Math.abs(mean) <= target / (1 + target) : half <= target;
    });
    if (precise) return n;
  }
  return maximum;
}

test("replications until a precision end where looking after each one would end, however many are made at a time", () => {
  const rule: ReplicationRule = {
    kind: "until",
    targets: [
      { metric: "a", precision: { relative: 0.15 } },
      { metric: "b", precision: { absolute: 12 } },
    ],
    minimum: 5,
    maximum: 100,
  };
  const ends = new Set<number>();
  for (let seed = 1; seed <= 8; seed++) {
    const runs = made(seed);
    const expected = runs.map((own) => oneByOne(own, 5, 100, [0.15, 12]));
    for (const surplus of [0, 1, 17]) expect(run(rule, runs, surplus), `seed ${seed}`).toEqual(expected);
    for (const end of expected) ends.add(end);
  }
  // The maximum and the rule have both ended some.
  expect(ends.has(100)).toBe(true);
  expect(Math.min(...ends)).toBeLessThan(50);
});

test("a fixed number is just that number", () => {
  expect(run({ kind: "fixed", replications: 7 }, made(1), 0)).toEqual([7, 7]);
  expect(run({ kind: "fixed", replications: 7 }, made(1), 5)).toEqual([7, 7]);
});

test("a metric that a point does not have asks for the maximum and no more", () => {
  const rule: ReplicationRule = {
    kind: "until",
    targets: [{ metric: "c", precision: { relative: 0.1 } }],
    minimum: 5,
    maximum: 20,
  };
  expect(run(rule, made(1), 0)).toEqual([20, 20]);
});

test("of a point that has failed nothing more is asked for", () => {
  const known = new Known();
  known.fail(1, "why");
  const wishes = stepOf(experiment({ kind: "fixed", replications: 3 }, 3))(known);
  expect(wishes.map(({ point }) => point.index)).toEqual([0, 2]);
});
