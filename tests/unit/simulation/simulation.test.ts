// Small runs that can be followed by hand: a pool of 8 GPUs, times in ms.

import { describe, expect, test } from "vitest";
import { constant } from "../../../src/kernel/laws/constant.ts";
import { Simulation } from "../../../src/simulation/simulation.ts";
import {
  fleetOf,
  modelOf,
  ON_DEMAND,
  POOL,
  productOf,
  runOf,
  SPOT,
  scheduling,
  steppedService,
  traceSource,
} from "../../models.ts";

const job = (id: string, submit: number, service: number, gpus: number) => ({ id, submit, service, gpus });
const preempting = scheduling({ preemption: "internal-first" });

/** When and how each job began and ended: "id start-end outcome". */
function story(model: Parameters<typeof modelOf>[0]): string[] {
  return runOf(modelOf(model)).jobs.map(
    ({ id, firstStart, end, outcome }) => `${id} ${firstStart}-${end} ${outcome}`,
  );
}

describe("at one instant", () => {
  test("what ends makes room for what arrives", () => {
    const sources = [traceSource("work", [job("a", 0, 10, 8), job("b", 10, 5, 8)])];
    expect(story({ sources })).toEqual(["a 0-10 completed", "b 10-15 completed"]);
  });

  test("a hundred thousand jobs of no length come and go", () => {
    const rows = Array.from({ length: 100_000 }, (_, row) => job(String(row), 0, 0, 1 + (row % 8)));
    const { totals } = runOf(modelOf({ sources: [traceSource("storm", rows)] }));
    expect(totals.outcomes[0]).toMatchObject({ arrivals: 100_000, byOutcome: { completed: 100_000 } });
  });

  test("a request that does not wait holds up nobody", () => {
    const sources = [
      traceSource("long", [job("a", 0, 20, 6)]),
      traceSource("rental", [job("large", 5, 5, 4), job("small", 5, 5, 2)], { ...ON_DEMAND, priority: 10 }),
    ];
    expect(story({ sources })).toEqual(["large NaN-5 refused", "small 5-10 completed", "a 0-20 completed"]);
  });

  test("what another job leaves beside a claim is not the claim's", () => {
    const sources = [
      traceSource("firm", [job("w", 0, 3, 2)]),
      traceSource("first", [job("a", 0, 50, 2)], { ...SPOT, notice: 2 }),
      traceSource("second", [job("b", 0, 50, 2)], { ...SPOT, notice: 5 }),
      traceSource("work", [job("p", 1, 50, 4), job("q", 2, 1, 2)]),
    ];
    const run = runOf(
      modelOf({ end: 40, fleet: fleetOf(1, 6), sources, scheduling: { ...preempting, headOfLine: "skip" } }),
    );
    // At 3 ms w completes and a leaves: q gets the GPUs of w, p those of a; b leaves at 6 ms.
    expect(run.jobs.find(({ id }) => id === "q")).toMatchObject({ firstStart: 3 });
    expect(run.jobs.find(({ id }) => id === "p")).toMatchObject({ firstStart: 6 });
  });
});

