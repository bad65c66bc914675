import { expect, test } from "vitest";
import { firmCapacity } from "../../../src/economics/firm-capacity.ts";
import { metricNames } from "../../../src/experiment/metric-names.ts";
import { runMetrics } from "../../../src/experiment/run-metrics.ts";
import { simulationOf } from "../../../src/experiment/tasks.ts";
import type { RunTotals } from "../../../src/ledger/rows.ts";
import { firmSummary } from "../../../src/results/firm-metrics.ts";
import { firmSeries } from "../../../src/results/firm-series.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import { scenarioOf } from "../scenario/memory-files.ts";

/** 64 GPUs, of which a job holds 20 for good. */
const scenario = scenarioOf(`name: firm
horizon: 4w
baseline: true
fleet: {pools: [{name: p, gpu: H100, nodes: 8, gpus_per_node: 8}]}
internal: {work: {arrivals: {at: [0h]}, gpus: 20, service: 10w}}
rental: {products: {spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 8/h, gpus: 1, service: {exponential: {mean: 2h}}}}}}
scheduling: {placement: pool}
outputs: {jobs: false, firm_capacity: {durations: [1d, 1w], confidences: [50%, 90%]}}
`);

function run(of: Scenario, replication: number, variant: "rental" | "baseline"): RunTotals {
  const simulation = simulationOf(of, { replication, variant }, false);
  simulation.advance(Number.POSITIVE_INFINITY);
  return simulation.finish();
}

const rental = [0, 1].map((replication) => run(scenario, replication, "rental"));
const baseline = [0, 1].map((replication) => run(scenario, replication, "baseline"));

test("what work leaves free for good can be promised in every replication; a week is too long for four", () => {
  const series = new Map(
    firmSeries(rental, baseline, scenario).map(({ metric, values }) => [metric, values]),
  );
  expect(series.get("p.firm_1d_90_gpus_baseline")).toEqual([44, 44]);
  expect(series.has("p.firm_7d_90_gpus")).toBe(false);
  for (const gpus of series.get("p.firm_1d_90_gpus")!) expect(gpus).toBeLessThan(44);
});

test("a value is that of summary.csv, had there been this replication alone", () => {
  const series = firmSeries(rental, baseline, scenario);
  const informed = series.find(({ metric }) => metric === "p.firm_1d_90_informed_gpus")!;
  expect(informed.values[0]).not.toBe(informed.values[1]);
  for (const replication of [0, 1]) {
    const alone = firmSummary(
      firmCapacity([rental[replication]!], scenario),
      firmCapacity([baseline[replication]!], scenario),
      scenario,
    );
    expect(alone.length).toBe(8);
    for (const { metric, unit, mean } of alone) {
      const own = series.find((each) => each.metric === metric)!;
      expect([own.unit, own.values[replication]]).toEqual([unit, mean]);
    }
  }
});

/** A run that is no trajectory has no present value. */
function told(total: RunTotals) {
  return { total, value: Number.NaN };
}

test("an experiment may name them: a run has the metrics that its scenario was said to have, in their order", () => {
  const { metrics } = runMetrics(
    { rental: told(rental[0]!), baseline: told(baseline[0]!), backfill: null },
    scenario,
  );
  expect(metrics.map(({ metric, unit }) => ({ metric, unit }))).toEqual(
    metricNames(scenario).map(({ metric, unit }) => ({ metric, unit })),
  );
  expect(metrics.map(({ metric }) => metric)).toContain("p.firm_1d_90_informed_gpus");
  expect(firmSeries(rental, baseline, { ...scenario, firmCapacity: null })).toEqual([]);
});
