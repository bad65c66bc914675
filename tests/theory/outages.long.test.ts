// Whole scenarios of failures against theory: what is up, how often a gang is hit, and what is left of its time.

import { describe, expect, test } from "vitest";
import { HOUR } from "../../src/kernel/time.ts";
import type { RunTotals } from "../../src/ledger/rows.ts";
import { effectiveTrainingTime } from "../../src/theory/effective-training-time.ts";
import { availability, gangMeanTimeToFailure } from "../../src/theory/mean-time-to-failure.ts";
import { scenarioOf } from "../unit/scenario/memory-files.ts";
import { expectMean, replicationsOf } from "./estimates.ts";

/** Runs of a fleet of `nodes` nodes on which `more` of the scenario happens. */
function runsOf(pool: string, more: string): RunTotals[] {
  return replicationsOf(
    scenarioOf(`
name: theory
step: 1d
fleet:
  pools: [{name: p, gpu: A100, gpus_per_node: 8, ${pool}}]
${more}`),
  );
}

/** One gang without end, and how its nodes fail. */
function gang(gpus: number, failures: string, checkpoint: string): string {
  return `
  failures: {unit: node, rate: 6.50 per 1000 node-days, ${failures}}
horizon: 30d
internal:
  training:
    kind: jobs
    arrivals: {at: [0s]}
    gpus: ${gpus}
    service: 10y
    checkpoint: ${checkpoint}
`;
}

/** Useful share of the time in which the gang could have run. */
function usefulShare({ held, measured }: RunTotals, gpus: number): number {
  const [training] = held;
  const { allocated, checkpoint, restart, lost } = training!;
  return (allocated - checkpoint - restart - lost) / (gpus * measured);
}

describe("a gang of 16,000 GPUs at 6.50 failures per 1,000 node-days, restarted in 5 minutes (case D12)", () => {
  const perHour = 6.5 / 1000 / 24;
  const exact = (interval: number) =>
    effectiveTrainingTime(interval, 0, {
      failureRate: 2000 * perHour,
      downtime: 0,
      restore: 5 / 60,
      restoreCanFail: true,
    });

  test.each([
    ["1h", 1, 0.7202423072671094],
    ["5m", 5 / 60, 0.9344536719629178],
  ])(
    "with free checkpoints every %s is effective for the share that theory says",
    (every, hours, published) => {
      expect(exact(hours)).toBeCloseTo(published, 9);
      const checkpoint = `{every: ${every}, restart: 5m}`;
      const runs = runsOf("nodes: 2000", gang(16_000, "repair: 0s", checkpoint));
      expectMean(
        runs.map((totals) => usefulShare(totals, 16_000)),
        published,
        0.005,
      );
    },
  );

  test("loses nothing more by repairs of a day when enough spares stand by", () => {
    const checkpoint = "{every: 5m, restart: 5m}";
    const runs = runsOf(
      "nodes: 2050, spares: 50",
      gang(16_000, "repair: {exponential: {mean: 1d}}", checkpoint),
    );
    expectMean(
      runs.map((totals) => usefulShare(totals, 16_000)),
      exact(5 / 60),
      0.005,
    );
  });
});

test("a gang of 16,384 GPUs is hit every 1.80 hours at 6.50 failures per 1,000 node-days (case D10)", () => {
  const exact = gangMeanTimeToFailure(2048, 6.5 / 1000 / 24);
  expect(exact).toBeCloseTo(1.8, 2);
  const runs = runsOf("nodes: 2048", gang(16_384, "repair: 0s", "{every: 1h}"));
  expectMean(
    runs.map(({ held, measured }) => held[0]!.interruptions / (measured / HOUR)),
    1 / exact,
    0.02,
  );
});

describe("nodes", () => {
  const idle = "horizon: 200d\nwarmup: 50d\ninternal: {}\n";
  const upShare = ({ gpuTime: [pool] }: RunTotals) => pool!.available / pool!.installed;

  test.each([
    ["Weibull", "{weibull: {shape: 0.7, mean: 90h}}"],
    ["lognormal", "{lognormal: {mean: 90h, cv: 1}}"],
  ])("with %s times to failure and lognormal repairs are up for the share that the means say", (_, ttf) => {
    const failures = `  failures: {ttf: ${ttf}, repair: {lognormal: {mean: 10h, cv: 1}}}\n`;
    expectMean(runsOf("nodes: 50", failures + idle).map(upShare), availability(90, 10), 0.005);
  });

  test("of domains that fail too are up when neither is down: the two shares multiply", () => {
    const domains = "domains: {ttf: {exponential: {mean: 80h}}, repair: {exponential: {mean: 20h}}}";
    const failures = `  failures: {ttf: {weibull: {shape: 0.7, mean: 90h}}, repair: 10h, ${domains}}\n`;
    expectMean(
      runsOf("nodes: 60, nodes_per_domain: 3", failures + idle).map(upShare),
      availability(90, 10) * availability(80, 20),
      0.005,
    );
  });

  test("are out for the share of time that rolling maintenance has them drain and be down", () => {
    const maintenance = "  maintenance: {share: 1%, batch_nodes: 10, duration: 6h, drain: 24h}\n";
    const [totals] = runsOf("nodes: 50", `${maintenance}horizon: 100d\nwarmup: 25d\ninternal: {}\n`);
    const { installed, down, draining, available } = totals!.gpuTime[0]!;
    expect([down / installed, draining / installed, available / installed]).toEqual([0.01, 0.04, 0.95]);
  });
});
