// A trajectory as a user runs it: its steps over all replications, recomputed from the tables of the replications.

import { join } from "node:path";
import { expect, test } from "vitest";
import { file, filesIn, folder, rows, sim } from "./sim.ts";

const SCENARIO = `
name: growing
mode: trajectory
horizon: 10d
step: 1d
replications: 2
baseline: true
fleet: {pools: [{name: p, gpu: H100, nodes: 4, gpus_per_node: 8, arrives: [{at: 60h, nodes: 2, capex: $600000}]}]}
internal:
  work: {growth: 100%/y, arrivals: {poisson: {rate: 2/h}}, gpus: 1, service: {exponential: {mean: 5h}}}
rental:
  products:
    spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 1/h, gpus: 1, service: {exponential: {mean: 3h}}}}
`;

test("trajectory.csv is the mean over replications of the rows that these have written, with rental and without", async () => {
  const out = join(folder(), "out");
  const { code, stdout, stderr } = await sim(["run", file("growing.yaml", SCENARIO), "--out", out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("16 to 32 H100");
  expect(filesIn(out)).toEqual(expect.arrayContaining(["trajectory.csv", "baseline/trajectory.csv"]));
  for (const variant of [out, join(out, "baseline")]) {
    const steps = rows(join(variant, "trajectory.csv"));
    expect(steps).toHaveLength(10);
    for (const step of steps) {
      const meanOf = (table: string, column: string) =>
        rows(join(variant, table))
          .filter((row) => row.step_start_s === step.step_start_s)
          .reduce((sum, row) => sum + Number(row[column]), 0) / 2;
      expect(Number(step.internal_gpu_h)).toBeCloseTo(
        meanOf("utilisation.csv", "allocated_internal_gpu_h"),
        9,
      );
      expect(Number(step.sold_gpu_h)).toBeCloseTo(meanOf("utilisation.csv", "allocated_rental_gpu_h"), 9);
      expect(Number(step.revenue_usd)).toBeCloseTo(meanOf("revenue.csv", "revenue_usd"), 9);
    }
    // 16 GPUs for two days and a half, and 32 from then on.
    expect(steps.map((step) => Number(step.installed_gpu_h) / 24)).toEqual([
      16,
      16,
      24,
      ...Array(7).fill(32),
    ]);
    expect(steps.map((step) => step.capex_usd)).toEqual(["0", "0", "600000", ...Array(7).fill("0")]);
  }
});
