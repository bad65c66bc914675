// The metrics of one replication: those of its sums, and those that replications have together, of this one alone.

import { expect, test } from "vitest";
import { firmCapacity } from "../../../src/economics/firm-capacity.ts";
import { metricNames } from "../../../src/experiment/metric-names.ts";
import { runMetrics } from "../../../src/experiment/run-metrics.ts";
import { TaskRun } from "../../../src/experiment/task-run.ts";
import { variantsOf } from "../../../src/experiment/tasks.ts";
import { PLAIN, scenarioOf } from "../scenario/memory-files.ts";

const FIRM = `${PLAIN.replace("warmup: 1w", "baseline: true\nwarmup: 0s").replace("4w", "1w")}
outputs: {firm_capacity: {durations: [1h, 4h, 2d], gangs: [8], confidences: [50%, 90%]}}
economics: {internal_value: $2/GPU/h}
scheduling: {placement: best-fit}
alternatives: {power_down: {}, backfill: {}}
`;

test("every run has the metrics that are promised before the first, firm capacity among them, learnt from it alone", () => {
  const scenario = scenarioOf(FIRM);
  const outcomes = variantsOf(scenario).map((variant) => {
    const run = new TaskRun(scenario, { replication: 0, variant }, false);
    run.advance(Infinity);
    return run.finish();
  });
  const [rental, baseline, backfill] = outcomes;
  const { metrics, run } = runMetrics(
    { rental: rental!, baseline: baseline!, backfill: backfill! },
    scenario,
  );
  const named = ({ metric, unit }: { metric: string; unit: string }) => `${metric} ${unit}`;
  expect(metrics.map(named)).toEqual(metricNames(scenario).map(named));
  expect(run.values).toHaveLength(metrics.length);
  const found = (name: string) => run.values[metrics.findIndex(({ metric }) => metric === name)];
  const alone = firmCapacity([baseline!.total], scenario).find(
    ({ shape, duration, confidence, hour }) =>
      shape.name === "GPU" && duration === 3_600_000 && confidence === 0.9 && hour === "all",
  );
  expect(alone!.firm.mean).toBeGreaterThan(0);
  expect(found("p.firm_1h_90_gpus_baseline")).toBe(alone!.firm.mean);
  // Two days are longer than a tenth of the week, so nothing is promised for them.
  expect(metrics.map(({ metric }) => metric).filter((metric) => metric.includes("firm_2d"))).toEqual([]);
  expect(found("alternative_backfill_useful_gpu_h")).toBeGreaterThan(0);
  expect(found("alternative_backfill_useful_gpu_h")).toBeLessThan(64 * 168);
});
