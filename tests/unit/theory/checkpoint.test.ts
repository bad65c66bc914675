import { describe, expect, test } from "vitest";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { type CheckpointedJob, completion } from "../../../src/theory/checkpoint-completion.ts";
import { dalyInterval, optimalInterval, youngInterval } from "../../../src/theory/checkpoint-interval.ts";
import {
  effectiveTrainingTime,
  linearEffectiveTrainingTime,
} from "../../../src/theory/effective-training-time.ts";
import { lambertWDistance } from "../../../src/theory/lambert-w.ts";
import { lostWorkByProgress, lostWorkByWallClock } from "../../../src/theory/lost-work.ts";
import { truncatedExponential } from "../../../src/theory/truncated-exponential.ts";
import { expectClose } from "./cases.ts";

const JOB: CheckpointedJob = {
  work: 96,
  interval: 4,
  cost: 0.1,
  finalCheckpoint: true,
  failureRate: 0.02,
  downtime: 0.25,
  restore: 0.2,
  restoreCanFail: true,
};

/** Mean, and its standard error, of the values that a function returns. */
function sampled(count: number, value: () => number) {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < count; i++) {
    const x = value();
    sum += x;
    squares += x * x;
  }
  const mean = sum / count;
  const variance = squares / count - mean * mean;
  return { mean, sd: Math.sqrt(variance), error: Math.sqrt(variance / count) };
}

/** One run of the job, failure by failure. */
function run(job: CheckpointedJob, nextFailure: () => number): { time: number; failures: number } {
  let [time, failures] = [0, 0];
  const attempt = (length: number, mayFail: boolean): boolean => {
    const failure = mayFail ? nextFailure() : Number.POSITIVE_INFINITY;
    time += Math.min(length, failure);
    if (failure >= length) return true;
    failures += 1;
    time += job.downtime;
    return false;
  };
  for (let left = job.work; left > 0; ) {
    const stretch = Math.min(left, job.interval);
    const saved = stretch < left || job.finalCheckpoint;
    while (!attempt(stretch + (saved ? job.cost : 0), true)) {
      while (!attempt(job.restore, job.restoreCanFail));
    }
    left -= stretch;
  }
  return { time, failures };
}

describe("the completion of a job with checkpoints", () => {
  test.each([
    ["a restore that can fail, a final checkpoint", { failureRate: 0.3 }],
    ["a restore that cannot fail", { failureRate: 0.3, restoreCanFail: false, restore: 1 }],
    ["a last stretch that is short, and not saved", { work: 10.5, failureRate: 0.4, finalCheckpoint: false }],
    ["long restores and a long downtime", { work: 8, failureRate: 0.5, restore: 2, downtime: 1.5 }],
  ])("has the mean, the deviation and the failures of simulated runs: %s", (name, changes) => {
    const job = { ...JOB, ...changes };
    const stream = randomStream("checkpoint", name);
    const runs = Array.from({ length: 40_000 }, () => run(job, () => stream.exponential() / job.failureRate));
    const { meanTime, sdTime, meanFailures } = completion(job);
    const times = runs.values();
    const time = sampled(runs.length, () => times.next().value!.time);
    const counts = runs.values();
    const failures = sampled(runs.length, () => counts.next().value!.failures);
    expect(Math.abs(time.mean - meanTime)).toBeLessThan(3.29 * time.error);
    expect(Math.abs(failures.mean - meanFailures)).toBeLessThan(3.29 * failures.error);
    expect(Math.abs(time.sd / sdTime - 1)).toBeLessThan(0.03);
  });

  test("is the work and its checkpoints when nothing fails, and tends to that", () => {
    expect(completion({ ...JOB, failureRate: 0 })).toEqual({
      meanTime: expect.closeTo(96 + 24 * 0.1, 12),
      sdTime: 0,
      meanFailures: 0,
      useful: expect.closeTo(96 / 98.4, 14),
    });
    expect(completion({ ...JOB, failureRate: 1e-9 }).meanTime).toBeCloseTo(98.4, 5);
  });

  test("has one stretch of the whole work when the interval is longer than that", () => {
    const whole = completion({ ...JOB, work: 3, interval: 100 });
    expect(whole.meanTime).toBe(completion({ ...JOB, work: 3, interval: 3 }).meanTime);
  });

  test("has no last stretch of no length, whatever the rounding of work / interval", () => {
    const { meanTime } = completion({ ...JOB, work: 0.3, interval: 0.1, failureRate: 0, cost: 1 });
    expect(meanTime).toBeCloseTo(3.3, 12);
  });

  test("of negative times or rates is refused", () => {
    expect(() => completion({ ...JOB, failureRate: -1 })).toThrow(RangeError);
    expect(() => completion({ ...JOB, interval: 0 })).toThrow(RangeError);
    expect(() => completion({ ...JOB, restore: Number.NaN })).toThrow(RangeError);
  });
});

