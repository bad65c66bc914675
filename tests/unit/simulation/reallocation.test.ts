// What reallocation from zero does to those that run.

import { describe, expect, test } from "vitest";
import type { SchedulingPlan } from "../../../src/scheduling/plan.ts";
import type { SourceTraits } from "../../../src/workload/plan.ts";
import {
  fleetOf,
  modelOf,
  productOf,
  runOf,
  SPOT,
  scheduling,
  type TraceRow,
  traceSource,
} from "../../models.ts";

const job = (id: string, submit: number, service: number, gpus: number): TraceRow => ({
  id,
  submit,
  service,
  gpus,
});

/** Jobs that may be preempted, the shortest remaining time first, on one node of 8 GPUs. */
function run(
  rows: readonly TraceRow[],
  traits: Partial<SourceTraits> = {},
  policy: Partial<SchedulingPlan> = {},
  nodes = 1,
) {
  return runOf(
    modelOf({
      fleet: fleetOf(nodes, 8),
      sources: [traceSource("work", rows, { preemptible: true, ...traits })],
      products: traits.side === "rental" ? [productOf(0)] : [],
      scheduling: {
        ...scheduling({ order: "shortest-remaining", headOfLine: "skip", preemption: "free" }),
        ...policy,
      },
    }),
  );
}

const said = ({ jobs }: ReturnType<typeof run>) =>
  Object.fromEntries(
    jobs.map(({ id, firstStart, end, preemptions }) => [id, [firstStart, end, preemptions]]),
  );