describe("preemption", () => {
  const spot = traceSource("spot", [job("old", 0, 100, 4), job("young", 1, 100, 4)], SPOT);

  test("takes the youngest run, which resumes where it was when there is room again", () => {
    const sources = [spot, traceSource("work", [job("w", 10, 20, 3)])];
    expect(story({ sources, scheduling: preempting })).toEqual([
      "w 10-30 completed",
      "old 0-100 completed",
      "young 1-121 completed",
    ]);
  });

  test("gives notice: the victim runs on and the preemptor waits", () => {
    const noticed = { ...spot, notice: 15 };
    const sources = [noticed, traceSource("work", [job("w", 10, 20, 3)])];
    expect(story({ sources, scheduling: preempting })).toEqual([
      "w 25-45 completed",
      "old 0-100 completed",
      "young 1-121 completed",
    ]);
  });

  test.each([20, 25])(
    "a victim whose work is done by the end of its notice completes (%i ms of work)",
    (work) => {
      const sources = [
        traceSource("spot", [job("s", 0, work, 8)], { ...SPOT, notice: 15 }),
        traceSource("work", [job("w", 10, 20, 3)]),
      ];
      const { jobs } = runOf(modelOf({ sources, scheduling: preempting }));
      expect(jobs.map(({ id, end, preemptions }) => [id, end, preemptions])).toEqual([
        ["s", work, 0],
        ["w", work + 20, 0],
      ]);
    },
  );

  test.each([
    ["resume", "s 0-30 completed"],
    ["restart", "s 0-40 completed"],
    ["kill", "s 0-10 preempted"],
  ] as const)("%s decides what a victim keeps", (onPreemption, fate) => {
    const victim = traceSource("spot", [job("s", 0, 20, 8)], { ...SPOT, onPreemption });
    const sources = [victim, traceSource("work", [job("w", 10, 10, 1)])];
    expect(story({ sources, scheduling: preempting }).sort()).toEqual([fate, "w 10-20 completed"]);
  });

  test("a victim that came as a request waits for its GPUs: it is never refused", () => {
    const victim = traceSource("spot", [job("s", 0, 20, 8)], { ...SPOT, whenFull: "refuse" });
    const run = runOf(
      modelOf({
        sources: [victim, traceSource("work", [job("w", 10, 10, 1)])],
        products: [productOf(0)],
        scheduling: preempting,
      }),
    );
    expect(run.jobs.map(({ id, end, outcome }) => [id, end, outcome])).toEqual([
      ["w", 20, "completed"],
      ["s", 30, "completed"],
    ]);
    expect(run.totals.sales[0]).toMatchObject({ requests: 1, admitted: 1, refused: 0, preempted: 1 });
  });

  test("not even when it starts and is preempted at one instant", () => {
    const victim = traceSource("spot", [job("s", 0, 20, 8)], { ...SPOT, whenFull: "refuse", priority: 11 });
    const sources = [victim, traceSource("work", [job("w", 0, 10, 1)])];
    expect(story({ sources, scheduling: preempting })).toEqual(["w 0-10 completed", "s 0-30 completed"]);
  });

  test("what the victims leave beyond the need is offered at once, to higher priorities too", () => {
    const sources = [
      traceSource("spot", [job("large", 0, 100, 8)], SPOT),
      traceSource("other", [job("small", 1, 10, 2)], { ...SPOT, priority: 20 }),
      traceSource("work", [job("w", 1, 10, 3)]),
    ];
    const skip = { ...preempting, headOfLine: "skip" } as const;
    expect(story({ sources, scheduling: skip }).slice(0, 2)).toEqual([
      "w 1-11 completed",
      "small 1-11 completed",
    ]);
  });
});

describe("a service", () => {
  test("is served before any job, shrinks at once and grows when there is room", () => {
    const services = [steppedService("inference", [0, 10], [6, 2])];
    const sources = [traceSource("work", [job("a", 0, 5, 4)])];
    expect(story({ sources, services })).toEqual(["a 10-15 completed"]);
  });

  test("takes its GPUs back from preemptible rental, the youngest first", () => {
    const sources = [traceSource("spot", [job("old", 0, 30, 4), job("young", 1, 30, 4)], SPOT)];
    const services = [steppedService("inference", [5, 15], [3, 0])];
    expect(story({ sources, services, scheduling: preempting })).toEqual([
      "old 0-30 completed",
      "young 1-41 completed",
    ]);
  });

  test.each([0, 5])("gives notice to no more rental than a replica needs (notice of %i ms)", (notice) => {
    const sources = [
      traceSource("old", [job("old", 0, 100, 8)], { ...SPOT, notice }),
      traceSource("young", [job("young", 1, 100, 4)], { ...SPOT, notice }),
    ];
    const services = [steppedService("inference", [10], [8], { gpusPerReplica: 8 })];
    const policy = { ...preempting, placement: "first-fit" } as const;
    const run = runOf(modelOf({ end: 30, fleet: fleetOf(2, 8), sources, services, scheduling: policy }));
    expect(run.jobs.map(({ id, preemptions }) => [id, preemptions])).toEqual([
      ["old", 0],
      ["young", 1],
    ]);
  });
});

