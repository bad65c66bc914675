import { expect, test } from "vitest";
import { summarise } from "../../../src/results/summarise.ts";
import type { SummaryRow } from "../../../src/results/summary-table.ts";
import { SCENARIO, totals, wait } from "./scenario-fixture.ts";

const RUNS = [totals(0.7, 0.1, 300), totals(0.72, 0.12, 320), totals(0.74, 0.08, 340)];
const BASELINE = [totals(0.71, 0, 0), totals(0.73, 0, 0), totals(0.75, 0, 0)];

function metric(rows: readonly SummaryRow[], name: string): SummaryRow {
  const found = rows.filter((row) => row.metric === name);
  expect(found, name).toHaveLength(1);
  return found[0]!;
}

test("the metrics that other programs rely on are there, each once", () => {
  const rows = summarise(RUNS, BASELINE, SCENARIO);
  for (const name of [
    "utilisation",
    "utilisation_internal",
    "utilisation_rental",
    "idle_share",
    "revenue_usd",
    "revenue_per_year_usd",
    "internal_wait_mean_s",
  ]) {
    for (const suffix of ["", "_baseline", "_difference"]) metric(rows, `${name}${suffix}`);
  }
  expect(new Set(rows.map((row) => row.metric)).size).toBe(rows.length);
});

test("shares are of installed GPU-time and add up to one", () => {
  const rows = summarise(RUNS, null, SCENARIO);
  expect(metric(rows, "utilisation").mean).toBeCloseTo(0.82, 12);
  const parts = ["utilisation", "idle_share", "down_share"].map((name) => metric(rows, name).mean);
  expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(1, 12);
  const causes = ["headroom", "fragmentation", "notice", "no_demand"].map(
    (cause) => metric(rows, `idle_${cause}_share`).mean,
  );
  expect(causes.reduce((sum, part) => sum + part)).toBeCloseTo(metric(rows, "idle_share").mean, 12);
});

test("a difference is paired: what replications share does not widen its interval", () => {
  const rows = summarise(RUNS, BASELINE, SCENARIO);
  const own = metric(rows, "utilisation_internal");
  const difference = metric(rows, "utilisation_internal_difference");
  expect(difference.mean).toBeCloseTo(-0.01, 12);
  expect(difference.ciHigh - difference.ciLow).toBeLessThan(1e-12);
  expect(own.ciHigh - own.ciLow).toBeGreaterThan(0.05);
});

test("without a baseline there is no baseline and no difference", () => {
  const names = summarise(RUNS, null, SCENARIO).map((row) => row.metric);
  expect(names.filter((name) => /_(baseline|difference)$/.test(name))).toEqual([]);
});

test("one replication has means and no intervals", () => {
  for (const row of summarise([RUNS[0]!], null, SCENARIO)) {
    expect([row.ciLow, row.ciHigh], row.metric).toEqual([Number.NaN, Number.NaN]);
  }
});

test("a year is 365 days at the pace of the measured time", () => {
  const rows = summarise([RUNS[0]!], null, SCENARIO);
  expect(metric(rows, "revenue_per_year_usd").mean).toBeCloseTo((300 * 8760) / 100, 9);
  expect(metric(rows, "spot.revenue_per_year_usd").mean).toBeCloseTo((300 * 8760) / 100, 9);
});

test("the internal wait weighs the sources by their jobs and leaves customers out", () => {
  const waits = [wait("research", 30, 10_000), wait("training", 10, 50_000), wait("spot", 1000, 999_000)];
  const rows = summarise([totals(0.7, 0.1, 300, waits)], null, SCENARIO);
  expect(metric(rows, "internal_wait_mean_s").mean).toBe(20);
  expect(metric(rows, "research.wait_p90_s").mean).toBe(20);
  expect(metric(rows, "spot.wait_mean_s").mean).toBe(999);
});

test("a replication in which no job started has no wait, and is not counted as one of 0", () => {
  const waits = [wait("research", 4, 8000), wait("training", 0, Number.NaN)];
  const rows = summarise([totals(0.7, 0.1, 300, waits), totals(0.7, 0.1, 300)], null, SCENARIO);
  expect(metric(rows, "internal_wait_mean_s")).toMatchObject({ mean: 8, replications: 1 });
});

test("sales are told per product", () => {
  const rows = summarise([RUNS[0]!], null, SCENARIO);
  expect(metric(rows, "spot.refused_share").mean).toBe(0.2);
  expect(metric(rows, "spot.preemptions_per_admission").mean).toBe(0.5);
  expect(metric(rows, "spot.billed_gpu_h").mean).toBe(50);
});
