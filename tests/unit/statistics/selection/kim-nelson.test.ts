import { describe, expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { pairedDifference } from "../../../../src/statistics/interval.ts";
import { kimNelson, kimNelsonConstants } from "../../../../src/statistics/selection/kim-nelson.ts";
import { possiblyBest } from "../../../../src/statistics/selection/subset.ts";

const OPTIONS = { first: 10, indifference: 1, confidence: 0.95 };

/** What the paper says, written without a thought of speed: means, and every pair anew at every stage. */
function naive(samples: readonly (readonly number[])[], stages: number) {
  const { first, indifference, confidence } = OPTIONS;
  const k = samples.length;
  const eta = 0.5 * (((2 * (1 - confidence)) / (k - 1)) ** (-2 / (first - 1)) - 1);
  const h2 = 2 * eta * (first - 1);
  const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const s2 = (i: number, l: number) => {
    const d = samples[i]!.slice(0, first).map((value, j) => value - samples[l]![j]!);
    return d.reduce((sum, each) => sum + (each - meanOf(d)) ** 2, 0) / (first - 1);
  };
  let alive = samples.map((_, i) => i);
  for (let r = first; r <= stages && alive.length > 1; r++) {
    const before = alive;
    alive = before.filter((i) =>
      before.every((l) => {
        const w = Math.max(0, (indifference / (2 * r)) * ((h2 * s2(i, l)) / indifference ** 2 - r));
        return l === i || meanOf(samples[i]!.slice(0, r)) >= meanOf(samples[l]!.slice(0, r)) - w;
      }),
    );
  }
  return alive;
}

/** Samples about means that share part of their noise. */
function drawn(name: string, means: readonly number[], count: number, sd = 3): number[][] {
  const stream = randomStream("kim-nelson", name);
  const shared = Array.from({ length: count }, () => stream.normal());
  return means.map((mean) => shared.map((common) => mean + sd * (0.7 * common + 0.7 * stream.normal())));
}

/** Feed the procedure as an experiment would, a replication a round, until it has chosen. */
function chosen(samples: readonly (readonly number[])[]) {
  const have = samples.map(() => 0);
  for (;;) {
    const state = kimNelson(
      samples.map((values, point) => values.slice(0, have[point])),
      OPTIONS,
    );
    if (state.next.length === 0) return { ...state, made: have };
    for (const point of state.next) have[point]!++;
  }
}

describe("Kim and Nelson", () => {
  test("constants by hand: 11 points, n₀ = 11, α = 0.05: (0.1/10)^(−1/5) = 10^0.4", () => {
    const { eta, h2 } = kimNelsonConstants(11, 11, 0.95);
    expect(eta).toBeCloseTo((10 ** 0.4 - 1) / 2, 12);
    expect(h2).toBeCloseTo(10 * (10 ** 0.4 - 1), 11);
  });

  test("before the first stage is whole nothing is judged and all are next", () => {
    const samples = drawn("short", [0, 100], 9);
    expect(kimNelson(samples, OPTIONS)).toEqual({ left: [0, 1], out: [], replications: 9, next: [0, 1] });
  });

  test("agrees with the formulas of the paper, stage by stage", () => {
    for (let experiment = 0; experiment < 20; experiment++) {
      const samples = drawn(`naive/${experiment}`, [0, 0.5, 1, 2, 2.5], 120);
      for (const stages of [10, 11, 15, 40, 120]) {
        const state = kimNelson(
          samples.map((values) => values.slice(0, stages)),
          OPTIONS,
        );
        expect([...state.left].sort()).toEqual(naive(samples, stages));
      }
    }
  });

  test("fed replication by replication it ends where it would with all of them, and asks for no point that is out", () => {
    const samples = drawn("fed", [0, 1, 2, 4, 8], 2000);
    const { left, out, made } = chosen(samples);
    const whole = kimNelson(samples, OPTIONS);
    expect(left).toEqual(whole.left);
    expect(out).toEqual(whole.out);
    for (const { point, after } of out) expect(made[point]).toBe(after);
    expect(Math.max(...made)).toBeLessThan(2000);
  });

  test("chooses the best of five, the others a difference behind, in at least 95 % of 200 experiments, within 99.9 %", () => {
    let right = 0;
    for (let experiment = 0; experiment < 200; experiment++) {
      const { left, next } = kimNelson(drawn(`slip/${experiment}`, [0, 0, 1, 0, 0], 500), OPTIONS);
      expect(next).toEqual([]);
      if (left[0] === 2) right++;
    }
    expect(right / 200).toBeGreaterThan(0.95 - 3.09 * Math.sqrt((0.95 * 0.05) / 200));
  });

  test("common random numbers save replications", () => {
    const stream = randomStream("kim-nelson", "common");
    const noise = Array.from({ length: 3000 }, () => stream.normal());
    const own = Array.from({ length: 3000 }, () => stream.normal());
    const total = (samples: number[][]) => chosen(samples).made.reduce((sum, made) => sum + made, 0);
    const shared = noise.map((x) => 10 * x);
    const together = total([shared, shared.map((x, i) => 1 + x + own[i]!)]);
    const apart = total([shared, own.map((x) => 1 + 10 * x)]);
    expect(together).toBeLessThan(apart / 3);
  });

  test("points that are the same in every replication stay together, and the choice is made", () => {
    const [a, b] = drawn("same", [0, 5], 200);
    const state = kimNelson([b!, a!, b!], OPTIONS);
    expect(state.left).toEqual([0, 2]);
    expect(state.next).toEqual([]);
  });

  test("one point is the best, and a replication without a value is no basis", () => {
    expect(kimNelson([[1, 2]], OPTIONS)).toMatchObject({ left: [0], next: [] });
    expect(() => kimNelson([[1], [Number.NaN]], OPTIONS)).toThrow(
      "point 1 has a replication without a value",
    );
    expect(() => kimNelson([[1], [1]], { ...OPTIONS, indifference: 0 })).toThrow("an indifference of 0");
    expect(() => kimNelsonConstants(1, 10, 0.95)).toThrow("1 points to choose from");
  });
});

describe("points that may be the best", () => {
  test("hold the best in at least 95 % of 500 experiments, and leave out what is far behind", () => {
    let [held, far] = [0, 0];
    for (let experiment = 0; experiment < 500; experiment++) {
      const set = possiblyBest(drawn(`subset/${experiment}`, [0, 0.1, 0.2, -5], 15));
      if (set.includes(2)) held++;
      if (set.includes(3)) far++;
    }
    expect(held / 500).toBeGreaterThan(0.95 - 3.09 * Math.sqrt((0.95 * 0.05) / 500));
    expect(far).toBeLessThan(25);
  });

  test("of two are both just where the paired interval of 90 %, one-sided 95 %, holds 0", () => {
    for (let experiment = 0; experiment < 200; experiment++) {
      const [a, b] = drawn(`pair/${experiment}`, [0, 2], 8);
      const { low, high } = pairedDifference(b!, a!, 0.9);
      expect(possiblyBest([a!, b!]).length).toBe(low <= 0 && 0 <= high ? 2 : 1);
    }
  });

  test("begin with the greatest mean, hold what is the same, and compare what two have in common", () => {
    expect(
      possiblyBest([
        [1, 2, 3],
        [2, 3, 4],
        [2, 3, 4],
      ]),
    ).toEqual([1, 2]);
    expect(
      possiblyBest([
        [1, 2, 3, 100],
        [2, 3, 4],
      ]),
      "each is compared over three",
    ).toEqual([1]);
    expect(possiblyBest([[1, 5]])).toEqual([0]);
    expect(() => possiblyBest([[1]])).toThrow("1 replications of a point");
  });
});
