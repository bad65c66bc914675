// Groups that jobs name: whom fair shares, quotas and recent means go by. One node of 8 GPUs, times in ms.

import { describe, expect, test } from "vitest";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { randomStream } from "../../../src/kernel/random-stream.ts";
import { HOUR } from "../../../src/kernel/time.ts";
import type { SchedulingPlan } from "../../../src/scheduling/plan.ts";
import type { EstimatePlan, SourcePlan } from "../../../src/workload/plan.ts";
import { lawSource, modelOf, runOf, scheduling, type TraceRow, traceSource } from "../../models.ts";

/** A job; without a group it is in that of its source. */
const job = (id: string, submit: number, service: number, gpus: number, group?: string): TraceRow => ({
  id,
  submit,
  service,
  gpus,
  ...(group !== undefined && { group }),
});

function startsOf(sources: readonly SourcePlan[], policy: SchedulingPlan): Record<string, number> {
  const { jobs } = runOf(modelOf({ sources, scheduling: policy }));
  return Object.fromEntries(jobs.map(({ id, firstStart }) => [id, firstStart]));
}

describe("under fair-share", () => {
  const fair = scheduling({ order: "fair-share" });

  test("the group of a source that has used the least goes first", () => {
    const rows = [
      job("a1", 0, 100, 8, "a"),
      job("a2", 1, 100, 8, "a"),
      job("b1", 2, 100, 8, "b"),
      job("c1", 3, 100, 8, "c"),
    ];
    // b and c have used nothing and go by arrival; a2 waits for both.
    expect(startsOf([traceSource("work", rows)], fair)).toEqual({ a1: 0, b1: 100, c1: 200, a2: 300 });
  });

  test("what a group has used in one source counts in another", () => {
    const first = traceSource("first", [job("a1", 0, 100, 8, "a")]);
    const second = traceSource("second", [job("a2", 1, 10, 8, "a"), job("b1", 2, 10, 8, "b")]);
    expect(startsOf([first, second], fair)).toEqual({ a1: 0, b1: 100, a2: 110 });
  });

  test("a group may bear the name of a source, and is then that of its jobs that name none", () => {
    const first = traceSource("a", [job("a1", 0, 100, 8)]);
    const second = traceSource("second", [job("a2", 1, 10, 8, "a"), job("b1", 2, 10, 8, "b")]);
    expect(startsOf([first, second], fair)).toEqual({ a1: 0, b1: 100, a2: 110 });
  });
});

describe("under fair-share with EASY backfill", () => {
  const rows = [
    job("x", 0, 100, 4, "x"),
    job("a1", 0, 40, 3, "a"),
    job("head", 41, 10, 8, "c"), // promised 100
    job("a2", 42, 20, 4, "a"),
    job("b", 42, 20, 4, "b"),
  ];
  const fair = (depth: number) => scheduling({ order: "fair-share", backfill: { kind: "easy", depth } });

  test("the group that has used the least is the first to pass the head", () => {
    const starts = startsOf([traceSource("work", rows)], fair(Infinity));
    expect(starts).toEqual({ x: 0, a1: 0, b: 42, a2: 62, head: 100 });
  });

  test("a depth counts in the same order", () => {
    const starts = startsOf([traceSource("work", rows)], fair(1));
    // From 42 on b is the first behind the head; when it runs, a2 is.
    expect(starts).toMatchObject({ b: 42, a2: 62 });
    const wide = rows.map((row) => (row.id === "b" ? { ...row, gpus: 5 } : row));
    // b does not fit, and is the only one that is looked at.
    expect(startsOf([traceSource("work", wide)], fair(1))).toMatchObject({ head: 100, b: 110, a2: 130 });
  });
});

describe("a quota", () => {
  const quotas = [{ group: "a", gpus: 4, borrow: false }];

  test("is one group's of a source, and all its jobs' of every source", () => {
    const first = traceSource("first", [
      job("a1", 0, 100, 3, "a"),
      job("a2", 0, 10, 2, "a"),
      job("b", 1, 10, 4, "b"),
    ]);
    const second = traceSource("second", [
      job("a3", 2, 10, 2, "a"),
      job("a4", 3, 10, 1, "a"),
      job("own", 4, 10, 2),
    ]);
    const starts = startsOf([first, second], scheduling({ headOfLine: "skip", quotas }));
    // Of a's 4 GPUs a1 holds 3: only a4 finds the one that is left. The others are bound by no quota.
    expect(starts).toEqual({ a1: 0, b: 1, a4: 3, own: 11, a2: 100, a3: 100 });
  });

  test("beyond which a job waits holds up its group and no other, where the head of line blocks", () => {
    const rows = [
      job("a1", 0, 100, 3, "a"),
      job("a2", 1, 10, 2, "a"),
      job("a3", 2, 10, 1, "a"),
      job("b", 3, 10, 1, "b"),
    ];
    const starts = startsOf([traceSource("work", rows)], scheduling({ quotas }));
    expect(starts).toEqual({ a1: 0, a2: 100, a3: 100, b: 3 });
  });

  test("rejects a job that is larger, and none of another group", () => {
    const rows = [job("a", 0, 10, 5, "a"), job("b", 0, 10, 5, "b")];
    const { jobs } = runOf(
      modelOf({ sources: [traceSource("work", rows)], scheduling: scheduling({ quotas }) }),
    );
    expect(jobs.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["a", "rejected"],
      ["b", "completed"],
    ]);
  });

  test("binds the classes that name its group, and no others", () => {
    const classOf = (size: number, group?: string) => ({
      share: 0.5,
      gpus: { values: [size], probabilities: [1] },
      service: constant(HOUR),
      ...(group !== undefined && { group }),
    });
    const source = lawSource("work", 4, { classes: [classOf(2, "a"), classOf(1)] });
    const model = modelOf({ sources: [source], scheduling: scheduling({ quotas }), end: 300 * HOUR });
    const most = (size: number) => mostAtOnce(runOf(model).jobs.filter(({ gpus }) => gpus === size));
    expect(most(2)).toBe(2); // of 2 GPUs each
    expect(most(1)).toBeGreaterThan(4);
  });
});

