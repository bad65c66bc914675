// Promises made while internal work grows: by hand, and where its growth is known for sure.

import { expect, test } from "vitest";
import { type CommitmentsPlan, commitmentRisk } from "../../../src/economics/commitment-risk.ts";
import { simulationOf } from "../../../src/experiment/tasks.ts";
import { HOUR } from "../../../src/kernel/time.ts";
import type { RunTotals } from "../../../src/ledger/rows.ts";
import { scenarioOf } from "../scenario/memory-files.ts";

function runOf(...least: number[]): RunTotals {
  const level = { first: Float64Array.from(least), least: Float64Array.from(least) };
  return { free: [{ slot: HOUR, begin: 0, gpus: level, nodes: null }] } as unknown as RunTotals;
}

const PLAN: CommitmentsPlan = {
  durations: [2 * HOUR],
  sizes: [{ kind: "gpus", gpus: 8 }],
  every: HOUR,
  slot: HOUR,
  breach: 3,
};

/** Two replications of four hours: three promises of two hours each. */
const GROWING = [runOf(9, 8, 7, 5), runOf(9, 9, 9, 4)];

test("of each instant the share of promises broken, the GPU-hours short and their cost are means over replications", () => {
  const rows = commitmentRisk(GROWING, PLAN);
  expect(rows.map(({ madeAt }) => (madeAt === "all" ? madeAt : madeAt / HOUR))).toEqual(["all", 0, 1, 2]);
  const [all, ...each] = rows;
  expect(each.map(({ broken }) => broken.mean)).toEqual([0, 0.5, 1]);
  // 8 at hours 1 and 2: 0 + 1, and 0; at 2 and 3: 1 + 3, and 4.
  expect(each.map(({ short }) => short.mean / HOUR)).toEqual([0, 0.5, 4]);
  expect(each.map(({ shortShare }) => shortShare.mean)).toEqual([0, 0.5 / 16, 4 / 16]);
  expect(each.map(({ cost }) => cost.mean)).toEqual([0, 1.5, 12]);
  // Of the first replication two of three, of the second one; short 5/3 and 4/3 on average.
  expect(all!.broken.mean).toBeCloseTo(1 / 2, 12);
  expect(all!.short.mean / HOUR).toBeCloseTo(3 / 2, 12);
  // s of (2/3, 1/3) is √2 / 6; t(0.975, 1) = 12.7062.
  expect(all!.broken.high - all!.broken.mean).toBeCloseTo(12.7062 / 6, 4);
});

test("a share is of what is free as the promise is made, in whole GPUs, and a share of nothing is no promise", () => {
  const plan: CommitmentsPlan = { ...PLAN, durations: [HOUR], sizes: [{ kind: "share", share: 0.5 }] };
  const each = commitmentRisk([runOf(9, 1, 8)], plan).slice(1);
  expect(each.map(({ promised }) => promised.mean)).toEqual([4, Number.NaN, 4]);
  expect(each.map(({ broken }) => broken.replications)).toEqual([1, 0, 1]);
});

test("without a price of a breach there is no cost, and without a question no row", () => {
  expect(commitmentRisk(GROWING, { ...PLAN, breach: null })[1]!.cost.mean).toBeNaN();
  expect(commitmentRisk(GROWING, null)).toEqual([]);
  expect(commitmentRisk(GROWING, { ...PLAN, durations: [5 * HOUR] })).toEqual([]);
});

test("where work grows by a GPU an hour, a promise is broken exactly if it lasts beyond the hour at which idle falls below it", () => {
  const [fleet, promised, lasting, end] = [80, 20, 10, 70];
  const scenario = scenarioOf(`
name: growing
mode: trajectory
horizon: ${end}h
fleet: {pools: [{name: p, gpu: H100, nodes: 10, gpus_per_node: 8}]}
internal: {work: {arrivals: {every: 1h}, gpus: 1, service: 10y}}
outputs: {commitments: {durations: [${lasting}h], gpus: [${promised}], every: 1h, breach: $2/GPU/h}}
`);
  const simulation = simulationOf(scenario, { replication: 0, variant: "rental" }, false);
  simulation.advance(Number.POSITIVE_INFINITY);
  const each = commitmentRisk([simulation.finish()], scenario.commitments).slice(1);
  expect(each).toHaveLength(end - lasting + 1);
  // Idle is fleet − 1 − h in hour h.
  const falls = fleet - promised;
  each.forEach(({ broken, short, cost }, hour) => {
    const over = Math.max(0, hour + lasting - falls);
    expect(broken.mean, `made at ${hour}`).toBe(Number(over > 0));
    expect(short.mean / HOUR).toBe((over * (over + 1)) / 2);
    expect(cost.mean).toBe(over * (over + 1));
  });
});
