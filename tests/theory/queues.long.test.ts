// The engine against queueing theory. Service times have a mean of an hour unless said otherwise.

import { describe, expect, test } from "vitest";
import { constant } from "../../src/kernel/laws/constant.ts";
import { lognormalMeanCv } from "../../src/kernel/laws/lognormal.ts";
import { HOUR } from "../../src/kernel/time.ts";
import type { PlacementName } from "../../src/scheduling/plan.ts";
import type { Model } from "../../src/simulation/model.ts";
import type { JobSourcePlan } from "../../src/workload/plan.ts";
import { fleetOf, lawSource, modelOf, ON_DEMAND, productOf, SPOT, scheduling } from "../models.ts";
import { stationary } from "./chains.ts";
import { erlangB, kaufmanRoberts, meanInSystem, meanWait } from "./closed-forms.ts";
import { expectMean, replicationsOf, shareOf, waitOf } from "./estimates.ts";

/** A model of one pool, measured for `hours` after a warm-up. */
function queue(gpus: number, hours: number, parts: Partial<Model>): Model {
  const warmup = 200 * HOUR;
  const end = warmup + hours * HOUR;
  return modelOf({ fleet: fleetOf(1, gpus), warmup, end, step: hours * HOUR, ...parts });
}

/** Jobs of a fixed size and law of service. */
function classOf(
  gpus: number,
  service: JobSourcePlan["classes"][number]["service"],
): Pick<JobSourcePlan, "classes"> {
  return { classes: [{ share: 1, gpus: { values: [gpus], probabilities: [1] }, service }] };
}

describe("queues", () => {
  test("M/M/8 at ρ = 0.8 waits 0.2860 of a service time (Erlang C)", () => {
    const exact = meanWait(8, 6.4);
    expect(exact).toBeCloseTo(0.286, 4);
    const runs = replicationsOf(queue(8, 8000, { sources: [lawSource("jobs", 6.4)] }));
    expectMean(
      runs.map((totals) => waitOf(totals, "jobs")),
      exact,
      0.02,
    );
    expectMean(
      runs.map(({ gpuTime: [pool] }) => pool!.allocatedInternal / pool!.installed),
      0.8,
      0.005,
    );
  });

  test("M/G/1 with deterministic service waits as Pollaczek and Khinchine say", () => {
    const runs = replicationsOf(
      queue(1, 20_000, { sources: [lawSource("jobs", 0.7, classOf(1, constant(HOUR)))] }),
    );
    expectMean(
      runs.map((totals) => waitOf(totals, "jobs")),
      0.7 / (2 * 0.3),
      0.015,
    );
  });

  test("M/M/1 with two non-preemptive priorities waits as Cobham says", () => {
    const sources = [lawSource("high", 0.3, { priority: 1 }), lawSource("low", 0.4, { priority: 0 })];
    const runs = replicationsOf(queue(1, 20_000, { sources }));
    expectMean(
      runs.map((totals) => waitOf(totals, "high")),
      0.7 / 0.7,
      0.02,
    );
    expectMean(
      runs.map((totals) => waitOf(totals, "low")),
      0.7 / (0.7 * 0.3),
      0.03,
    );
  });
});

