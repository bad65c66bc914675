// Runs that have a maximum life.

import { expect, test } from "vitest";
import type { SourceTraits } from "../../../src/workload/plan.ts";
import { modelOf, productOf, runOf, SPOT, scheduling, traceSource } from "../../models.ts";

const ROWS = [
  { id: "long", submit: 0, service: 100, gpus: 8 },
  { id: "next", submit: 1, service: 10, gpus: 8 },
];

function run(traits: Partial<SourceTraits>, protect = 0) {
  const { jobs, totals } = runOf(
    modelOf({
      sources: [traceSource("work", ROWS, { maximumLife: 40, ...traits })],
      products: traits.side === "rental" ? [productOf(0)] : [],
      scheduling: { ...scheduling(), preemption: { rule: "internal-first", victims: "youngest", protect } },
    }),
  );
  const fates = jobs.map(({ id, firstStart, end, preemptions, outcome }) => [
    id,
    firstStart,
    end,
    preemptions,
    outcome,
  ]);
  return { fates: Object.fromEntries(fates.map(([id, ...fate]) => [id, fate])), totals };
}

test("a run is ended at its maximum life, whoever waits, and its job goes back to its old place with what it keeps", () => {
  const alone = { long: [0, 100, 2, "completed"], next: [100, 110, 0, "completed"] };
  expect(run({ onPreemption: "resume" }).fates).toEqual(alone);
});

test("a job that is killed by a preemption leaves at the end of its life", () => {
  expect(run({ onPreemption: "kill" }).fates).toEqual({
    long: [0, 40, 1, "preempted"],
    next: [40, 50, 0, "completed"],
  });
});

test("the notice is over when the life is over, and not later", () => {
  expect(run({ notice: 10, onPreemption: "kill" }).fates.long).toEqual([0, 40, 1, "preempted"]);
});

test("a checkpoint may be written in that notice", () => {
  const checkpoint = {
    every: 1000,
    cost: 4,
    restart: 0,
    clock: "progress",
    final: false,
    onNotice: true,
  } as const;
  const { fates } = run({ notice: 10, onPreemption: "checkpoint", release: "when-written", checkpoint });
  // 30 of work and 4 to write it, twice; the third run has 40 left and ends within its notice.
  expect(fates.long).toEqual([0, 108, 2, "completed"]);
});

test("a line that ends by its maximum life bills its time", () => {
  const { totals } = run({ ...SPOT, onPreemption: "resume" });
  expect(totals.sales[0]!.billed).toBe(8 * 110);
});

test("a run is protected first, and lives to its maximum after that", () => {
  expect(run({ ...SPOT, onPreemption: "kill" }, 25).fates.long).toEqual([0, 40, 1, "preempted"]);
});

test("a run that is preempted is not ended a second time when its life would have been over", () => {
  const urgent = traceSource("urgent", [{ id: "urgent", submit: 20, service: 30, gpus: 8 }], {
    priority: 20,
  });
  const { jobs } = runOf(
    modelOf({
      sources: [traceSource("work", [ROWS[0]!], { ...SPOT, maximumLife: 28, notice: 5 }), urgent],
      products: [productOf(0)],
      scheduling: scheduling({ preemption: "internal-first" }),
    }),
  );
  expect(jobs.map(({ id, end, preemptions }) => [id, end, preemptions])).toEqual([
    ["urgent", 55, 0],
    ["long", 130, 3], // 25 until it is preempted, twice 28 to the end of its life, and the rest
  ]);
});