describe("a run", () => {
  test("rejects a job that no empty fleet could take, beside the headroom that it must leave", () => {
    const sources = [
      traceSource("work", [job("a", 0, 1, 9)]),
      traceSource("rental", [job("b", 0, 1, 7)], ON_DEMAND),
    ];
    const policy = scheduling({ headroom: { kind: "gpus", gpus: 2 } });
    expect(story({ sources, scheduling: policy })).toEqual(["a NaN-0 rejected", "b NaN-0 rejected"]);
  });

  test("stops at its end, where what runs and what waits is said to run and to wait", () => {
    const sources = [traceSource("work", [job("a", 0, 10, 5), job("b", 1, 10, 5), job("c", 10, 1, 1)])];
    const { jobs, totals } = runOf(modelOf({ end: 9, sources }));
    expect(jobs.map(({ id, outcome, end }) => [id, outcome, end])).toEqual([
      ["a", "running", Number.NaN],
      ["b", "waiting", Number.NaN],
    ]);
    expect(totals.outcomes[0]).toMatchObject({ arrivals: 2, byOutcome: { running: 1, waiting: 1 } });
  });

  test("stops where it is asked to, and goes on from there", () => {
    const simulation = new Simulation(
      modelOf({ sources: [traceSource("work", [job("a", 3, 10, 5)])] }),
      "1",
      0,
    );
    expect(simulation.advance(7)).toBe(false);
    expect(simulation.now).toBe(7);
    expect(simulation.advance(12)).toBe(false);
    expect(simulation.advance(Infinity)).toBe(true);
    expect(simulation.now).toBe(13);
  });

  test("takes the first of its pools that has room", () => {
    const pool = { ...POOL, nodes: 1, gpusPerNode: 8 };
    const fleet = fleetOf(1, 8, {
      pools: [
        { ...pool, name: "a" },
        { ...pool, name: "b" },
      ],
    });
    const rows = [job("x", 0, 10, 6), job("y", 0, 10, 6), job("z", 0, 10, 2)];
    const { jobs } = runOf(modelOf({ fleet, sources: [traceSource("work", rows, { pools: [1, 0] })] }));
    expect(jobs.map(({ id, pool: index }) => [id, index])).toEqual([
      ["x", 1],
      ["y", 0],
      ["z", 1],
    ]);
  });
});

describe("a job with patience", () => {
  const patient = { patience: constant(30) };
  const failing = fleetOf(2, 4, {
    failures: {
      unit: "node" as const,
      ttf: null,
      repair: constant(1000),
      crew: 1,
      at: [{ unit: 0, instant: 10, repair: 1000 }],
      preferIdleReplacement: false,
      lemons: null,
      domains: null,
    },
  });

  test("leaves when it ends, also when a failure has undone its claim meanwhile", () => {
    const spot = traceSource("spot", [job("s1", 0, 900, 4), job("s2", 0, 900, 4)], { ...SPOT, notice: 20 });
    const work = traceSource("work", [job("w", 5, 100, 8)], patient);
    const scheduler = scheduling({ placement: "first-fit", preemption: "internal-first" });
    const parts = { fleet: failing, sources: [spot, work], products: [productOf(0)], scheduling: scheduler };
    const { jobs } = runOf(modelOf({ ...parts, end: 500 }));
    const [left] = jobs.filter(({ id }) => id === "w");
    expect([left!.outcome, left!.end]).toEqual(["reneged", 35]);
  });

  test("finds as many waiting places as its source has, whatever its priority", () => {
    const rows = [job("runs", 0, 100, 8), job("a", 1, 10, 8), job("b", 2, 10, 8), job("c", 3, 10, 8)];
    const ranked = rows.map((row, index) => ({ ...row, priority: index }));
    const { jobs } = runOf(modelOf({ sources: [traceSource("work", ranked, { queueLimit: 1 })] }));
    expect(jobs.filter(({ outcome }) => outcome === "refused").map(({ id }) => id)).toEqual(["b", "c"]);
  });
});

describe("GPU-time that a preempted job with checkpoints held", () => {
  test("is useful, checkpoint, restart or lost, to the millisecond, in the pool and by source", () => {
    // Checkpoints end at 16 and 32; at 40 eight ms of work are lost; from 70 a restart of 2 and 74 ms to the end at 146.
    const checkpoint = {
      every: 15,
      cost: 1,
      restart: 2,
      clock: "progress",
      final: false,
      onNotice: false,
    } as const;
    const spot = traceSource("spot", [job("s", 0, 100, 8)], {
      ...SPOT,
      checkpoint,
      onPreemption: "checkpoint",
    });
    const work = traceSource("work", [job("i", 40, 30, 8)]);
    const { totals } = runOf(
      modelOf({ sources: [spot, work], products: [productOf(0)], scheduling: preempting }),
    );
    const [pool] = totals.gpuTime;
    expect([pool!.allocatedRental, pool!.overheadRental, pool!.lostRental]).toEqual([928, 64, 64]);
    expect([pool!.overheadInternal, pool!.lostInternal]).toEqual([0, 0]);
    expect(totals.held[0]).toMatchObject({
      allocated: 928,
      checkpoint: 48,
      restart: 16,
      lost: 64,
      preemptions: 1,
    });
  });
});