describe("loss systems", () => {
  test("M/M/10/10 at 8 Erlang refuses 12.166 % (Erlang B)", () => {
    const exact = erlangB(10, 8);
    expect(exact).toBeCloseTo(0.12166, 5);
    const runs = replicationsOf(queue(10, 2500, { sources: [lawSource("jobs", 8, { whenFull: "refuse" })] }));
    expectMean(
      runs.map((totals) => shareOf(totals, "jobs", "refused")),
      exact,
      0.015,
    );
    expectMean(
      runs.map(({ gpuTime: [pool] }) => pool!.allocatedInternal / pool!.installed),
      0.8 * (1 - exact),
      0.005,
    );
  });

  test("M/G/8/8 refuses what M/M/8/8 refuses, however wide its service law", () => {
    const wide = { ...classOf(1, lognormalMeanCv(HOUR, 3)), whenFull: "refuse" } as const;
    const runs = replicationsOf(queue(8, 5000, { sources: [lawSource("jobs", 6, wide)] }));
    expectMean(
      runs.map((totals) => shareOf(totals, "jobs", "refused")),
      erlangB(8, 6),
      0.015,
    );
  });

  test("two sizes that share a pool are refused as Kaufman and Roberts say", () => {
    const sources = [
      lawSource("small", 4, { whenFull: "refuse" }),
      lawSource("large", 0.8, { ...classOf(8, constant(HOUR)), whenFull: "refuse" }),
    ];
    const [small, large] = kaufmanRoberts(16, [
      { gpus: 1, load: 4 },
      { gpus: 8, load: 0.8 },
    ]);
    const runs = replicationsOf(queue(16, 6000, { sources }));
    expectMean(
      runs.map((totals) => shareOf(totals, "small", "refused")),
      small!,
      0.02,
    );
    expectMean(
      runs.map((totals) => shareOf(totals, "large", "refused")),
      large!,
      0.01,
    );
  });

  test.each([1, 3])(
    "headroom of %i GPUs is trunk reservation: on-demand enters only above it",
    (reserved) => {
      const [gpus, internal, rental] = [10, 4, 5];
      const chain = stationary(0, (busy) => {
        const up = busy < gpus - reserved ? internal + rental : internal;
        return [
          ...(busy < gpus ? [[busy + 1, up] as const] : []),
          ...(busy > 0 ? [[busy - 1, busy] as const] : []),
        ];
      });
      const atLeast = (busy: number) =>
        chain.filter(({ state }) => state >= busy).reduce((sum, { probability }) => sum + probability, 0);
      const runs = replicationsOf(
        queue(gpus, 3000, {
          sources: [
            lawSource("internal", internal, { whenFull: "refuse" }),
            lawSource("rental", rental, ON_DEMAND),
          ],
          scheduling: scheduling({ headroom: { kind: "gpus", gpus: reserved } }),
        }),
      );
      expectMean(
        runs.map((totals) => shareOf(totals, "internal", "refused")),
        atLeast(gpus),
        0.03,
      );
      expectMean(
        runs.map((totals) => shareOf(totals, "rental", "refused")),
        atLeast(gpus - reserved),
        0.01,
      );
    },
  );

  test.each(["first-fit", "best-fit", "worst-fit"] as const)(
    "%s on two nodes of two GPUs fragments as its Markov chain says",
    (placement) => {
      const chain = stationary([0, 0, 0, 0], fragmentation(placement));
      const refused = (size: number) =>
        chain
          .filter(
            ({ state: [ones, pair, otherOnes, otherPair] }) =>
              Math.min(ones! + 2 * pair!, otherOnes! + 2 * otherPair!) > 2 - size,
          )
          .reduce((sum, { probability }) => sum + probability, 0);
      const sources = [
        lawSource("one", 1, { whenFull: "refuse" }),
        lawSource("two", 0.5, { ...classOf(2, lawSource("", 1).classes[0]!.service), whenFull: "refuse" }),
      ];
      const runs = replicationsOf(
        queue(4, 8000, { fleet: fleetOf(2, 2), sources, scheduling: scheduling({ placement }) }),
      );
      expectMean(
        runs.map((totals) => shareOf(totals, "one", "refused")),
        refused(1),
        0.02,
      );
      expectMean(
        runs.map((totals) => shareOf(totals, "two", "refused")),
        refused(2),
        0.01,
      );
    },
  );
});

/** One-GPU jobs and pairs on each of two nodes of two GPUs: ones, pairs, and the same of the other node. */
function fragmentation(placement: PlacementName) {
  return (state: readonly number[]): [number[], number][] => {
    const free = [2 - state[0]! - 2 * state[1]!, 2 - state[2]! - 2 * state[3]!];
    const changed = (place: number, by: number) =>
      state.map((count, index) => (index === place ? count + by : count));
    const moves: [number[], number][] = [];
    for (const [size, rate] of [
      [1, 1],
      [2, 0.5],
    ] as const) {
      const fitting = [0, 1].filter((node) => free[node]! >= size);
      const sign = placement === "best-fit" ? 1 : placement === "worst-fit" ? -1 : 0;
      fitting.sort((a, b) => sign * (free[a]! - free[b]!));
      if (fitting.length > 0) moves.push([changed(2 * fitting[0]! + size - 1, 1), rate]);
    }
    state.forEach((count, place) => {
      if (count > 0) moves.push([changed(place, -1), count]);
    });
    return moves;
  };
}

