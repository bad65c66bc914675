import { expect, test } from "vitest";
import type { FirmCapacityRow } from "../../../src/economics/firm-capacity.ts";
import { FIRM_CAPACITY } from "../../../src/results/firm-capacity-table.ts";
import { firmSummary } from "../../../src/results/firm-metrics.ts";
import { tableCells, tableHeader } from "../../../src/results/table.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import type { Estimate } from "../../../src/statistics/interval.ts";
import { HOUR, SCENARIO } from "./scenario-fixture.ts";

const estimate = (mean: number): Estimate => ({ mean, low: mean - 1, high: mean + 1, replications: 5 });
const GPU = { name: "GPU", gpus: 1, counted: "gpus", each: 1 } as const;
const NODE = { name: "node", gpus: 8, counted: "nodes", each: 1 } as const;

function row(changes: Partial<FirmCapacityRow>): FirmCapacityRow {
  return {
    pool: 0,
    shape: GPU,
    duration: 24 * HOUR,
    confidence: 0.95,
    hour: "all",
    level: "all",
    levels: [Number.NaN, Number.NaN],
    bookings: 100,
    firm: estimate(7),
    kept: estimate(0.9),
    ...changes,
  };
}

const scenario = (...confidences: number[]): Scenario => ({
  ...SCENARIO,
  firmCapacity: { durations: [], confidences, gangs: [], slot: HOUR, partOfWeek: 6 * HOUR },
});

test("the summary has the GPUs of every pool and duration at 95 %, whatever is known and by all that is, and the baseline's", () => {
  const rows = [
    row({ hour: "each", level: "each", firm: estimate(9), kept: estimate(0.94) }),
    row({}),
    row({ hour: 6, firm: estimate(1) }),
    row({ shape: NODE, firm: estimate(2) }),
    row({ confidence: 0.9, firm: estimate(3) }),
    row({ duration: 48 * HOUR, bookings: 0 }),
    row({ duration: 6 * HOUR, firm: estimate(8) }),
  ];
  const summary = firmSummary(rows, [row({ firm: estimate(11) })], scenario(0.9, 0.95));
  expect(summary.map(({ metric, mean }) => [metric, mean])).toEqual([
    ["h100.firm_1d_95_informed_gpus", 9],
    ["h100.firm_1d_95_informed_kept_share", 0.94],
    ["h100.firm_1d_95_gpus", 7],
    ["h100.firm_1d_95_kept_share", 0.9],
    ["h100.firm_6h_95_gpus", 8],
    ["h100.firm_6h_95_kept_share", 0.9],
    ["h100.firm_1d_95_gpus_baseline", 11],
    ["h100.firm_1d_95_kept_share_baseline", 0.9],
  ]);
  expect(summary[2]).toEqual({
    metric: "h100.firm_1d_95_gpus",
    unit: "GPUs",
    mean: 7,
    ciLow: 6,
    ciHigh: 8,
    replications: 5,
  });
});

test("the summary takes the confidence next to 95 %, and names durations that are no whole hours by their seconds", () => {
  const rows = [0.5, 0.999].map((confidence) => row({ confidence, duration: HOUR / 2 }));
  expect(firmSummary(rows, [], scenario(0.5, 0.999)).map(({ metric }) => metric)).toEqual([
    "h100.firm_1800s_99.9_gpus",
    "h100.firm_1800s_99.9_kept_share",
  ]);
});

test("a row of firm_capacity.csv counts shapes, and their GPUs", () => {
  const labels = { replication: 1, pools: ["h100"], products: [], tokens: [] };
  const cells = tableCells(
    FIRM_CAPACITY,
    row({ shape: NODE, hour: 6, level: "middle", levels: [3, 5] }),
    labels,
  );
  const header = tableHeader(FIRM_CAPACITY);
  const cellOf = Object.fromEntries(header.map((name, index) => [name, cells[index]]));
  expect(cellOf).toMatchObject({
    pool: "h100",
    shape: "node",
    shape_gpus: "8",
    duration_s: "86400",
    hour_of_week: "6",
    level: "middle",
    level_above: "3",
    level_up_to: "5",
    firm: "7",
    firm_gpus: "56",
    firm_ci_low: "6",
    kept_share: "0.9",
  });
});

test("a refused row and a promise that cannot be told have empty cells", () => {
  const nothing = { mean: Number.NaN, low: Number.NaN, high: Number.NaN, replications: 0 };
  const labels = { replication: 1, pools: ["h100"], products: [], tokens: [] };
  const cells = tableCells(FIRM_CAPACITY, row({ bookings: 0, firm: nothing, kept: nothing }), labels);
  expect(cells.slice(-9)).toEqual(["", "0", "", "", "", "", "", "", ""]);
});
