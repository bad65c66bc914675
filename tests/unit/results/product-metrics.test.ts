import { expect, test } from "vitest";
import type { RunTotals } from "../../../src/ledger/rows.ts";
import { PRODUCT_METRICS } from "../../../src/results/product-metrics.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";

test("a run that took back what was admitted in its warm-up, and admitted nothing since, has no share of preemptions: it spoils no mean", () => {
  const { of } = PRODUCT_METRICS.find(({ name }) => name === "preemptions_per_admission")!;
  const shareOf = (preempted: number, admitted: number) =>
    of({ sales: [{ preempted, admitted }] } as unknown as RunTotals, 0, {} as Scenario);
  expect(shareOf(2, 0)).toBeNaN();
  expect(shareOf(0, 0)).toBeNaN();
  expect(shareOf(2, 4)).toBe(0.5);
});