describe("under free", () => {
  test("a shorter job takes the GPUs at once, and the longer one loses no work and pays nothing", () => {
    expect(said(run([job("long", 0, 100, 8), job("short", 30, 10, 8)]))).toEqual({
      short: [30, 40, 0],
      long: [0, 110, 1],
    });
  });

  test("those that keep their GPUs run on: no preemption is counted, and their billing line goes on", () => {
    const { totals, ...rest } = run(
      [job("stays", 0, 50, 4), job("goes", 0, 100, 4), job("comes", 10, 20, 4)],
      SPOT,
    );
    expect(said({ totals, ...rest })).toEqual({ stays: [0, 50, 0], comes: [10, 30, 0], goes: [0, 120, 1] });
    expect(totals.sales[0]!.preempted).toBe(1);
    // Billed by the started millisecond, so every line bills its time; a line for `stays` alone would be free else.
    expect(totals.sales[0]!.billed).toBe(4 * (50 + 100 + 20));
  });

  test("skip lets a later run stay that fits into what the blocked job leaves; block takes it off its GPUs", () => {
    const rows = [job("first", 0, 20, 5), job("small", 0, 90, 2), job("large", 1, 30, 6)];
    expect(said(run(rows))).toMatchObject({ small: [0, 90, 0] });
    expect(said(run(rows, {}, { headOfLine: "block" }))).toMatchObject({ small: [0, 109, 1] });
  });

  test("a victim that is killed holds nobody up: those behind it have what is left at once", () => {
    const rows = [job("long", 0, 100, 8), job("late", 1, 150, 2), job("short", 30, 10, 6)];
    expect(said(run(rows, { onPreemption: "kill" }, { headOfLine: "block" }))).toEqual({
      long: [0, 30, 1],
      short: [30, 40, 0],
      late: [30, 180, 0],
    });
  });

  test("a run that may not be preempted keeps its GPUs, however long it is", () => {
    const rows = [job("long", 0, 100, 8), job("short", 30, 10, 8)];
    expect(said(run(rows, { preemptible: false }))).toEqual({ long: [0, 100, 0], short: [100, 110, 0] });
  });

  test("a protected run is taken only when its protection is over", () => {
    const preemption = { rule: "free", victims: "youngest", protect: 50 } as const;
    expect(said(run([job("long", 0, 100, 8), job("short", 30, 10, 8)], {}, { preemption }))).toEqual({
      short: [50, 60, 0],
      long: [0, 110, 1],
    });
  });

  test("a run with a notice runs on until it is over, and whoever is to have its GPUs disturbs nobody else meanwhile", () => {
    const rows = [
      job("long", 0, 100, 8),
      job("mid", 0, 60, 8),
      job("short", 10, 20, 8),
      job("tiny", 12, 90, 1),
    ];
    const fates = said(run(rows, { notice: 5 }, {}, 2));
    expect(fates.long).toEqual([0, 120, 1]); // 15 done by the end of its notice at 15, the rest from 35 on
    expect(fates.short).toEqual([15, 35, 0]);
    expect(fates.mid).toEqual([0, 60, 0]);
  });

  test("a run that stays keeps its nodes, and a job that starts takes free ones before it takes any from a run", () => {
    const rows = [job("a", 0, 100, 8), job("b", 0, 50, 8), job("c", 10, 20, 8)];
    const { jobs } = run(rows, {}, { placement: "first-fit" }, 3);
    const nodes = Object.fromEntries(
      jobs.map(({ id, nodes: held, preemptions }) => [id, [held, preemptions]]),
    );
    expect(nodes).toEqual({ a: [[1], 0], b: [[0], 0], c: [[2], 0] });
  });

  test("a job that is refused when it cannot start holds up nobody, and takes nobody off for nothing", () => {
    const rows = [job("first", 0, 30, 5), job("last", 0, 200, 3)];
    const asks = traceSource("asks", [job("asks", 5, 100, 8)], { whenFull: "refuse" });
    const { jobs } = runOf(
      modelOf({
        sources: [traceSource("work", rows, { preemptible: true }), asks],
        scheduling: scheduling({ order: "shortest-remaining", preemption: "free" }),
      }),
    );
    expect(jobs.map(({ id, outcome, preemptions }) => [id, outcome, preemptions])).toEqual([
      ["asks", "refused", 0],
      ["first", "completed", 0],
      ["last", "completed", 0],
    ]);
  });

  test("what a job was to have that is killed instead goes to the next at once", () => {
    const pools = ["left", "right"].map((name) => ({
      name,
      gpu: "H100",
      nodes: 1,
      gpusPerNode: 8,
      nodesPerDomain: null,
      spares: 0,
      deliveries: [],
      retirements: [],
      slicesPerGpu: 1,
    }));
    const { jobs } = runOf(
      modelOf({
        fleet: { pools, failures: null, maintenance: null, tenancy: null },
        sources: [
          traceSource("killed", [job("killed", 0, 100, 8)], {
            pools: [0, 1],
            preemptible: true,
            onPreemption: "kill",
          }),
          traceSource("firm", [job("firm", 0, 20, 8)], { pools: [1] }),
          traceSource("waits", [job("waits", 1, 200, 8)], { pools: [1] }),
          traceSource("short", [job("short", 20, 10, 8)], { pools: [0] }),
        ],
        scheduling: scheduling({ order: "shortest-remaining", headOfLine: "skip", preemption: "free" }),
      }),
    );
    const fates = jobs.map(({ id, firstStart, outcome }) => [id, [firstStart, outcome]]);
    expect(Object.fromEntries(fates)).toEqual({
      firm: [0, "completed"],
      killed: [0, "preempted"],
      short: [20, "completed"],
      waits: [20, "completed"],
    });
  });

  test("a run sinks at the threshold, not at the next event: a job in an upper queue takes its GPUs then", () => {
    const policy = {
      order: "least-attained",
      terms: { thresholds: [40], by: "time", halfLife: 1, deadlineFactor: 1 },
    } as const;
    expect(said(run([job("old", 0, 100, 8), job("new", 10, 30, 8)], {}, policy))).toEqual({
      new: [40, 70, 0],
      old: [0, 130, 1],
    });
  });
});

test("two sources with a fair share take turns, and the one that has used less goes first", () => {
  const rows = (name: string) => [0, 1, 2].map((each) => job(`${name}${each}`, 0, 10, 8));
  const { jobs } = runOf(
    modelOf({
      sources: [traceSource("a", rows("a")), traceSource("b", rows("b"))],
      scheduling: scheduling({ order: "fair-share" }),
    }),
  );
  expect(jobs.map(({ id }) => id)).toEqual(["a0", "b0", "a1", "b1", "a2", "b2"]);
});
