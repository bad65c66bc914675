import { describe, expect, test } from "vitest";
import { DAY, HOUR, WEEK } from "../../../../src/kernel/time.ts";
import { DrivenGrowth } from "../../../../src/workload/arrivals/driven-growth.ts";
import { driverFactor, type Factor } from "../../../../src/workload/drivers/driver-factor.ts";
import type { DriverPlan } from "../../../../src/workload/drivers/plan.ts";
import { jobSource } from "../../../../src/workload/job-source.ts";
import type { ArrivalPlan } from "../../../../src/workload/plan.ts";
import { arrivalsUntil, jobsPlan, mean, takeJobs, variance, Z } from "../fixtures.ts";

const RELEASE: DriverPlan = {
  name: "release",
  process: { kind: "mean-reverting", sd: 0.5, halfLife: DAY },
  every: 6 * HOUR,
  loads: [{ target: "internal.research", load: 1 }],
};

const factor = (replication = 0) =>
  driverFactor([RELEASE], "internal.research", "driven", replication) as Factor;

const WEEKLY = new Float64Array(168).fill(1).map((_, hour) => (hour % 24 < 12 ? 1.5 : 0.5));
const rate = 40 / HOUR;

const PROCESSES: Readonly<Record<string, ArrivalPlan>> = {
  poisson: { kind: "poisson", rate, growth: 0 },
  "growing poisson": { kind: "poisson", rate, growth: 3 },
  "hour-of-week": { kind: "hour-of-week", rate, factors: WEEKLY, noise: null, growth: 0 },
  sinusoid: { kind: "sinusoid", rate, amplitude: 0.6, period: DAY, phase: 1, growth: 0 },
  batch: { kind: "batch", rate, size: { kind: "table", values: [3], probabilities: [1] } },
  "on-off": { kind: "on-off", rates: [rate, rate], switching: [1 / HOUR, 1 / HOUR] },
};

describe.each(Object.entries(PROCESSES))("%s arrivals under a driver", (_, arrivals) => {
  const plan = jobsPlan({ arrivals });
  const driven = arrivalsUntil(jobSource(plan, "driven", 0, factor()), 8 * WEEK);
  const calm = arrivalsUntil(jobSource(plan, "driven", 0), 8 * WEEK);

  test("come in each step as often as without it, times its factor", () => {
    const path = factor();
    const scores: number[] = [];
    const steps = (8 * WEEK) / RELEASE.every;
    const inStep = (instants: readonly number[]) => {
      const counts = new Array<number>(steps).fill(0);
      for (const instant of instants) if (instant < 8 * WEEK) counts[Math.floor(instant / RELEASE.every)]++;
      return counts;
    };
    const [with_, without] = [inStep(driven), inStep(calm)];
    const size = arrivals.kind === "batch" ? 3 : 1;
    for (let step = 0; step < steps; step++) {
      const by = path.at(step * RELEASE.every);
      // Two independent Poisson counts, the second times the factor; 20 or more of them in nearly every step.
      scores.push((with_[step] - by * without[step]) / Math.sqrt(size * by * without[step] * (1 + by)));
    }
    expect(Math.abs(mean(scores))).toBeLessThan(Z / Math.sqrt(steps));
    const spread = variance(scores);
    expect(Math.abs(spread.value - 1)).toBeLessThan(Z * spread.se);
  });

  test("bring the same jobs in the same order: sizes and service times are drawn as without it", () => {
    const jobs = (factors: Factor | null) =>
      takeJobs(jobSource(plan, "driven", 0, factors), 500).map(({ gpus, service }) => [gpus, service]);
    expect(jobs(factor())).toEqual(jobs(null));
  });
});

test("the integral of a driven rate is the sum over its steps, and length is its inverse", () => {
  const growth = new DrivenGrowth(0.5, factor());
  const path = factor();
  let sum = 0;
  for (let hour = 0; hour < 48; hour++) {
    sum += path.at(hour * HOUR) * 1.5 ** ((hour + 0.5) / (365 * 24)) * HOUR;
  }
  expect(growth.integral(0, 2 * DAY) / sum).toBeCloseTo(1, 9);
  for (const from of [0, HOUR, 5 * HOUR, 7.5 * HOUR, 31 * HOUR]) {
    for (const length of [1, HOUR, 9 * DAY]) {
      const area = growth.integral(from, length);
      expect(growth.length(from, area) / length, `${length} from ${from}`).toBeCloseTo(1, 9);
    }
  }
});

test("over many replications a driver moves no mean: as many arrivals as without it", () => {
  const plan = jobsPlan({ arrivals: { kind: "poisson", rate: 5 / HOUR, growth: 0 } });
  const counts = Array.from(
    { length: 2000 },
    (_, replication) =>
      arrivalsUntil(jobSource(plan, "mean", replication, factor(replication)), 2 * DAY).length,
  );
  const { value } = variance(counts);
  expect(Math.abs(mean(counts) - 240)).toBeLessThan(Z * Math.sqrt(value / counts.length));
  expect(value).toBeGreaterThan(2 * 240);
});
