// The books of small runs that can be followed by hand: a pool of 8 GPUs, times in ms.

import { describe, expect, test } from "vitest";
import {
  modelOf,
  ON_DEMAND,
  productOf,
  runOf,
  SPOT,
  scheduling,
  steppedService,
  traceSource,
} from "../../models.ts";

const job = (id: string, submit: number, service: number, gpus: number) => ({ id, submit, service, gpus });

describe("the ledger", () => {
  test("leaves out what happened in the warm-up, and jobs that arrived in it", () => {
    const { totals, jobs } = runOf(
      modelOf({
        tariff: null,
        warmup: 100,
        end: 300,
        step: 50,
        sources: [
          traceSource("work", [
            job("early", 0, 150, 4),
            job("at the end of it", 100, 20, 2),
            job("late", 200, 50, 8),
          ]),
        ],
      }),
    );
    expect(totals.measured).toBe(200);
    expect(totals.gpuTime[0]).toMatchObject({ installed: 1600, allocatedInternal: 4 * 50 + 2 * 20 + 8 * 50 });
    expect(totals.outcomes[0]).toMatchObject({ arrivals: 2, byOutcome: { completed: 2 } });
    expect(totals.waits[0]).toMatchObject({ size: "all", count: 2, mean: 0 });
    expect(jobs.length).toBe(3);
  });

  test("cuts rows at the steps, and the last at the end of the run", () => {
    const sources = [traceSource("work", [job("a", 10, 60, 1)])];
    const { utilisation } = runOf(modelOf({ end: 90, step: 40, sources }));
    expect(utilisation.map((row) => [row.stepStart, row.stepEnd, row.allocatedInternal])).toEqual([
      [0, 40, 30],
      [40, 80, 30],
      [80, 90, 0],
    ]);
  });

  test.each([
    ["ends", 60],
    ["does not end", 60_000],
  ])("books what is billed at the last instant, where a step %s with it", (_, step) => {
    const source = traceSource("spot", [job("a", 0, 60, 1)], { side: "rental" });
    const products = [productOf(0, { minimum: 100 })];
    const { totals, revenue } = runOf(modelOf({ step, sources: [source], products }));
    expect(totals.sales[0]).toMatchObject({ requests: 1, admitted: 1, billed: 100 });
    expect(revenue.reduce((sum, row) => sum + row.billed, 0)).toBe(100);
  });

  test("gives each idle GPU one cause: notice, headroom, fragmentation, no demand", () => {
    const idle = (parts: Parameters<typeof modelOf>[0]) => {
      const [time] = runOf(modelOf({ end: 100, step: 100, ...parts })).totals.gpuTime;
      const { idleNotice, idleHeadroom, idleFragmentation, idleNoDemand } = time!;
      return { idleNotice, idleHeadroom, idleFragmentation, idleNoDemand };
    };
    const none = { idleNotice: 0, idleHeadroom: 0, idleFragmentation: 0, idleNoDemand: 0 };
    expect(idle({})).toEqual({ ...none, idleNoDemand: 800 });
    const headroom = scheduling({ headroom: { kind: "gpus", gpus: 3 } });
    expect(idle({ scheduling: headroom })).toEqual({ ...none, idleHeadroom: 300, idleNoDemand: 500 });
    const filled = traceSource("spot", [job("a", 0, 100, 2)], SPOT);
    expect(idle({ scheduling: headroom, sources: [filled] })).toEqual({
      ...none,
      idleHeadroom: 100,
      idleNoDemand: 500,
    });
    const large = traceSource("work", [job("a", 0, 100, 6), job("b", 0, 100, 7)]);
    expect(idle({ sources: [large] })).toEqual({ ...none, idleFragmentation: 200 });
    const claiming = [
      traceSource("spot", [job("victim", 0, 100, 6)], { ...SPOT, notice: 40 }),
      traceSource("work", [job("preemptor", 1, 100, 8)]),
    ];
    const preempting = scheduling({ preemption: "internal-first" });
    expect(idle({ sources: claiming, scheduling: preempting })).toEqual({
      ...none,
      idleNotice: 80,
      idleNoDemand: 2,
    });
  });

  test("says what waits and what services miss beside the GPU-time, as no part of it", () => {
    const { totals } = runOf(
      modelOf({
        end: 100,
        step: 100,
        sources: [traceSource("work", [job("a", 50, 10, 3)])],
        services: [steppedService("inference", [0], [11])],
      }),
    );
    expect(totals.gpuTime[0]).toMatchObject({
      allocatedInternal: 800,
      idle: 0,
      waiting: 150,
      shortfall: 300,
    });
  });

  test("shares allocated GPU-time out to sources and services by pool", () => {
    const { allocation } = runOf(
      modelOf({
        end: 100,
        step: 100,
        sources: [
          traceSource("work", [job("a", 0, 30, 3)]),
          traceSource("rental", [job("b", 0, 20, 2)], ON_DEMAND),
        ],
        services: [steppedService("inference", [0, 50], [2, 1])],
      }),
    );
    expect(allocation.map(({ source, pool, allocated }) => [source, pool, allocated])).toEqual([
      ["work", 0, 90],
      ["rental", 0, 40],
      ["inference", 0, 150],
    ]);
  });
});