describe("preemption", () => {
  const preempting = scheduling({ preemption: "internal-first" });

  test("two preemptive-resume classes: the first sees M/M/c alone, and both together are M/M/c", () => {
    const [gpus, internal, rental] = [4, 1.5, 1.8];
    const sources = [lawSource("internal", internal), lawSource("spot", rental, SPOT)];
    const runs = replicationsOf(
      queue(gpus, 6000, { sources, products: [productOf(1)], scheduling: preempting }),
    );
    expectMean(
      runs.map((totals) => waitOf(totals, "internal")),
      meanWait(gpus, internal),
      0.03,
    );
    const chain = stationary([0, 0], twoClasses(gpus, internal, rental));
    const preempted = chain
      .filter(({ state: [first, second] }) => first! < gpus && first! + second! >= gpus)
      .reduce((sum, { probability }) => sum + probability * internal, 0);
    expectMean(
      runs.map(({ sales, measured }) => (sales[0]!.preempted * HOUR) / measured),
      preempted,
      0.01,
    );
    const lowInSystem = runs.map((totals) => {
      const { waiting, allocatedRental } = totals.gpuTime[0]!;
      // Class 1 waits only when it holds all GPUs: its share of the queue follows from its own wait (Little).
      const highWaiting =
        (totals.outcomes[0]!.arrivals * waitOf(totals, "internal") * HOUR) / totals.measured;
      return (waiting + allocatedRental) / totals.measured - highWaiting;
    });
    expectMean(lowInSystem, meanInSystem(gpus, internal + rental) - meanInSystem(gpus, internal), 0.02);
  });

  test("a preempted job of fixed length resumes where it was (M/G/1 preemptive-resume)", () => {
    const sources = [
      lawSource("high", 0.3),
      lawSource("low", 0.4, { ...SPOT, ...classOf(1, constant(1.25 * HOUR)) }),
    ];
    const runs = replicationsOf(queue(1, 20_000, { sources, scheduling: preempting }));
    const residual = (0.3 * 2 + 0.4 * 1.25 ** 2) / 2;
    const response = 1.25 / 0.7 + residual / (0.7 * 0.2);
    const lowInSystem = runs.map((totals) => {
      const { waiting, allocatedRental } = totals.gpuTime[0]!;
      const highWaiting = (totals.outcomes[0]!.arrivals * waitOf(totals, "high") * HOUR) / totals.measured;
      return (waiting + allocatedRental) / totals.measured - highWaiting;
    });
    expectMean(lowInSystem, 0.4 * response, 0.03);
  });

  test("a job that restarts from scratch under Poisson preemption takes (e^λs − 1) / (λ (1 − ρ)) on average", () => {
    const backlog: Partial<JobSourcePlan> = {
      ...SPOT,
      ...classOf(1, constant(1.25 * HOUR)),
      arrivals: { kind: "closed", sources: 1, gap: constant(0) },
      onPreemption: "restart",
    };
    const sources = [lawSource("internal", 0.5), lawSource("spot", 0, backlog)];
    const runs = replicationsOf(queue(1, 5000, { sources, scheduling: preempting }));
    const completion = (Math.exp(0.5 * 1.25) - 1) / (0.5 * (1 - 0.5));
    expectMean(
      runs.map(({ outcomes, measured }) => (outcomes[1]!.byOutcome.completed * HOUR) / measured),
      1 / completion,
      0.01,
    );
  });

  test("spot that is killed by internal work leaves it an Erlang loss system of its own", () => {
    const [gpus, internal, rental] = [10, 5, 6];
    const sources = [
      lawSource("internal", internal, { whenFull: "refuse" }),
      lawSource("spot", rental, { ...SPOT, whenFull: "refuse", onPreemption: "kill" }),
    ];
    const chain = stationary([0, 0], killed(gpus, internal, rental));
    const full = chain.filter(({ state: [first, second] }) => first! + second! === gpus);
    const share = (states: typeof chain) => states.reduce((sum, { probability }) => sum + probability, 0);
    const runs = replicationsOf(queue(gpus, 2500, { sources, scheduling: preempting }));
    expectMean(
      runs.map((totals) => shareOf(totals, "internal", "refused")),
      erlangB(gpus, internal),
      0.03,
    );
    expectMean(
      runs.map((totals) => shareOf(totals, "spot", "refused")),
      share(full),
      0.01,
    );
    const killedShare = (internal * share(full.filter(({ state }) => state[1]! > 0))) / rental;
    expectMean(
      runs.map((totals) => shareOf(totals, "spot", "preempted")),
      killedShare,
      0.01,
    );
  });
});

/** Beyond so many jobs of a class the chain is cut off: their probability is below 1e-9. */
const MOST_FIRST = 25;
const MOST_SECOND = 100;

/** Jobs of two preemptive-resume classes on `gpus` GPUs, all of a mean service of an hour. */
function twoClasses(gpus: number, first: number, second: number) {
  return ([n, m]: readonly number[]): [number[], number][] => {
    const firstRuns = Math.min(n!, gpus);
    const secondRuns = Math.min(m!, gpus - firstRuns);
    const moves: [number[], number][] = [];
    if (n! < MOST_FIRST) moves.push([[n! + 1, m!], first]);
    if (m! < MOST_SECOND) moves.push([[n!, m! + 1], second]);
    if (firstRuns > 0) moves.push([[n! - 1, m!], firstRuns]);
    if (secondRuns > 0) moves.push([[n!, m! - 1], secondRuns]);
    return moves;
  };
}

/** Two loss classes, the first of which kills one of the second when there is no room. */
function killed(gpus: number, first: number, second: number) {
  return ([n, m]: readonly number[]): [number[], number][] => {
    const moves: [number[], number][] = [];
    const full = n! + m! === gpus;
    if (!full) moves.push([[n! + 1, m!], first], [[n!, m! + 1], second]);
    else if (m! > 0) moves.push([[n! + 1, m! - 1], first]);
    if (n! > 0) moves.push([[n! - 1, m!], n!]);
    if (m! > 0) moves.push([[n!, m! - 1], m!]);
    return moves;
  };
}
