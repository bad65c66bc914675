// Quotas on one node of 8 GPUs, in schedules to follow by hand; times in ms.

import { describe, expect, test } from "vitest";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { fleetOf, modelOf, productOf, runOf, scheduling, type TraceRow, traceSource } from "../../models.ts";
import { complaint, PLAIN, scenarioOf } from "../scenario/memory-files.ts";

type Quotas = ReturnType<typeof scheduling>["quotas"];

/** First starts of the jobs of groups a and b, by id. */
function startsOf(
  a: readonly TraceRow[],
  b: readonly TraceRow[],
  quotas: Quotas,
  headOfLine: "block" | "skip" = "skip",
): Record<string, number> {
  const sources = [traceSource("a", a), traceSource("b", b)];
  const { jobs } = runOf(modelOf({ sources, scheduling: scheduling({ headOfLine, quotas }) }));
  return Object.fromEntries(jobs.map(({ id, firstStart }) => [id, firstStart]));
}

const job = (id: string, submit: number, service: number, gpus: number): TraceRow => ({
  id,
  submit,
  service,
  gpus,
});
const strict = (group: string, gpus: number) => ({ group, gpus, borrow: false });
const borrowing = (group: string, gpus: number) => ({ group, gpus, borrow: true });

test("a group has no more than its quota at a time, however much is free", () => {
  const a = [job("a1", 0, 100, 3), job("a2", 0, 50, 1), job("a3", 1, 10, 2)];
  expect(startsOf(a, [], [strict("a", 4)])).toEqual({ a1: 0, a2: 0, a3: 100 });
});

test("a job larger than a quota that does not borrow is rejected", () => {
  const sources = [traceSource("a", [job("a1", 0, 10, 5)])];
  const { jobs } = runOf(modelOf({ sources, scheduling: scheduling({ quotas: [strict("a", 4)] }) }));
  expect(jobs[0]!.outcome).toBe("rejected");
});

describe("a group that borrows", () => {
  test("has more than its quota while nobody within one waits", () => {
    const a = [job("a1", 0, 100, 4), job("a2", 0, 100, 4)];
    expect(startsOf(a, [], [borrowing("a", 4)])).toEqual({ a1: 0, a2: 0 });
  });

  test("waits as long as somebody within a quota does, even for room that only itself could use", () => {
    const a = [job("a1", 0, 100, 4), job("a2", 1, 10, 2)];
    const b = [job("b1", 0, 60, 2), job("b2", 1, 10, 6)];
    // b2 waits for 6 GPUs until a1 ends at 100, which puts a2 within its quota too; 2 GPUs were free from the beginning.
    expect(startsOf(a, b, [borrowing("a", 4)])).toEqual({ a1: 0, a2: 100, b1: 0, b2: 100 });
  });

  test("comes after those within their quota who arrived later", () => {
    const a = [job("a1", 0, 50, 8), job("a2", 1, 10, 8)];
    const b = [job("b1", 2, 10, 8)];
    expect(startsOf(a, b, [borrowing("a", 4), strict("b", 8)])).toEqual({ a1: 0, b1: 50, a2: 60 });
  });
});

describe("when work is preempted", () => {
  const SPOT_GROUP = { side: "rental", priority: 0, preemptible: true, pools: [0] } as const;
  const preempting = (quotas: Quotas) =>
    scheduling({ placement: "first-fit", headOfLine: "skip", preemption: "internal-first", quotas });

  test("what the victims leave goes first to those who are within their quota again", () => {
    const spot = traceSource("spot", [job("s1", 0, 100, 8), job("s2", 1, 10, 4)], SPOT_GROUP);
    const a = traceSource("a", [job("a1", 2, 50, 2), job("a2", 2, 50, 4)], { priority: 50 });
    const policy = preempting([strict("spot", 8), borrowing("a", 0)]);
    const protecting = { ...policy, preemption: { ...policy.preemption, protect: 2 } };
    const { jobs } = runOf(modelOf({ sources: [spot, a], products: [productOf(0)], scheduling: protecting }));
    // a1 takes the GPUs of s1 at 2: of the 6 that are left s2 gets 4, and a2 none.
    const starts = Object.fromEntries(jobs.map(({ id, firstStart }) => [id, firstStart]));
    expect(starts).toMatchObject({ a1: 2, s2: 2 });
    expect(starts.a2).toBeGreaterThan(2);
  });

  test("a claim counts towards the quota, and no longer when a failure undoes it", () => {
    const spot = traceSource("spot", [job("s1", 0, 900, 4), job("s2", 0, 900, 4)], {
      ...SPOT_GROUP,
      notice: 20,
    });
    const work = traceSource("work", [job("w", 5, 100, 8)], { priority: 50 });
    const fleet = fleetOf(2, 4, {
      failures: {
        unit: "node",
        ttf: null,
        repair: constant(0),
        crew: 1,
        at: [{ unit: 0, instant: 10, repair: 30 }],
        preferIdleReplacement: false,
        lemons: null,
        domains: null,
      },
    });
    const parts = { fleet, sources: [spot, work], products: [productOf(0)], end: 900 };
    const { jobs } = runOf(modelOf({ ...parts, scheduling: preempting([strict("work", 8)]) }));
    // Both nodes are up again at 40; the spot job that has come back to one of them leaves after its notice, at 60.
    expect(jobs.find(({ id }) => id === "w")).toMatchObject({ firstStart: 60, end: 160 });
  });
});