describe("the interval between checkpoints", () => {
  test("is best at the exact optimum, whatever the downtime and the restore", () => {
    const best = optimalInterval(50, 0.1);
    const useful = (interval: number, downtime: number, restore: number) =>
      effectiveTrainingTime(interval, 0.1, { failureRate: 1 / 50, downtime, restore, restoreCanFail: true });
    for (const [downtime, restore] of [
      [0, 0],
      [3, 2],
    ] as const) {
      const top = useful(best, downtime, restore);
      for (const factor of [0.5, 0.99, 1.01, 2]) {
        expect(useful(factor * best, downtime, restore)).toBeLessThan(top);
      }
    }
  });

  test("tends to Young's and Daly's as checkpoints get short", () => {
    expect(optimalInterval(1e6, 1e-4) / youngInterval(1e6, 1e-4)).toBeCloseTo(1, 4);
    expect(optimalInterval(1e6, 1e-4) / dalyInterval(1e6, 1e-4)).toBeCloseTo(1, 12);
    expect([youngInterval(50, 0.1), dalyInterval(50, 0.1)].map((hours) => hours.toFixed(6))).toEqual([
      "3.162278",
      "3.095962",
    ]);
  });

  test("never exceeds the mean time between failures", () => {
    expect(optimalInterval(1, 100)).toBeCloseTo(1, 14);
    expect(dalyInterval(1, 2)).toBe(1);
  });

  test("a checkpoint of no cost has no best interval", () => {
    expect(() => optimalInterval(50, 0)).toThrow(RangeError);
  });
});

describe("Lambert's W near its branch point", () => {
  test("solves y + ln(1 − y) = −d to the last digits over thirty decades", () => {
    for (const d of [1e-30, 1e-12, 1e-6, 0.001, 0.01, 0.3, 1, 5, 20]) {
      const y = lambertWDistance(d);
      // With y = 1 + W: W e^W = −e^{−1−d}. Where y is small, the series y²/2 + y³/3 + … says the same.
      if (y > 0.1) expectClose((y - 1) * Math.exp(y), -Math.exp(-d), `d = ${d}`, 1e-14);
      else expectClose(y ** 2 * (1 / 2 + y * (1 / 3 + y * (1 / 4 + y / 5))), d, `d = ${d}`, 1e-5);
    }
  });

  test("starts as √(2d) − 2d/3 and ends at 1", () => {
    expectClose(lambertWDistance(1e-12), Math.sqrt(2e-12) - 2e-12 / 3, "small", 1e-12);
    expect([lambertWDistance(0), lambertWDistance(1000)]).toEqual([0, 1]);
    expect(() => lambertWDistance(-1e-9)).toThrow(RangeError);
  });
});

describe("an exponential time that ends before a limit", () => {
  test("has the moments of its density", () => {
    for (const [rate, limit] of [
      [0.25, 1],
      [2, 3],
      [0.001, 4],
      [0.099, 1],
      [0.101, 1],
    ] as const) {
      const cells = 20_000;
      let [mass, first, second] = [0, 0, 0];
      for (let cell = 0; cell < cells; cell++) {
        const x = ((cell + 0.5) * limit) / cells;
        const weight = Math.exp(-rate * x);
        mass += weight;
        first += weight * x;
        second += weight * x * x;
      }
      const { mean, variance } = truncatedExponential(rate, limit);
      expectClose(mean, first / mass, "mean", 1e-8);
      expectClose(variance, second / mass - (first / mass) ** 2, "variance", 1e-7);
    }
  });

  test("does not jump where the series gives way to the direct form", () => {
    const [below, above] = [0.0999999999, 0.1000000001].map((rate) => truncatedExponential(rate, 1));
    expectClose(below!.mean, above!.mean, "mean", 1e-10);
    expectClose(below!.variance, above!.variance, "variance", 1e-10);
  });

  test("is exponential without a limit", () => {
    expect(truncatedExponential(2, 1e6)).toEqual({ mean: 0.5, variance: 0.25 });
  });
});

describe("work lost by an eviction", () => {
  test("is half an interval on both clocks when evictions are rare", () => {
    expect(lostWorkByProgress(1e-9, 4)).toBeCloseTo(2, 7);
    expect(lostWorkByWallClock(1e-9, 4)).toBeCloseTo(2, 7);
  });

  test("is all since the restart when checkpoints are rare", () => {
    expect(lostWorkByProgress(0.5, 1e6)).toBeCloseTo(2, 12);
    expect(lostWorkByWallClock(0.5, 1e9)).toBeCloseTo(2, 8);
  });

  test("is less on the wall clock, whose first checkpoint may come sooner after a restart", () => {
    for (const rate of [0.01, 0.25, 0.499, 0.501, 3]) {
      expect(lostWorkByWallClock(rate, 1)).toBeLessThan(lostWorkByProgress(rate, 1));
    }
    expectClose(lostWorkByWallClock(0.4999999999, 1), lostWorkByWallClock(0.5000000001, 1), "seam", 1e-9);
  });
});

describe("effective training time", () => {
  const calm = { failureRate: 0.001, downtime: 0, restore: 0.1, restoreCanFail: true };

  test("the linear form is right to first order, and too low after that", () => {
    const linear = linearEffectiveTrainingTime(0.001, 0.1, 1);
    const exact = effectiveTrainingTime(1, 0, calm);
    expect(exact).toBeGreaterThan(linear);
    expect(exact - linear).toBeLessThan(1e-6);
  });

  test("without failures only checkpoints take time", () => {
    expect(effectiveTrainingTime(9, 1, { ...calm, failureRate: 0 })).toBeCloseTo(0.9, 14);
  });

  test("is what a very long job gets", () => {
    const { useful } = completion({ ...JOB, work: 4e6 });
    expect(effectiveTrainingTime(4, 0.1, JOB)).toBeCloseTo(useful, 13);
  });
});
