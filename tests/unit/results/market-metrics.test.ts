// The market in summary.csv: what revenue.csv, demand.csv and tokens.csv hold step by step, added up from their rows.

import { expect, test } from "vitest";
import { type LedgerRows, type RunTotals, simulationOf, summarise } from "../../../src/index.ts";
import { scenarioOf } from "../scenario/memory-files.ts";

const SCENARIO = scenarioOf(`name: market
horizon: 3w
warmup: 1w
step: 5h
fleet: {pools: [{name: p, gpu: H100, nodes: 2, gpus_per_node: 8}]}
internal:
  research: {arrivals: {poisson: {rate: 2/h}}, gpus: 2, service: {exponential: {mean: 2h}}}
drivers:
  mood: {process: {mean_reverting: {sd: 30%, half_life: 1d}}, loads: {internal.research: 1, rental.demand: 1, rental.price.spot: 1}}
rental:
  readiness: {ramp: {logistic: {50%: 0s, 90%: 8w}}}
  substitution: {outside_option: $0/GPU/h}
  products:
    spot:
      contract: {preset: aws.spot, breach_cost: 1h}
      price: $1/GPU/h
      patience: 2h
      demand: {rate: 4/h, willingness: {uniform: {min: $0/GPU/h, max: $3/GPU/h}}, churn: {customers: 40, per_month: 50%}, gpus: 1, service: {exponential: {mean: 1h}}}
    on-demand:
      contract: aws.on-demand
      price: $2/GPU/h
      demand: {rate: 3/h, willingness: {uniform: {min: $0/GPU/h, max: $5/GPU/h}}, retry: {}, gpus: 2, service: {exponential: {mean: 1h}}}
    api: {contract: tokens.standard, model: llama33_70b, price: {in: $0.50/Mtok, out: $1.50/Mtok}, demand: {peak: 1 ktok/s}}
scheduling: {head_of_line: skip, preemption: internal-first}
`);

interface Run extends LedgerRows {
  readonly totals: RunTotals;
}

const RUNS: Run[] = [0, 1].map((replication) => {
  const simulation = simulationOf(SCENARIO, { replication, variant: "rental" }, false);
  simulation.advance(Infinity);
  const totals = simulation.finish();
  return { ...simulation.drain(), totals };
});

const summary = summarise(
  RUNS.map(({ totals }) => totals),
  null,
  SCENARIO,
);
const metric = (name: string) => {
  const found = summary.filter((row) => row.metric === name);
  expect(found, name).toHaveLength(1);
  return found[0]!.mean;
};
const mean = (of: (run: Run) => number) => RUNS.reduce((sum, run) => sum + of(run), 0) / RUNS.length;

/** Σ of a column over the rows of one product. */
function sum<Row, Key extends keyof Row>(rows: readonly Row[], column: Key): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
const demandOf = (run: Run, product: number) => run.demand.filter((row) => row.product === product);
const salesOf = (run: Run, product: number) => run.revenue.filter((row) => row.product === product);

test.each([
  [0, "spot"],
  [1, "on-demand"],
])("who came for product %d, %s, and did not get it, is said by reason", (product, name) => {
  expect(metric(`${name}.customers`)).toBe(mean((run) => sum(demandOf(run, product), "customers")));
  for (const [share, column] of [
    ["not_ready_share", "notReady"],
    ["gone_share", "gone"],
    ["declined_share", "declined"],
    ["switched_share", "switched"],
  ] as const) {
    const expected = mean((run) => {
      const rows = demandOf(run, product);
      return sum(rows, column) / sum(rows, "customers");
    });
    expect(metric(`${name}.${share}`), share).toBeCloseTo(expected, 12);
  }
  expect(metric(`${name}.not_ready_share`)).toBeGreaterThan(0.1);
  expect(metric(`${name}.declined_share`)).toBeGreaterThan(0.1);
  expect(metric(`${name}.retries`)).toBe(mean((run) => sum(demandOf(run, product), "retries")));
  for (const column of ["admitted", "refused", "preempted"] as const)
    expect(metric(`${name}.${column}`)).toBe(mean((run) => sum(salesOf(run, product), column)));
});

