import { describe, expect, test } from "vitest";
import type { OrderView } from "../../../../src/scheduling/contract.ts";
import { usageAfter } from "../../../../src/scheduling/order/fair-share.ts";
import { untilDemotion } from "../../../../src/scheduling/order/least-attained.ts";
import { orders } from "../../../../src/scheduling/order/orders.ts";
import { ORDER_TERMS, type OrderName, type OrderTerms } from "../../../../src/scheduling/plan.ts";
import { type JobIndex, JobState, JobTable } from "../../../../src/workload/job-table.ts";

interface Waiting {
  readonly estimate: number;
  readonly gpus: number;
  readonly done?: number;
  readonly arrival?: number;
  readonly deadline?: number;
  readonly runs?: boolean;
}

/** The names of jobs in an order; those that come to the same key stay as they arrived. */
function inOrder(
  order: OrderName,
  jobs: Readonly<Record<string, Waiting>>,
  terms: Partial<OrderTerms> = {},
): string[] {
  const { view, rows } = viewOf(Object.values(jobs), terms);
  const keyed = Object.keys(jobs).map((name, place) => ({ name, key: orders[order](rows[place]!, view) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ name }) => name);
}

function viewOf(list: readonly Waiting[], terms: Partial<OrderTerms>) {
  const jobs = new JobTable();
  const done = new Map<JobIndex, number>();
  const rows = list.map((each, sequence) => {
    const job = jobs.take();
    jobs.sequence[job] = sequence;
    jobs.estimate[job] = each.estimate;
    jobs.gpus[job] = each.gpus;
    jobs.arrival[job] = each.arrival ?? 0;
    jobs.deadline[job] = each.deadline ?? Infinity;
    jobs.state[job] = each.runs ? JobState.running : JobState.waiting;
    done.set(job, each.done ?? 0);
    return job;
  });
  const view: OrderView = {
    jobs,
    terms: { ...ORDER_TERMS, ...terms },
    workDone: (job) => done.get(job)!,
  };
  return { view, rows };
}

const THREE = {
  long: { estimate: 100, gpus: 1 },
  wide: { estimate: 60, gpus: 8 },
  short: { estimate: 20, gpus: 4 },
};

test.each<[OrderName, string[]]>([
  ["fcfs", ["long", "wide", "short"]],
  ["shortest-first", ["short", "wide", "long"]],
  ["smallest-first", ["long", "short", "wide"]],
  ["largest-first", ["wide", "short", "long"]],
  ["shortest-remaining", ["short", "wide", "long"]],
  ["shortest-remaining-gpu-time", ["short", "long", "wide"]],
])("%s takes a long, a wide and a short job in its own order", (order, expected) => {
  expect(inOrder(order, THREE)).toEqual(expected);
});

describe("a remaining time", () => {
  test("is the estimate less the work done, so a long job near its end goes before a short one that is new", () => {
    expect(inOrder("shortest-remaining", { short: THREE.short, old: { ...THREE.long, done: 81 } })).toEqual([
      "old",
      "short",
    ]);
  });

  test("is nothing once the estimate is used up, and no less: two such jobs go by arrival", () => {
    const overdue = { first: { ...THREE.short, done: 30 }, second: { ...THREE.short, done: 90 } };
    expect(inOrder("shortest-remaining", overdue)).toEqual(["first", "second"]);
    expect(inOrder("shortest-remaining-gpu-time", overdue)).toEqual(["first", "second"]);
  });
});

describe("least-attained", () => {
  const terms = { thresholds: [50, 200], by: "time" } as const;

  test("knows queues only: work in between two thresholds changes nothing, and a job that attains one has sunk", () => {
    const jobs = {
      lower: { ...THREE.long, done: 50 },
      upper: { ...THREE.long, done: 49 },
      fresh: { ...THREE.long },
      lowest: { ...THREE.long, done: 200 },
    };
    expect(inOrder("least-attained", jobs, terms)).toEqual(["upper", "fresh", "lower", "lowest"]);
  });

  test("lets those that run go before those that wait in the same queue", () => {
    const jobs = { waits: { ...THREE.long }, runs: { ...THREE.long, done: 40, runs: true } };
    expect(inOrder("least-attained", jobs, terms)).toEqual(["runs", "waits"]);
  });

  test("counts GPU-time by gpu-time: eight GPUs attain in 25 what one attains in 200", () => {
    const { view, rows } = viewOf([{ ...THREE.wide, done: 10, runs: true }], { ...terms, by: "gpu-time" });
    expect(untilDemotion(rows[0]!, view)).toBe(15);
    const single = viewOf([{ ...THREE.long, done: 10, runs: true }], { ...terms, by: "gpu-time" });
    expect(untilDemotion(single.rows[0]!, single.view)).toBe(40);
  });

  test("never sinks below the last queue", () => {
    const { view, rows } = viewOf([{ ...THREE.long, done: 1000, runs: true }], terms);
    expect(untilDemotion(rows[0]!, view)).toBe(Infinity);
  });
});

describe("earliest-deadline", () => {
  test("goes by the deadline that a job states, and else by arrival + factor × estimate", () => {
    const jobs = {
      stated: { ...THREE.long, deadline: 90 },
      short: { ...THREE.short, arrival: 40 }, // 80
      late: { ...THREE.short, arrival: 55 }, // 95
    };
    expect(inOrder("earliest-deadline", jobs, { deadlineFactor: 2 })).toEqual(["short", "stated", "late"]);
    expect(inOrder("earliest-deadline", jobs, { deadlineFactor: 3 })).toEqual(["stated", "short", "late"]);
  });
});

describe("the use of a fair share", () => {
  test("halves in a half-life in which nothing is held", () => {
    expect(usageAfter(800, 0, 10, 10)).toBe(400);
    expect(usageAfter(800, 0, 30, 10)).toBe(100);
  });

  test("is the same whether it is brought up to date once or in steps", () => {
    const once = usageAfter(100, 8, 25, 10);
    const steps = usageAfter(usageAfter(usageAfter(100, 8, 5, 10), 8, 13, 10), 8, 7, 10);
    expect(steps).toBeCloseTo(once, 9);
  });

  test("grows by GPU-time while it is young, and comes to rest at gpus × half-life / ln 2", () => {
    expect(usageAfter(0, 8, 1, 1e9)).toBeCloseTo(8, 6);
    expect(usageAfter(0, 8, 1e4, 10)).toBeCloseTo((8 * 10) / Math.LN2, 9);
  });
});
