// Why jobs wait that fit: for the job before them, or for a promise to it. One node of 8 GPUs, times in ms.

import { expect, test } from "vitest";
import type { SchedulingPlan } from "../../../../src/scheduling/plan.ts";
import {
  fleetOf,
  modelOf,
  POOL,
  runOf,
  scheduling,
  steppedService,
  type TraceRow,
  traceSource,
} from "../../../models.ts";

const job = (id: string, submit: number, service: number, gpus: number): TraceRow => ({
  id,
  submit,
  service,
  gpus,
});

/** Until 100 two GPUs are free, and `head` waits for all eight. */
const ROWS = [job("held", 0, 100, 6), job("head", 1, 10, 8), job("long", 2, 200, 1)];

/** GPU-time of waiting until 100, by reason. */
function waiting(rows: readonly TraceRow[], policy: Partial<SchedulingPlan>) {
  const { preemption: _, ...changes } = policy;
  const model = modelOf({ sources: [traceSource("work", rows)], scheduling: scheduling(changes), end: 100 });
  const { waitingNoGpus, waitingBlocked, waitingReservation } = runOf(model).totals.gpuTime[0]!;
  return { waitingNoGpus, waitingBlocked, waitingReservation };
}

const HEAD = { waitingNoGpus: 8 * 99 };
const EASY = { kind: "easy", depth: Number.POSITIVE_INFINITY } as const;
const CONSERVATIVE = { kind: "conservative", depth: Number.POSITIVE_INFINITY } as const;

test("without a backfill a job that fits waits for its place", () => {
  expect(waiting(ROWS, {})).toEqual({ ...HEAD, waitingBlocked: 98, waitingReservation: 0 });
});

test.each([EASY, CONSERVATIVE])(
  "under $kind it waits for the promise that it would break; the head waits for its GPUs",
  (backfill) => {
    expect(waiting(ROWS, { backfill })).toEqual({ ...HEAD, waitingBlocked: 0, waitingReservation: 98 });
  },
);

test("a head that waits alone keeps nobody", () => {
  const rows = ROWS.filter(({ id }) => id !== "long");
  expect(waiting(rows, { backfill: EASY })).toEqual({ ...HEAD, waitingBlocked: 0, waitingReservation: 0 });
});

test("where no end makes room for the head nothing is promised to it, and what fits starts", () => {
  const model = modelOf({
    sources: [traceSource("work", ROWS)],
    services: [steppedService("service", [0], [1])],
    scheduling: scheduling({ backfill: EASY }),
    end: 100,
  });
  expect(runOf(model).totals.gpuTime[0]).toMatchObject({ ...HEAD, waiting: 8 * 99, waitingReservation: 0 });
});

test("with a depth so does a job behind the last that is looked at", () => {
  const rows = [...ROWS, job("short", 3, 10, 1)];
  expect(waiting(rows, { backfill: EASY })).toMatchObject({ waitingReservation: 98 });
  expect(waiting(rows, { backfill: { kind: "easy", depth: 1 } })).toMatchObject({
    waitingReservation: 98 + 97,
    waitingBlocked: 0,
  });
});

test("a promise in one pool keeps nobody from another", () => {
  const pool = { ...POOL, nodes: 1, gpusPerNode: 8 };
  const model = modelOf({
    fleet: { ...fleetOf(1, 8), pools: [pool, { ...pool, name: "other" }] },
    sources: [traceSource("work", ROWS), traceSource("other", [job("small", 3, 10, 1)], { pools: [1] })],
    scheduling: scheduling({ backfill: { kind: "easy", depth: 1 } }),
    end: 100,
  });
  // Only `long` is looked at behind the head: `small` waits for its place, on a pool that nobody has been promised.
  const [first, second] = runOf(model).totals.gpuTime;
  expect(first).toMatchObject({ waitingReservation: 98, waitingBlocked: 0 });
  expect(second).toMatchObject({ waitingReservation: 0, waitingBlocked: 97 });
});

test("a job that would have to preempt waits for its place, not for a promise", () => {
  const policy = { ...scheduling({ backfill: EASY, preemption: "internal-first" }) };
  const spot = traceSource("spot", [job("spot", 0, 1000, 2)], {
    side: "rental",
    priority: 0,
    preemptible: true,
  });
  const work = traceSource("work", [job("held", 0, 100, 6), job("head", 1, 10, 8), job("long", 2, 200, 1)]);
  const { totals } = runOf(modelOf({ sources: [work, spot], scheduling: policy, end: 100 }));
  expect(totals.gpuTime[0]).toMatchObject({
    waitingNoGpus: 8 * 99,
    waitingBlocked: 98,
    waitingReservation: 0,
  });
});
