import * as Plot from "@observablehq/plot";
import { expect, test } from "vitest";
import type { DataTable, Figure } from "../../../src/report/section.ts";
import { alternatives } from "../../../src/report/sections/alternatives.ts";
import { commitments } from "../../../src/report/sections/commitments.ts";
import { presentValue } from "../../../src/report/sections/present-value.ts";
import { csv, resultsWith } from "./results-fixture.ts";

const metric = (name: string, mean: number, low = mean - 1, high = mean + 1) => ({
  metric: name,
  unit: "USD",
  mean,
  ci_low: low,
  ci_high: high,
  replications: 2,
});

const use = (alternative: string, money: number, less: number) => ({
  alternative,
  replications: 2,
  used_gpu_h: 1234,
  money_usd: money,
  money_low_usd: money - 500,
  money_high_usd: money + 500,
  less_renting_usd: less,
  less_renting_low_usd: less - 100,
  less_renting_high_usd: less + 100,
});

test("uses of idle GPUs stand beside renting, and the page says why its money is not that of the answer", async () => {
  expect(await alternatives(await resultsWith({}))).toBeNull();
  const rows = [use("renting", 9000, 0), use("backfill", 4000, -5000)];
  const summary = [
    metric("measured_s", 604_800),
    metric("money_usd_difference", 9600),
    metric("displaced_value_usd", 600),
  ];
  const texts = { "alternatives.csv": csv(rows), "summary.csv": csv(summary) };
  const [figure] = (await alternatives(await resultsWith(texts)))!.blocks as [Figure];
  expect(figure.numbers!.rows).toEqual([
    ["renting", "1,234", "$9,000", "[$8,500, $9,500]", "$0.00", "[−$100, $100]"],
    ["low-value internal work", "1,234", "$4,000", "[$3,500, $4,500]", "−$5,000", "[−$5,100, −$4,900]"],
  ]);
  expect(figure.caption).toContain(
    "Renting is the $9,600 that it adds, less the $600 of internal work that it displaces.",
  );
  expect(figure.alternative).toContain("low-value internal work $4,000 [$3,500, $4,500]");
  expect(figure.source).toBe("alternatives.csv");
  const { x } = figure.draw(Plot);
  expect(x!.label).toContain("(thousand USD)");
});

test("the present value of a stretch of time is told with rental, without, and by rental", async () => {
  expect(presentValue(await resultsWith({}))).toBeNull();
  const name = "trajectory_net_present_value_usd";
  const summary = csv([
    metric(name, 30),
    metric(`${name}_baseline`, 20),
    metric(`${name}_difference`, 10, 8, 12),
  ]);
  const [figure] = presentValue(await resultsWith({ "summary.csv": summary }))!.blocks as [Figure];
  expect(figure.numbers!.rows).toEqual([
    ["with rental", "$30.0", "[$29.0, $31.0]"],
    ["without", "$20.0", "[$19.0, $21.0]"],
    ["by rental", "$10.0", "[$8.00, $12.0]"],
  ]);
});

const promise = (made_at_s: number | string, short: number, size = "64") => ({
  pool: "h100",
  size,
  duration_s: 2_592_000,
  made_at_s,
  replications: 2,
  broken_share: 0.5,
  broken_low_share: 0.25,
  broken_high_share: 0.75,
  short_gpu_h: 460.8,
  short_low_gpu_h: 400,
  short_high_gpu_h: 500,
  short_share: short,
  short_low_share: short - 0.1,
  short_high_share: short + 0.1,
  breach_usd: "",
});

test("promises are drawn by the day on which they are made, and told in numbers over all days, after rental and without it", async () => {
  expect(await commitments(await resultsWith({}))).toBeNull();
  const own = csv([promise("all", 0.2), promise(0, 0.05), promise(86_400, 0.6), promise("all", 0.1, "50%")]);
  const results = await resultsWith({
    "commitments.csv": own,
    "baseline/commitments.csv": csv([promise("all", 0.01)]),
  });
  const [figure, after, before] = (await commitments(results))!.blocks as [Figure, DataTable, DataTable];
  expect(figure.alternative).toBe(
    "Lines of the share that is missing by the day of the promise. On average: 64 GPUs for 30 days 20.0 % [10.0, 30.0] of its GPU-hours; 50% of what is free for 30 days 10.0 % [0.0, 20.0] of its GPU-hours.",
  );
  const marks = figure.draw(Plot).marks as { data?: { day: number; mean: number; low: number }[] }[];
  const drawn = marks.flatMap(({ data }) => data ?? []).filter(({ mean }) => mean !== undefined);
  expect(drawn.find(({ day }) => day === 1)).toMatchObject({ mean: 60, low: 50 });
  // No share is below nothing.
  expect(drawn.find(({ day }) => day === 0)).toMatchObject({ low: 0 });
  expect(after.rows[0]).toEqual([
    "64 GPUs for 30 days",
    "50.0 % [25.0, 75.0]",
    "461 [400, 500]",
    "20.0 % [10.0, 30.0]",
  ]);
  expect(before.rows).toHaveLength(1);
  expect([before.rows[0]![3], before.source]).toEqual(["1.0 % [0.0, 11.0]", "baseline/commitments.csv"]);
});
