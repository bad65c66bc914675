import { expect, test } from "vitest";
import { randomStream } from "../../../../src/kernel/random-stream.ts";
import { HOUR } from "../../../../src/kernel/time.ts";
import { OnOffArrivals, stationaryShares } from "../../../../src/workload/arrivals/on-off.ts";
import { rateFactor } from "../../../../src/workload/arrivals/rate-factor.ts";
import { jobDraft, jobSource } from "../../../../src/workload/job-source.ts";
import { jobsPlan, meanScore, varianceScore, Z } from "../fixtures.ts";

interface Hourly {
  readonly rates: readonly number[];
  readonly switching: readonly number[];
}

const plan = ({ rates, switching }: Hourly) =>
  ({
    kind: "on-off",
    rates: rates.map((rate) => rate / HOUR),
    switching: switching.map((rate) => rate / HOUR),
  }) as const;

/** Arrivals of independent processes in [from, to), in hours. */
function counts(shape: Hourly, from: number, to: number, seed: string): number[] {
  const arrivals = randomStream(seed, "arrivals");
  const states = randomStream(seed, "state");
  return Array.from({ length: 10_000 }, () => {
    const process = new OnOffArrivals(plan(shape), rateFactor(0, null), arrivals, states);
    let count = 0;
    for (; process.next < to * HOUR; process.advance()) if (process.next >= from * HOUR) count++;
    return count;
  });
}

const BURSTS = { rates: [20, 0], switching: [0.5, 2] };

test("shares of time in a circle of states are those of the mean stays", () => {
  expect(stationaryShares([0.5, 2])).toEqual([0.8, 0.2]);
  expect(stationaryShares([1, 2, 4])).toEqual([4 / 7, 2 / 7, 1 / 7]);
});

test("on-off arrivals are stationary from the start: the first hour and the ninth have the mean rate", () => {
  expect(Math.abs(meanScore(counts(BURSTS, 0, 1, "first"), 16))).toBeLessThan(Z);
  expect(Math.abs(meanScore(counts(BURSTS, 8, 9, "ninth"), 16))).toBeLessThan(Z);
});

test("their counts vary as those of a two-state Markov-modulated Poisson process", () => {
  // Var N(t) = λ̄ t + 2 p q Δλ² (s t − 1 + e^(−s t)) / s², with s the sum of the rates of leaving (Fischer & Meier-
  // Hellstern, Performance Evaluation 18 (1993) 149).
  const [t, s] = [3, 2.5];
  const expected = 16 * t + (2 * 0.8 * 0.2 * 20 ** 2 * (s * t - 1 + Math.exp(-s * t))) / s ** 2;
  expect(Math.abs(varianceScore(counts(BURSTS, 0, t, "variance"), expected))).toBeLessThan(Z);
});

test("three states go round in a circle, each for its mean stay", () => {
  const shape = { rates: [6, 0, 30], switching: [1, 0.5, 3] };
  const mean = (6 * 1 + 30 / 3) / (1 + 2 + 1 / 3);
  expect(Math.abs(meanScore(counts(shape, 0, 2, "three"), 2 * mean))).toBeLessThan(Z);
});

test("a state is left for the one listed after it, and the last for the first", () => {
  // Bursts of a thousand jobs, silences of a thousand hours, and one job an hour for a thousand hours in between.
  const process = new OnOffArrivals(
    plan({ rates: [1e9, 0, 1], switching: [1e6, 1e-3, 1e-3] }),
    rateFactor(0, null),
    randomStream("circle", "arrivals"),
    randomStream("circle", "state"),
  );
  const after: string[] = [];
  let [last, dense] = [process.next, false];
  for (let job = 0; job < 300_000; job++) {
    process.advance();
    const gap = process.next - last;
    if (dense && gap > HOUR / 60) after.push(gap > 20 * HOUR ? "silence" : "single");
    dense = gap < 10;
    last = process.next;
  }
  expect(after.length).toBeGreaterThan(50);
  // Some silences are short and some singles late, by chance: the other way round nearly all would be singles.
  expect(after.filter((what) => what === "silence").length / after.length).toBeGreaterThan(0.9);
});

test("states of one rate are a Poisson process of the same draws", () => {
  const source = (arrivals: Parameters<typeof jobsPlan>[0]) => jobSource(jobsPlan(arrivals), "even", 0);
  const even = source({ arrivals: plan({ rates: [7, 7], switching: [1, 2] }) });
  const poisson = source({ arrivals: { kind: "poisson", rate: 7 / HOUR, growth: 0 } });
  const draft = jobDraft();
  for (let job = 0; job < 2000; job++) {
    // Spending an exponential state by state rounds differently, by less than a millisecond.
    expect(Math.abs(even.next - poisson.next)).toBeLessThanOrEqual(1);
    even.take(draft);
    poisson.take(draft);
  }
});

test("states without a rate never give a job", () => {
  const source = jobSource(jobsPlan({ arrivals: plan({ rates: [0, 0], switching: [1, 1] }) }), "none", 0);
  expect([source.next, source.exhausted]).toEqual([Number.POSITIVE_INFINITY, true]);
});

test("a state that is never left is our mistake", () => {
  const stuck = jobsPlan({ arrivals: plan({ rates: [1, 2], switching: [0, 1] }) });
  expect(() => jobSource(stuck, "stuck", 0)).toThrow(/never left/);
});
