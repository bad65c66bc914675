// A run small enough to be worked out with pencil and paper: eight GPUs, three jobs of a trace, two requests for spot.
//
// Given: the trace (a: 0 s, 4 GPUs, 7,200 s; b: 10,800 s, 8 GPUs, 1,800 s; c: 18,000 s, 8 GPUs, 600 s), and two requests
// of 4 GPUs for 10,800 s, drawn to arrive at 2,943.683 s and 17,836.358 s. Two minutes of notice, a started second is
// billed whole, and an interruption within the first hour makes the line free.
//
//         0 s  a starts on 4 GPUs
//     2,943.683  request 0 starts on the other 4
//     7,200  a ends
//    10,800  b needs 8, 4 are free: request 0 gets its notice, b claims the 4 free ones (idle cause: notice)
//    10,920  request 0 leaves after 7,976.317 s, billed 7,977 s; b starts, having waited 120 s
//    12,720  b ends; request 0 goes on with the 2,823.683 s that are left to it
//    15,543.683  request 0 ends; its second line is billed 2,824 s
//    17,836.358  request 1 starts
//    18,000  c needs 8, 4 are free: request 1 gets its notice, c claims the 4 free ones
//    18,120  request 1 leaves after 283.642 s, less than an hour: nothing to pay; c starts, having waited 120 s
//    18,720  c ends; request 1 goes on
//    28,800  the horizon: request 1 still runs, and owes 10,080 s

import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { folder, rows, sim } from "../cli/sim.ts";

const out = join(folder(), "out");
const table = (name: string, columns: readonly string[]) =>
  rows(join(out, name)).map((row) => columns.map((column) => row[column]!));

beforeAll(async () => {
  const { code, stderr } = await sim(["run", "tests/golden/by-hand/scenario.yaml", "--out", out]);
  expect([code, stderr]).toEqual([0, ""]);
});

test("jobs start, wait, are preempted and end as worked out", () => {
  const columns = [
    "source",
    "job_id",
    "arrival_s",
    "first_start_s",
    "end_s",
    "wait_s",
    "preemptions",
    "outcome",
  ];
  expect(table("jobs.csv", columns)).toEqual([
    ["trace", "a", "0", "0", "7200", "0", "0", "completed"],
    ["trace", "b", "10800", "10920", "12720", "120", "0", "completed"],
    ["spot", "0", "2943.683", "2943.683", "15543.683", "0", "1", "completed"],
    ["trace", "c", "18000", "18120", "18720", "120", "0", "completed"],
    ["spot", "1", "17836.358", "17836.358", "", "0", "1", "running"],
  ]);
});

test("the bill is 4 GPUs × (7,977 + 2,824 + 0 + 10,080) s at $2, line by line in the step in which a line ends", () => {
  // Before 14,400 s: the first line, and 1,680 s of the second. After: the rest of the second, and request 1.
  const billed = [4 * (7977 + 1680), 4 * (2824 - 1680 + 10_080)];
  const sold = table("revenue.csv", ["billed_gpu_h", "revenue_usd", "requests", "preempted"]);
  expect(sold.map((row) => row.map(Number))).toEqual(
    billed.map((seconds) => [
      expect.closeTo(seconds / 3600, 12),
      expect.closeTo((2 * seconds) / 3600, 12),
      1,
      1,
    ]),
  );
});

test("every GPU-second is somewhere: with a, b and c, with customers, claimed during a notice, or asked for by nobody", () => {
  const internal = [4 * 7200 + 8 * 1800, 8 * 600];
  const rental = [4 * (7976.317 + 1680), 4 * (1143.683 + 283.642 + 10_080)];
  const notice = [4 * 120, 4 * 120];
  const columns = [
    "allocated_internal_gpu_h",
    "allocated_rental_gpu_h",
    "idle_notice_gpu_h",
    "idle_no_demand_gpu_h",
  ];
  expect(table("utilisation.csv", columns).map((row) => row.map(Number))).toEqual(
    [0, 1].map((step) => {
      const held = internal[step]! + rental[step]! + notice[step]!;
      return [internal[step]!, rental[step]!, notice[step]!, 8 * 14_400 - held].map((seconds) =>
        expect.closeTo(seconds / 3600, 9),
      );
    }),
  );
});
