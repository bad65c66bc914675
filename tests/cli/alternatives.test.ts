// Alternatives to renting and commitments as a user gets them.

import { join } from "node:path";
import { expect, test } from "vitest";
import { file, folder, rows, sim } from "./sim.ts";

const SCENARIO = `
name: growing
mode: trajectory
horizon: 10d
replications: 2
baseline: true
fleet: {pools: [{name: p, gpu: H100, nodes: 4, gpus_per_node: 8, arrives: [{at: 60h, nodes: 2, capex: $600000}]}]}
internal:
  work: {growth: 100%/y, arrivals: {poisson: {rate: 1/h}}, gpus: 1, service: {exponential: {mean: 5h}}}
rental:
  products:
    spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 1/h, gpus: 1, service: {exponential: {mean: 3h}}}}
scheduling: {placement: best-fit}
economics: {internal_value: $3/GPU/h}
alternatives: {power_down: {}, defer: {nodes: 1}}
outputs: {jobs: false, commitments: {durations: [1d], gpus: [4, 50%], every: 1d, breach: $5/GPU/h}}
`;

test("the tables of alternatives and commitments agree with the summary, with each other and with the terminal", async () => {
  const out = join(folder(), "out");
  const { code, stdout, stderr } = await sim(["run", file("growing.yaml", SCENARIO), "--out", out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const summary = new Map(rows(join(out, "summary.csv")).map((row) => [row.metric, row]));
  const meanOf = (metric: string) => Number(summary.get(metric)!.mean);

  const alternatives = rows(join(out, "alternatives.csv"));
  expect(alternatives.map(({ alternative }) => alternative)).toEqual(["renting", "power_down", "defer"]);
  const renting = Number(alternatives[0]!.money_usd);
  expect(renting).toBeCloseTo(meanOf("gain_usd"), 6);
  for (const row of alternatives) {
    const name = `alternative_${row.alternative}`;
    expect(Number(row.money_usd)).toBe(meanOf(`${name}_money_usd`));
    expect(Number(row.less_renting_usd)).toBeCloseTo(Number(row.money_usd) - renting, 6);
  }
  expect(meanOf("alternative_power_down_used_gpu_h")).toBeGreaterThan(0);
  expect(meanOf("alternative_power_down_used_gpu_h")).toBeLessThan(meanOf("idle_share_baseline") * 32 * 240);
  expect(stdout).toContain("BESIDE in these 10 days");

  for (const [at, suffix] of [
    [out, ""],
    [join(out, "baseline"), "_baseline"],
  ]) {
    const promises = rows(join(at!, "commitments.csv"));
    expect(promises).toHaveLength(2 * (1 + 10));
    const [all, ...each] = promises.filter(({ size }) => size === "4");
    const mean = each.reduce((sum, row) => sum + Number(row.broken_share), 0) / each.length;
    expect(Number(all!.broken_share)).toBeCloseTo(mean, 12);
    expect(Number(all!.breach_usd)).toBeCloseTo(5 * Number(all!.short_gpu_h), 9);
    expect(meanOf(`p.commitment_4_gpus_1d_broken_share${suffix}`)).toBe(Number(all!.broken_share));
    expect(summary.has(`p.commitment_50_percent_1d_short_gpu_h${suffix}`)).toBe(true);
  }
  const value = "trajectory_net_present_value_usd";
  expect(meanOf(`${value}_difference`)).toBeCloseTo(meanOf(value) - meanOf(`${value}_baseline`), 4);
});
