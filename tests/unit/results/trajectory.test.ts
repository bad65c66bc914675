import { expect, test } from "vitest";
import type { LedgerRows } from "../../../src/ledger/ledger.ts";
import { summarise } from "../../../src/results/summarise.ts";
import { tableCells, tableHeader } from "../../../src/results/table.ts";
import { TABLES } from "../../../src/results/tables.ts";
import { TrajectorySteps } from "../../../src/results/trajectory-steps.ts";
import { HOUR, SCENARIO, totals } from "./scenario-fixture.ts";

const TRAJECTORY = { ...SCENARIO, mode: "trajectory" as const, baseline: false };
const NO_ROWS: LedgerRows = {
  utilisation: [],
  allocation: [],
  revenue: [],
  demand: [],
  tokens: [],
  deliveries: [],
  retirements: [],
  jobs: [],
};

/** Rows of two pools over one step in which 10 of 16 GPUs of each are held by internal work, and $`money` are earned. */
function stepRows(step: number, hours: number, internal: number, money: number): LedgerRows {
  const [stepStart, stepEnd] = [step * HOUR, (step + hours) * HOUR];
  const { gpuTime } = totals(0, 0, 0);
  const time = { ...gpuTime[0]!, installed: 16 * hours * HOUR, allocatedInternal: internal * hours * HOUR };
  const { sales } = totals(0, 0, money);
  return {
    ...NO_ROWS,
    utilisation: [0, 1].map((pool) => ({ ...time, stepStart, stepEnd, pool })),
    revenue: [{ ...sales[0]!, stepStart, stepEnd, product: 0 }],
  };
}

function cellsOf(steps: TrajectorySteps, replications: number) {
  const header = tableHeader(TABLES.trajectory);
  return steps.rows(replications).map((row) => {
    const cells = tableCells(TABLES.trajectory, row, null);
    return Object.fromEntries(header.map((name, place) => [name, cells[place]!]));
  });
}

test("a step is the sum over pools and products, its mean over replications, and the Student-t interval around it", () => {
  const steps = new TrajectorySteps(HOUR);
  steps.add(0, stepRows(0, 1, 10, 100));
  steps.add(1, stepRows(0, 1, 12, 130));
  steps.add(0, stepRows(1, 0.5, 10, 40));
  steps.add(1, stepRows(1, 0.5, 10, 40));
  const [first, last] = cellsOf(steps, 2);
  expect(first).toMatchObject({ step_start_s: "0", step_end_s: "3600", replications: "2" });
  expect(first).toMatchObject({ installed_gpu_h: "32", internal_gpu_h: "22", revenue_usd: "115" });
  // Of 20 and 24: s = √8, and t(0.975, 1) = 12.706 in tables, so ± 12.706 × √8 / √2.
  expect(Number(first!.internal_low_gpu_h)).toBeCloseTo(22 - 12.706 * 2, 2);
  expect(Number(first!.internal_high_gpu_h)).toBeCloseTo(22 + 12.706 * 2, 2);
  expect(last).toMatchObject({ step_start_s: "3600", step_end_s: "5400", installed_gpu_h: "16" });
  expect(last).toMatchObject({ internal_low_gpu_h: "10", internal_gpu_h: "10", internal_high_gpu_h: "10" });
});

test("what is paid for a delivery stands in the step in which it comes, that at its end in the step that ends", () => {
  const steps = new TrajectorySteps(HOUR);
  const deliveries = [0, HOUR, HOUR + 1].map((instant) => ({
    instant,
    pool: 0,
    gpus: 8,
    capex: 100 + instant,
  }));
  steps.add(0, { ...NO_ROWS, deliveries }); // before the rows of their steps, which end later
  for (const step of [0, 1]) steps.add(0, stepRows(step, 1, 0, 0));
  expect(cellsOf(steps, 1).map(({ capex_usd }) => capex_usd)).toEqual([
    String(200 + HOUR),
    String(101 + HOUR),
  ]);
});

test("replications that were broken off are in no step, and a longer one stands alone at its end", () => {
  const steps = new TrajectorySteps(HOUR);
  steps.add(0, stepRows(0, 1, 10, 0));
  steps.add(1, stepRows(0, 1, 12, 0));
  steps.add(1, stepRows(1, 1, 12, 0));
  expect(cellsOf(steps, 1).map(({ replications }) => replications)).toEqual(["1"]);
  expect(cellsOf(steps, 1)[0]).toMatchObject({ internal_gpu_h: "20", internal_low_gpu_h: "" });
  expect(cellsOf(steps, 2).map(({ replications }) => replications)).toEqual(["2", "1"]);
});

test("a trajectory has no metric that claims a steady state, and says what was spent on the fleet", () => {
  const runs = [totals(0.7, 0.1, 300), totals(0.7, 0.1, 300)].map((run) => ({ ...run, capex: 5000 }));
  const names = summarise(runs, null, TRAJECTORY).map(({ metric }) => metric);
  const steady = summarise(runs, null, SCENARIO).map(({ metric }) => metric);
  const claims = steady.filter((name) => /per_year/.test(name));
  expect(claims).toEqual(["revenue_per_year_usd", "spot.revenue_per_year_usd"]);
  expect(steady.filter((name) => !names.includes(name))).toEqual(claims);
  expect(names.filter((name) => !steady.includes(name))).toEqual(["capex_usd"]);
  expect(summarise(runs, null, TRAJECTORY).find(({ metric }) => metric === "capex_usd")!.mean).toBe(5000);
  const drivers = [{} as never];
  const driven = runs.map((run) => ({
    ...run,
    correlations: [{ internalDemand: 0.5, internalPrice: 0.1, demandPrice: 0.2 }],
  }));
  const correlated = (scenario: typeof SCENARIO) =>
    summarise(driven, null, { ...scenario, drivers }).filter(({ metric }) => /_correlation$/.test(metric));
  expect([correlated(SCENARIO).length, correlated(TRAJECTORY).length]).toEqual([4, 0]);
});

test("every row of a summary says its mode", () => {
  const [row] = summarise([totals(0.7, 0.1, 300)], null, TRAJECTORY);
  expect(tableCells(TABLES.summary, row!, TRAJECTORY).at(-1)).toBe("trajectory");
  expect(tableCells(TABLES.summary, row!, SCENARIO).at(-1)).toBe("steady");
});