/** How many of these jobs ran at one time at most. */
function mostAtOnce(jobs: readonly { readonly firstStart: number; readonly end: number }[]): number {
  const runs = jobs.filter(({ firstStart }) => !Number.isNaN(firstStart));
  const together = runs.map(
    ({ firstStart }) =>
      runs.filter((other) => other.firstStart <= firstStart && firstStart < other.end).length,
  );
  return Math.max(...together);
}

test("a recent mean is that of the jobs of the same group and size", () => {
  const rows = [
    job("a1", 0, 50, 8, "a"),
    job("b1", 0, 10, 8, "b"),
    job("long", 100, 50, 8, "c"),
    job("a2", 101, 1, 8, "a"), // told: 50
    job("b2", 102, 90, 8, "b"), // told: 10
    job("a3", 103, 5, 4, "a"), // told: 5, as it needs, for no job of a with 4 GPUs has ended
  ];
  const policy = scheduling({ order: "shortest-first" });
  const estimate: EstimatePlan = { kind: "recent", jobs: 2 };
  const byGroup = startsOf([traceSource("work", rows, { estimate })], policy);
  expect(byGroup).toMatchObject({ a3: 150, b2: 155, a2: 245 });
  // Without groups a2 and b2 are both told 30, and go by arrival.
  const alike = rows.map(({ group: _, ...row }) => row);
  const bySource = startsOf([traceSource("work", alike, { estimate })], policy);
  expect(bySource).toMatchObject({ a3: 150, a2: 155, b2: 156 });
});

describe("on random jobs of three groups", () => {
  const TEAMS = ["a", "b", "c"];
  /** Jobs that come faster than they can be served, each at an instant of its own. */
  function randomRows(seed: string): TraceRow[] {
    const stream = randomStream("groups", seed);
    const upTo = (most: number) => 1 + Math.floor(stream.uniform() * most);
    return Array.from({ length: 120 }, (_, place) =>
      job(`job-${place}`, place * 10 + upTo(9), upTo(80), upTo(6), TEAMS[upTo(3) - 1]!),
    );
  }
  const seeds = ["1", "2", "3", "4"];
  const bound = (borrow: boolean) => [
    { group: "a", gpus: 6, borrow },
    { group: "b", gpus: 3, borrow: false },
  ];
  const policies: [string, SchedulingPlan][] = [
    ["fair-share, block", scheduling({ order: "fair-share" })],
    ["fair-share, skip", scheduling({ order: "fair-share", headOfLine: "skip" })],
    ["quotas, skip", scheduling({ headOfLine: "skip", quotas: bound(false) })],
    ["quotas with borrowing, block", scheduling({ quotas: bound(true) })],
    ["fair-share and quotas", scheduling({ order: "fair-share", headOfLine: "skip", quotas: bound(true) })],
    ["recent estimates", scheduling({ order: "shortest-first" })],
    ["recent estimates, easy", scheduling({ backfill: { kind: "easy", depth: Infinity } })],
    ["fair-share, easy", scheduling({ order: "fair-share", backfill: { kind: "easy", depth: Infinity } })],
    ["reallocation", scheduling({ order: "fair-share", preemption: "free" })],
  ];

  test.each(policies)(
    "a source of several groups is served as a source for each would be: %s",
    (_, policy) => {
      const estimate: EstimatePlan = { kind: "recent", jobs: 3 };
      for (const seed of seeds) {
        const rows = randomRows(seed);
        const preemptible = policy.preemption.rule === "free";
        const together = traceSource("work", rows, { estimate, preemptible });
        const apart = TEAMS.map((team) =>
          traceSource(
            team,
            rows.filter(({ group }) => group === team),
            { estimate, preemptible },
          ),
        );
        expect(startsOf([together], policy)).toEqual(startsOf(apart, policy));
      }
    },
  );

  test("groups that nobody asks for change nothing", () => {
    for (const order of ["fcfs", "shortest-first", "earliest-deadline"] as const) {
      const rows = randomRows(order);
      const without = rows.map(({ group: _, ...row }) => row);
      const policy = scheduling({ order });
      expect(startsOf([traceSource("work", rows)], policy)).toEqual(
        startsOf([traceSource("work", without)], policy),
      );
    }
  });
});
