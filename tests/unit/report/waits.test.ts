import { expect, test } from "vitest";
import type { DataTable, Figure } from "../../../src/report/section.ts";
import { waits } from "../../../src/report/sections/waits.ts";
import { csv, resultsWith } from "./results-fixture.ts";

const SUMMARY = csv([
  { metric: "measured_s", unit: "s", mean: 604800, ci_low: 604800, ci_high: 604800, replications: 2 },
  { metric: "research.wait_mean_s", unit: "s", mean: 30, ci_low: 20, ci_high: 40, replications: 2 },
  { metric: "research.wait_mean_s_baseline", unit: "s", mean: 10, ci_low: 9, ci_high: 11, replications: 2 },
  {
    metric: "research.wait_mean_s_difference",
    unit: "s",
    mean: 20,
    ci_low: 15,
    ci_high: 25,
    replications: 2,
  },
]);

function waitsOf(...means: readonly (readonly [number, string, number | string])[]): string {
  return csv(
    means.map(([replication, size, mean]) => ({
      replication,
      source: "research",
      size,
      count: 5,
      wait_mean_s: mean,
    })),
  );
}

test("the change of the wait of a size is paired by replication", async () => {
  const results = await resultsWith({
    "summary.csv": SUMMARY,
    // 8 GPUs: 50 − 10 and 70 − 50 are 40 and 20, mean 30; t(0.975, 1) = 12.706, s / √2 = 10.
    "waits.csv": waitsOf([1, "all", 1], [1, "8", 50], [2, "8", 70], [2, "16", 5]),
    "baseline/waits.csv": waitsOf([1, "8", 10], [2, "8", 50], [1, "16", 3]),
  });
  const [figure, table] = (await waits(results))!.blocks as [Figure, DataTable];
  const rows = figure.numbers!.rows;
  expect(rows[0]).toEqual(["research, 8 GPUs", "30 s", "+30 s", "[−97 s, +2.6 min]"]);
  // No replication has a wait of 16 GPUs with and without rental.
  expect(rows).toHaveLength(1);
  expect(table.rows[0]).toEqual(["research", "mean", "10 s", "30 s", "+20 s", "[+15 s, +25 s]"]);
});

test("without a baseline the waits themselves are told", async () => {
  const results = await resultsWith({ "summary.csv": SUMMARY, "waits.csv": waitsOf([1, "8", 50]) });
  const [table] = (await waits(results))!.blocks as [DataTable];
  expect(table.rows[0]).toEqual(["research", "mean", "30 s", "[20 s, 40 s]"]);
});