test("requests that wait and leave are told apart from those that were refused", () => {
  const left = mean(({ totals }) => {
    const { byOutcome, arrivals } = totals.outcomes.find(({ source }) => source === "spot")!;
    return byOutcome.reneged / arrivals;
  });
  expect(metric("spot.left_share")).toBeCloseTo(left, 12);
  expect(metric("on-demand.left_share")).toBe(0);
  expect(metric("on-demand.refused")).toBeGreaterThan(0);
});

test("the money is that of the rows, and the price paid is what was charged for a GPU-hour that was billed", () => {
  for (const [product, name] of ["spot", "on-demand"].entries()) {
    for (const kind of ["gross", "refunds", "credits", "breach"] as const)
      expect(metric(`${name}.${kind}_usd`)).toBeCloseTo(
        mean((run) => sum(salesOf(run, product), kind)),
        6,
      );
  }
  // One number for the whole run; that of spot moves, and its mean over time is that of its steps.
  expect(metric("on-demand.price_paid_usd_per_gpu_h")).toBeCloseTo(2, 9);
  expect(metric("on-demand.price_mean_usd_per_gpu_h")).toBeCloseTo(2, 12);
  const paid = mean((run) => {
    const rows = salesOf(run, 0);
    return (3_600_000 * (sum(rows, "gross") - sum(rows, "refunds"))) / sum(rows, "billed");
  });
  expect(metric("spot.price_paid_usd_per_gpu_h")).toBeCloseTo(paid, 9);
  const asked = mean((run) => {
    const rows = demandOf(run, 0);
    const weighted = rows.reduce((total, row) => total + row.price * (row.stepEnd - row.stepStart), 0);
    return weighted / rows.reduce((total, row) => total + row.stepEnd - row.stepStart, 0);
  });
  expect(metric("spot.price_mean_usd_per_gpu_h")).toBeCloseTo(asked, 9);
});

test("customers that have left for good are counted where some can leave, and no more than there were", () => {
  const lost = metric("spot.churned_customers");
  // 50 % a month for four weeks: 40 × (1 − 2^(−28/30.4)) = 18.9 without interruptions.
  expect(lost).toBeGreaterThan(8);
  expect(lost).toBeLessThan(40);
  expect(metric("on-demand.churned_customers")).toBeNaN();
});

test("tokens are those of the rows, and so is what rental earned beside them", () => {
  for (const [name, column] of [
    ["asked_for_mtok", "askedFor"],
    ["billed_mtok", "billed"],
  ] as const)
    expect(metric(`api.${name}`)).toBeCloseTo(mean(({ tokens }) => sum(tokens, column)) / 1e6, 9);
  expect(metric("api.pending_mtok")).toBe(0);
  expect(metric("api.price_paid_usd_per_mtok")).toBeCloseTo(2, 9);
  const rental = mean(({ tokens }) => (3_600_000 * sum(tokens, "rentalRevenue")) / sum(tokens, "rentalHeld"));
  expect(metric("api.rental_revenue_per_gpu_h_usd")).toBeCloseTo(rental, 9);
});

test("what moves together is said of each product, tokens among them", () => {
  for (const name of ["spot", "on-demand", "api"])
    expect(Math.abs(metric(`${name}.internal_demand_correlation`))).toBeLessThanOrEqual(1);
  expect(metric("spot.demand_price_correlation")).toBeGreaterThan(0);
  expect(metric("on-demand.internal_price_correlation")).toBeNaN();
});

test("without a market nothing is said of customers", () => {
  const silent = { ...SCENARIO, market: null };
  const names = summarise([], null, silent).map((row) => row.metric);
  expect(names).not.toContain("spot.customers");
  expect(names).toContain("spot.price_paid_usd_per_gpu_h");
});
