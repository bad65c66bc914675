import { expect, test } from "vitest";
import type { Figure } from "../../../src/report/section.ts";
import { firmCapacity } from "../../../src/report/sections/firm-capacity.ts";
import { csv, resultsWith } from "./results-fixture.ts";

const ROW = {
  pool: "h100",
  shape: "GPU",
  shape_gpus: 1,
  duration_s: 86_400,
  confidence: 0.95,
  hour_of_week: "all",
  level: "all",
  firm: 10,
  firm_gpus: 10,
  firm_ci_low: 8,
  firm_ci_high: 12,
  kept_share: 0.96,
};

test("promises are told in GPUs, those of gangs too, and those by what is free only as a whole", async () => {
  expect(await firmCapacity(await resultsWith({}))).toBeNull();
  const gang = {
    ...ROW,
    shape: "64 GPUs",
    shape_gpus: 64,
    firm: 2,
    firm_gpus: 128,
    firm_ci_low: 1,
    firm_ci_high: 3,
  };
  const rows = [
    ROW,
    { ...ROW, confidence: 0.99, firm: 0, firm_gpus: 0, firm_ci_low: 0, firm_ci_high: 0 },
    gang,
    { ...ROW, level: "high", firm_gpus: 99 },
    { ...ROW, hour_of_week: "6", firm_gpus: 4 },
  ];
  const [overall, byHour] = (await firmCapacity(await resultsWith({ "firm_capacity.csv": csv(rows) })))!
    .blocks as Figure[];
  expect(overall!.numbers!.rows).toEqual([
    ["GPU", "1 day", "95.0 %", "at any time", "10.0", "[8.00, 12.0]", "96.0 %"],
    ["64 GPUs", "1 day", "95.0 %", "at any time", "128", "[64.0, 192]", "96.0 %"],
  ]);
  expect(overall!.alternative).toContain(
    " 10.0 GPUs for 1 day with 95.0 % at any time; nothing in all other cases.",
  );
  expect(byHour!.alternative).toContain("for 1 day 4.00 GPUs");
});
