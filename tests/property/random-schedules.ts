// Random small scenarios of explicit jobs, in the words of the naive simulator, and the same in those of the engine.

import fc from "fast-check";
import type { FailurePlan, TenancyPlan } from "../../src/fleet/plan.ts";
import { constant } from "../../src/kernel/laws/constant.ts";
import { MINUTE } from "../../src/kernel/time.ts";
import type { Model } from "../../src/simulation/model.ts";
import { fleetOf, modelOf, POOL, productOf, scheduling, traceSource } from "../models.ts";
import type { NaiveJob, NaivePool, NaiveScenario, NaiveSource } from "./naive-scenario.ts";

const NAIVE_ORDERS = [
  "fcfs",
  "shortest-first",
  "smallest-first",
  "largest-first",
  "shortest-remaining",
  "shortest-remaining-gpu-time",
] as const;

/** Instants are few, so that many things happen at once. */
export const LAST_SUBMIT = 60;
export const LONGEST = 30;

const pool: fc.Arbitrary<NaivePool> = fc
  .record({
    first: fc.integer({ min: 0, max: 4 }),
    gpusPerNode: fc.integer({ min: 1, max: 4 }),
    deliveries: fc.array(fc.record({ at: fc.nat(LAST_SUBMIT), nodes: fc.integer({ min: 1, max: 2 }) }), {
      maxLength: 2,
    }),
  })
  .map(({ first, gpusPerNode, deliveries }) => ({
    gpusPerNode,
    spares: 0,
    nodesPerDomain: 1,
    deliveries: deliveries.sort((a, b) => a.at - b.at),
    nodes: deliveries.reduce((sum, { nodes }) => sum + nodes, Math.max(first, 1 - deliveries.length)),
  }));

const source = (poolCount: number): fc.Arbitrary<NaiveSource> =>
  fc.record({
    internal: fc.boolean(),
    preemptible: fc.boolean(),
    notice: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })),
    refuses: fc.boolean(),
    onPreemption: fc.constantFrom("resume", "restart", "kill"),
    pools: fc.shuffledSubarray([...Array(poolCount).keys()], { minLength: 1 }),
  });

const job = (sourceCount: number): fc.Arbitrary<Omit<NaiveJob, "id">> =>
  fc.record({
    source: fc.nat(sourceCount - 1),
    submit: fc.nat(LAST_SUBMIT),
    service: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: LONGEST }) },
      { weight: 1, arbitrary: fc.constant(0) },
    ),
    estimate: fc.nat(LONGEST),
    gpus: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 12 })),
    priority: fc.integer({ min: -1, max: 1 }),
  });

/** Every choice of a policy at random, over one pool or two, one to four sources and up to forty jobs, any number as likely. */
export const randomSchedule: fc.Arbitrary<NaiveScenario> = fc
  .record({
    poolCount: fc.integer({ min: 1, max: 2 }),
    sourceCount: fc.integer({ min: 1, max: 4 }),
    preempts: fc.boolean(),
  })
  .chain(({ poolCount, sourceCount, preempts }) =>
    fc.record({
      pools: fc.array(pool, { minLength: poolCount, maxLength: poolCount }),
      sources: fc.array(source(poolCount), { minLength: sourceCount, maxLength: sourceCount }),
      jobs: fc.array(job(sourceCount), { maxLength: 40, size: "max" }).map(inOrderOfArrival),
      order: fc.constantFrom(...NAIVE_ORDERS),
      blocks: fc.boolean(),
      placement: preempts
        ? fc.constant("pool")
        : fc.constantFrom("pool", "first-fit", "best-fit", "worst-fit", "least-fragmenting"),
      spread: fc.boolean(),
      preempts: fc.constant(preempts),
      reallocates: fc.constant(false),
      headroom: fc.oneof(fc.constant(0), fc.nat(4)),
      turnover: fc.constant(null),
      customersApart: fc.constant(false),
      byDomain: fc.constant(false),
      failures: fc.constant([]),
      maintenance: fc.constant(null),
      end: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 2 * LAST_SUBMIT })),
    }),
  );

/** The same where all GPUs are given away anew, and nobody has any notice. */
export const randomReallocation: fc.Arbitrary<NaiveScenario> = randomSchedule.chain((scenario) =>
  fc
    .record({
      placement: fc.constantFrom("pool", "first-fit", "best-fit", "worst-fit"),
      skips: fc.boolean(),
    })
    .map(({ placement, skips }) => ({
      ...scenario,
      placement,
      blocks: !skips,
      preempts: false,
      reallocates: true,
      sources: scenario.sources.map((each) => ({ ...each, notice: 0 })),
    })),
);

/** At one instant the jobs of the first source arrive first. */
function inOrderOfArrival(jobs: readonly Omit<NaiveJob, "id">[]): NaiveJob[] {
  return [...jobs]
    .sort((a, b) => a.submit - b.submit || a.source - b.source)
    .map((each, index) => ({ id: String(index), ...each }));
}

/** Billing with every rule at work at these short times. */
export const BILLING = { granularity: 4, minimum: 6, freeIfInterruptedWithin: 8 } as const;

/** The same scenario for the engine; every rental source has a product. */
export function engineModel(scenario: NaiveScenario): Model {
  const sources = scenario.sources.map((each, index) =>
    traceSource(
      `source-${index}`,
      scenario.jobs.filter((one) => one.source === index),
      {
        side: each.internal ? "internal" : "rental",
        preemptible: each.preemptible,
        notice: each.notice,
        whenFull: each.refuses ? "refuse" : "queue",
        onPreemption: each.onPreemption,
        pools: each.pools,
      },
    ),
  );
  return modelOf({
    end: scenario.end,
    step: MINUTE / 1000,
    fleet: fleetOf(1, 1, {
      pools: scenario.pools.map(({ deliveries, ...each }, index) => ({
        ...POOL,
        ...each,
        name: `pool-${index}`,
        deliveries: deliveries.map((delivery) => ({ ...delivery, delay: null, capex: 0 })),
      })),
      failures: failuresOf(scenario),
      maintenance: scenario.maintenance,
      tenancy: tenancyOf(scenario),
    }),
    sources,
    products: sources.flatMap(({ side }, index) => (side === "rental" ? [productOf(index, BILLING)] : [])),
    scheduling: scheduling({
      order: scenario.order,
      headOfLine: scenario.blocks ? "block" : "skip",
      placement: scenario.placement,
      gang: scenario.spread ? "spread" : "whole-nodes",
      preemption: scenario.reallocates ? "free" : scenario.preempts ? "internal-first" : "never",
      headroom: { kind: "gpus", gpus: scenario.headroom },
    }),
  });
}

function tenancyOf({ turnover, customersApart, byDomain }: NaiveScenario): TenancyPlan | null {
  if (turnover === null) return null;
  const customers = customersApart ? "apart" : "same";
  return { unit: byDomain ? "domain" : "node", turnover: constant(turnover), customers };
}

function failuresOf({ failures }: NaiveScenario): FailurePlan | null {
  if (failures.length === 0) return null;
  return {
    unit: "node",
    ttf: null,
    repair: constant(0),
    crew: Number.POSITIVE_INFINITY,
    at: failures.map(({ node, at, repair }) => ({ unit: node, instant: at, repair })),
    preferIdleReplacement: false,
    lemons: null,
    domains: null,
  };
}
