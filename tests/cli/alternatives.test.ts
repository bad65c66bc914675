// Alternatives to renting and commitments as a user gets them.

import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type Ended, file, filesIn, folder, results, rows, sim } from "./sim.ts";

const SCENARIO = `
name: growing
mode: trajectory
horizon: 10d
replications: 2
baseline: true
fleet: {pools: [{name: p, gpu: H100, nodes: 4, gpus_per_node: 8, arrives: [{at: 60h, nodes: 2, capex: $600000}]}]}
internal:
  work: {growth: 100%/y, arrivals: {poisson: {rate: 1/h}}, gpus: {1: 80%, 8: 20%}, service: {exponential: {mean: 5h}}}
rental:
  products:
    spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 1/h, gpus: 1, service: {exponential: {mean: 3h}}}}
scheduling: {placement: best-fit}
economics: {internal_value: $3/GPU/h, electricity: $0/kWh}
alternatives:
  power_down: {}
  defer: {nodes: 1}
  backfill: {value: $0.5/GPU/h, arrivals: {poisson: {rate: 4/h}}, service: 2h, on_preemption: restart}
outputs: {jobs: false, commitments: {durations: [1d], gpus: [4, 50%], every: 1d, breach: $5/GPU/h}}
`;

const at = file("growing.yaml", SCENARIO);
const out = join(folder(), "out");
let ended: Ended;
beforeAll(async () => {
  ended = await sim(["run", at, "--workers", "2", "--out", out]);
});

test("the tables of alternatives and commitments agree with the summary, with each other and with the terminal", () => {
  const { code, stdout, stderr } = ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const summary = new Map(rows(join(out, "summary.csv")).map((row) => [row.metric, row]));
  const meanOf = (metric: string) => Number(summary.get(metric)!.mean);

  const alternatives = rows(join(out, "alternatives.csv"));
  const printed = stdout.split("\n").filter((line) => !/^ FILES| {10}--set|^ NEXT/.test(line));
  expect(Math.max(...printed.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(alternatives.map(({ alternative }) => alternative)).toEqual([
    "renting",
    "power_down",
    "defer",
    "backfill",
  ]);
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
  expect(stdout).toMatch(/the \$\S+ that ANSWER says it adds, (less|plus) \$\S+ of\s+internal work/);

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

test("what low-value work is worth is read off the tables of its own runs, and the number of threads changes none of them", async () => {
  const one = join(folder(), "one");
  await sim(["run", at, "--workers", "1", "--out", one]);
  expect(results(out)).toEqual(results(one));
  expect(filesIn(join(one, "backfill"))).toEqual([
    "allocation.csv",
    "trajectory.csv",
    "utilisation.csv",
    "waits.csv",
  ]);
  const sumOf = (file: string, column: string, source: string) =>
    rows(join(one, file))
      .filter((row) => row.source === source)
      .reduce((sum, row) => sum + Number(row[column]), 0);
  const lost = sumOf("backfill/allocation.csv", "lost_gpu_h", "backfill");
  const useful = sumOf("backfill/allocation.csv", "useful_gpu_h", "backfill");
  const internal = (file: string) => sumOf(file, "useful_gpu_h", "work");
  const displaced = internal("baseline/allocation.csv") - internal("backfill/allocation.csv");
  expect(lost).toBeGreaterThan(0);
  // Two replications, no energy.
  const [backfill] = rows(join(one, "alternatives.csv")).filter((row) => row.alternative === "backfill");
  expect(Number(backfill!.useful_gpu_h)).toBeCloseTo(useful / 2, 6);
  expect(Number(backfill!.money_usd)).toBeCloseTo((0.5 * useful - 3 * displaced) / 2, 6);
});

test("a sweep has all of it as metrics, and its means are those of the run", async () => {
  const swept = join(folder(), "swept");
  const experiment = {
    scenario: at,
    sweep: { grid: { "rental.products.spot.price": ["$2/GPU/h", "$3/GPU/h"] } },
    metrics: ["alternative_backfill_less_renting_usd"],
  };
  const asked = file("experiment.yaml", JSON.stringify(experiment));
  const { code, stdout, stderr } = await sim(["sweep", asked, "--out", swept]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("alternative_backfill_less_renting_usd");
  const points = new Map(
    rows(join(swept, "points.csv"))
      .filter(({ point }) => point === "1")
      .map((row) => [row.metric!, Number(row.mean)]),
  );
  const told = rows(join(out, "summary.csv")).filter((row) =>
    /^alternative_|commitment_|^trajectory_net_present/.test(row.metric!),
  );
  expect(told.length).toBeGreaterThan(3 * 4 + 2 * 2 * 4 + 3);
  for (const { metric: name, mean } of told) expect(points.get(name!), name).toBeCloseTo(Number(mean), 6);
});
