import { expect, test } from "vitest";
import type { JobRecord } from "../../../src/ledger/rows.ts";
import { nodeRanges } from "../../../src/results/jobs-table.ts";
import { tableCells, tableHeader } from "../../../src/results/table.ts";
import { TABLES } from "../../../src/results/tables.ts";
import { HOUR } from "./scenario-fixture.ts";

const LABELS = { replication: 3, pools: ["a100", "h100"], products: ["spot"], tokens: [] };

test("every table begins with the columns that other programs rely on", () => {
  const begins = {
    jobs: "replication,job_id,source,pool,gpus,arrival_s,first_start_s,end_s,service_s,wait_s,preemptions,outcome,nodes",
    utilisation:
      "replication,step_start_s,step_end_s,pool,installed_gpu_h,available_gpu_h,allocated_internal_gpu_h,allocated_rental_gpu_h,idle_gpu_h",
    revenue:
      "replication,step_start_s,step_end_s,product,requests,admitted,refused,preempted,billed_gpu_h,revenue_usd",
    waits: "replication,source,size,count,wait_mean_s,wait_p50_s,wait_p90_s,wait_p99_s",
    summary: "metric,unit,mean,ci_low,ci_high,replications",
  } as const;
  for (const [name, columns] of Object.entries(begins)) {
    const table = TABLES[name as keyof typeof begins];
    const header = table.columns.map((column) => column.name).join(",");
    expect(header.startsWith(columns), `${table.file}: ${header}`).toBe(true);
  }
});

test("columns are snake_case, carry their unit last, and are described once", () => {
  const suffix: Record<string, string> = { s: "_s", "GPU-h": "_gpu_h", USD: "_usd" };
  for (const table of Object.values(TABLES)) {
    const names = table.columns.map((column) => column.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, unit, description } of table.columns) {
      expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(name.endsWith(suffix[unit] ?? ""), name).toBe(true);
      expect(description, name).toMatch(/\S.*\.$/);
    }
  }
});

test("a job's row says times in s, its pool by name, and its nodes as ranges", () => {
  const job: JobRecord = {
    id: "application_7",
    source: "research",
    pool: 1,
    gpus: 32,
    arrival: 1500,
    firstStart: 61_500,
    lastStart: 91_500,
    end: 121_501,
    service: 60_001,
    preemptions: 0,
    outcome: "completed",
    nodes: [0, 1, 2, 7],
    earlierRuns: [
      { pool: 1, start: 61_500, end: 70_000, nodes: [3] },
      { pool: 1, start: 80_000, end: 80_250, nodes: [0, 1, 7] },
    ],
  };
  expect(tableCells(TABLES.jobs, job, LABELS).join()).toBe(
    "3,application_7,research,h100,32,1.5,61.5,121.501,60.001,60,0,completed,0-2;7,91.5,61.5:70@h100:3 80:80.25@h100:0-1;7",
  );
});

test("a job that never started has empty cells for what did not happen", () => {
  const job: JobRecord = {
    id: "=1",
    source: "spot",
    pool: -1,
    gpus: 1,
    arrival: 0,
    firstStart: Number.NaN,
    lastStart: Number.NaN,
    end: 0,
    service: 1000,
    preemptions: 0,
    outcome: "refused",
    nodes: [],
    earlierRuns: [],
  };
  expect(tableCells(TABLES.jobs, job, LABELS).join()).toBe("3,'=1,spot,,1,0,,0,1,,0,refused,,,");
});

test("node ranges join neighbours and nothing else", () => {
  expect(nodeRanges([])).toBe("");
  expect(nodeRanges([3])).toBe("3");
  expect(nodeRanges([0, 1, 2, 3, 7])).toBe("0-3;7");
  expect(nodeRanges([0, 2, 4, 5])).toBe("0;2;4-5");
});

test("GPU-time is in GPU-hours and money in dollars", () => {
  const row = { stepStart: 0, stepEnd: HOUR, product: 0, requests: 3, admitted: 2, refused: 1, preempted: 0 };
  const money = {
    billed: 1.5 * HOUR,
    used: 1.25 * HOUR,
    revenue: 0.1,
    gross: 1,
    refunds: 0.5,
    credits: 0.25,
    breach: 0.15,
  };
  expect(tableCells(TABLES.revenue, { ...row, ...money }, LABELS).join()).toBe(
    "3,0,3600,spot,3,2,1,0,1.5,0.1,1,0.5,0.25,0.15,1.25",
  );
});

test("the header of a table is the names of its columns", () => {
  expect(tableHeader(TABLES.allocation).join()).toBe(
    "replication,step_start_s,step_end_s,pool,source,allocated_gpu_h,useful_gpu_h,checkpoint_gpu_h,restart_gpu_h,lost_gpu_h,unused_gpu_h",
  );
});