describe("with block a job beyond its quota", () => {
  test("holds up the jobs of its own line and nobody else", () => {
    const a = [job("a1", 0, 100, 3), job("a2", 1, 10, 2), job("a3", 2, 10, 1)];
    const b = [job("b1", 3, 10, 1)];
    expect(startsOf(a, b, [strict("a", 4)], "block")).toEqual({ a1: 0, a2: 100, a3: 100, b1: 3 });
  });

  test("is passed by those of its own group under skip", () => {
    const a = [job("a1", 0, 100, 3), job("a2", 1, 10, 2), job("a3", 2, 10, 1)];
    expect(startsOf(a, [], [strict("a", 4)], "skip")).toEqual({ a1: 0, a2: 100, a3: 2 });
  });
});

test("jobs wait for the reason that holds: quota, GPUs, shape, headroom, or a place in line", () => {
  // Two nodes of 4: a1 holds 3 of each, 2 GPUs are free and no node has both.
  const fleetPolicy = scheduling({
    placement: "first-fit",
    headOfLine: "block",
    quotas: [strict("quota", 1)],
    headroom: { kind: "gpus", gpus: 2 },
  });
  const one = (name: string, gpus: number, traits = {}) =>
    traceSource(name, [job(name, 1, 1000, gpus)], traits);
  const sources = [
    traceSource("held", [job("h1", 0, 1000, 3), job("h2", 0, 1000, 3)], { priority: 9 }),
    traceSource("quota", [job("q1", 0, 1000, 1), job("q2", 1, 1000, 1)], { priority: 8 }),
    one("kept", 1, { side: "rental", priority: 7, headroom: { kind: "gpus", gpus: 1 } }),
    one("behind", 1, { priority: 6 }),
    one("split", 2, { priority: 5 }),
    one("large", 8, { priority: 4 }),
  ];
  const base = modelOf({ sources, end: 101, step: 1000, scheduling: fleetPolicy });
  const pools = [{ ...base.fleet.pools[0]!, nodes: 2, gpusPerNode: 4 }];
  const { totals } = runOf({ ...base, fleet: { ...base.fleet, pools } });
  // From 1 to 101 q1 has left one GPU: the headroom of `kept` asks for one more than that.
  expect(totals.gpuTime[0]).toMatchObject({
    waiting: 100 * (1 + 1 + 1 + 2 + 8),
    waitingQuota: 100 * 1,
    waitingHeadroom: 100 * 1,
    waitingBlocked: 100 * 1,
    waitingFragmented: 0,
    waitingNoGpus: 100 * 10,
  });
});

describe("quotas of a scenario", () => {
  const withQuotas = (text: string) => `${PLAIN}scheduling: {quotas: ${text}}\n`;

  test("are of sources and products, and no share unless they say so", () => {
    const { quotas } = scenarioOf(
      withQuotas("{research: {gpus: 10}, spot: {gpus: 4, borrow: true}}"),
    ).scheduling;
    expect(quotas).toEqual([strict("research", 10), borrowing("spot", 4)]);
  });

  test.each([
    ["{reserch: {gpus: 10}}", "did you mean research?"],
    ["{reserch: {gpus: 10}}", "scheduling.quotas.reserch: no source or product has this name"],
    ["{research: {gpus: -1}}", "scheduling.quotas.research.gpus: it must not be negative"],
    ["{research: {borrow: true}}", "scheduling.quotas.research.gpus"],
  ])("%s is refused: %s", (text, said) => {
    expect(complaint(withQuotas(text))).toContain(said);
  });
});
