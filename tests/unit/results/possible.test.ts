import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withinPossible } from "../../../src/results/possible.ts";

const wide = { low: -0.2, high: 1.3 };

test.each<[metric: string, unit: string, low: number, high: number]>([
  ["utilisation", "share", 0, 1],
  ["utilisation_baseline", "share", 0, 1],
  ["spot.refused_share", "share", 0, 1],
  ["research.wait_mean_s", "s", 0, 1.3],
  ["h100.firm_1d_95_gpus", "GPUs", 0, 1.3],
  ["shortfall_gpu_h", "GPU-h", 0, 1.3],
  ["useful_internal_share", "share", -0.2, 1],
  ["utilisation_difference", "share", -0.2, 1.3],
  ["research.wait_mean_s_difference", "s", -0.2, 1.3],
  ["displaced_share", "share", -0.2, 1.3],
  ["full_margin", "share", -0.2, 1.3],
  ["revenue_per_aws_revenue", "share", -0.2, 1.3],
  ["revenue_usd", "USD", -0.2, 1.3],
  ["spot.refunds_usd", "USD", 0, 1.3],
])("an interval of %s ends where the possible ends", (metric, unit, low, high) => {
  expect(withinPossible(metric, unit, wide)).toEqual({ low, high });
});

test("an interval that is not there is not made, and one that is possible is left alone", () => {
  const none = { low: Number.NaN, high: Number.NaN };
  expect(withinPossible("utilisation", "share", none)).toEqual(none);
  const inside = { mean: 0.5, low: 0.4, high: 0.6 };
  expect(withinPossible("utilisation", "share", inside)).toEqual(inside);
});

test.each(readdirSync("tests/golden").filter((name) => !name.endsWith(".ts") && name !== "by-hand"))(
  "no mean of a run lies where its metric cannot be: %s",
  (name) => {
    const [head, ...lines] = readFileSync(`tests/golden/${name}/tables/summary.csv`, "utf8")
      .trimEnd()
      .split("\n");
    expect(head).toMatch(/^metric,unit,mean,/);
    for (const line of lines) {
      const [metric = "", unit = "", text = ""] = line.split(",");
      if (text === "") continue;
      const mean = Number(text);
      expect([metric, withinPossible(metric, unit, { low: mean, high: mean })]).toEqual([
        metric,
        { low: mean, high: mean },
      ]);
    }
  },
);
