// Divided GPUs, worked out with pencil and paper: a node of two GPUs of four slices each, four internal jobs of parts of a GPU
// and of whole ones, and a request for a quarter. Worst fit, so that halves come to stand apart.
//
//        0 s  a (1/2 GPU, 1 h) on GPU 0 and b (1/2, 3 h) on GPU 1, which has more slices left
//      600    c (1 GPU, 1 h): a GPU's worth of slices is free, half of it on each GPU. c waits, fragmented
//    3,600    a ends: nobody holds GPU 0 any more, and c starts, having waited 3,000 s
//    7,200    c ends
//    9,000    the request (1/4, 2 h) on GPU 0
//   10,800    b ends
//   12,600    d (2 GPUs, 1/2 h): 1.75 are free. The request gets its notice, d claims the 1.75 (idle cause: notice)
//   12,720    the request leaves after 3,720 s; d starts, having waited 120 s
//   14,520    d ends; the request, which found no GPUs for 1,800 s, goes on with the 3,480 s that are left to it
//   18,000    the request ends
//   21,600    the horizon

import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { file, folder, rows, sim } from "../cli/sim.ts";

const SCENARIO = `name: slices
horizon: 6h
warmup: 0s
step: 6h
replications: 1
baseline: false
fleet: {pools: [{name: p, gpu: H100, nodes: 1, gpus_per_node: 2, slices_per_gpu: 4}]}
internal:
  work:
    jobs:
      - {id: a, submit: 0s, gpus: 0.5, service: 1h}
      - {id: b, submit: 0s, gpus: 1/2, service: 3h}
      - {id: c, submit: 10m, gpus: 1, service: 1h}
      - {id: d, submit: 210m, gpus: 2, service: 30m}
rental:
  products:
    quarter:
      contract: aws.spot
      price: $2.00/GPU/h
      demand: {arrivals: {at: [150m]}, gpus: 0.25, service: 2h}
scheduling: {placement: worst-fit}
outputs: {jobs: true}
`;

const at = folder();
const out = join(at, "out");
const table = (name: string, columns: readonly string[]) =>
  rows(join(out, name)).map((row) => columns.map((column) => row[column]!));
const hours = (name: string, column: string) => Number(rows(join(out, name))[0]![column]);

beforeAll(async () => {
  const { code, stderr } = await sim(["run", file("slices.yaml", SCENARIO, at), "--out", out]);
  expect([code, stderr]).toEqual([0, ""]);
});

test("jobs of parts of a GPU and of whole ones start, are preempted and end as worked out", () => {
  const columns = ["source", "job_id", "gpus", "first_start_s", "end_s", "wait_s", "preemptions", "nodes"];
  expect(table("jobs.csv", columns)).toEqual([
    ["work", "a", "0.5", "0", "3600", "0", "0", "0"],
    ["work", "c", "1", "3600", "7200", "3000", "0", "0"],
    ["work", "b", "0.5", "0", "10800", "0", "0", "0"],
    ["work", "d", "2", "12720", "14520", "120", "0", "0"],
    ["quarter", "0", "0.25", "9000", "18000", "0", "1", "0"],
  ]);
});

test("waits are told by sizes in GPUs", () => {
  expect(table("waits.csv", ["source", "size", "count", "wait_mean_s"])).toEqual([
    ["work", "all", "4", "780"],
    ["work", "0.5", "2", "0"],
    ["work", "1", "1", "3000"],
    ["work", "2", "1", "120"],
    ["quarter", "all", "1", "0"],
    ["quarter", "0.25", "1", "0"],
  ]);
});

test("a half counts a half in GPU-hours, and slices that a whole job waits for are fragments", () => {
  const of = (column: string) => hours("utilisation.csv", column);
  expect(of("installed_gpu_h")).toBe(12);
  expect(of("allocated_internal_gpu_h")).toBe(0.5 * 1 + 0.5 * 3 + 1 + 2 * 0.5);
  expect(of("allocated_rental_gpu_h")).toBe(0.25 * 2);
  expect(of("idle_fragmentation_gpu_h")).toBeCloseTo(3000 / 3600, 12);
  expect(of("idle_notice_gpu_h")).toBeCloseTo((1.75 * 120) / 3600, 12);
  expect(of("waiting_fragmented_gpu_h")).toBeCloseTo(3000 / 3600, 12);
  expect(of("waiting_no_gpus_gpu_h")).toBe((0.25 * 1800) / 3600);
  expect(of("waiting_gpu_h")).toBeCloseTo(3000 / 3600 + 0.125, 12);
});

test("a quarter of a GPU bills a quarter of its price", () => {
  expect(table("revenue.csv", ["requests", "preempted", "billed_gpu_h", "revenue_usd"])).toEqual([
    ["1", "1", "0.5", "1"],
  ]);
});
