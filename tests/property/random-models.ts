// Random small models of every feature at once: random laws and arrivals, services, several pools, every policy.

import fc from "fast-check";
import { commonSlices } from "../../src/fleet/slices.ts";
import type { Law } from "../../src/kernel/law.ts";
import { constant } from "../../src/kernel/laws/constant.ts";
import { exponential } from "../../src/kernel/laws/exponential.ts";
import { lognormalMeanCv } from "../../src/kernel/laws/lognormal.ts";
import { uniform } from "../../src/kernel/laws/uniform.ts";
import { DAY, HOUR, MINUTE } from "../../src/kernel/time.ts";
import type { ProductPlan } from "../../src/market/plan.ts";
import {
  GANGS,
  HEADS_OF_LINE,
  ORDERS,
  PLACEMENTS,
  PREEMPTIONS,
  type SchedulingPlan,
  SERVICE_MEASURES,
  VICTIMS,
} from "../../src/scheduling/plan.ts";
import type { Model } from "../../src/simulation/model.ts";
import type { CheckpointPlan } from "../../src/workload/checkpoint.ts";
import type {
  ArrivalPlan,
  EstimatePlan,
  ForecastMethod,
  JobClassPlan,
  JobSourcePlan,
  OnLoss,
  ServicePlan,
  SourcePlan,
} from "../../src/workload/plan.ts";
import { TOPOLOGIES } from "../../src/workload/plan.ts";
import { lawSource, modelOf, POOL, productOf, steppedService } from "../models.ts";
import { deliveries, leaving, outages, retirements } from "./random-fleets.ts";

const LONGEST_RUN = 2 * DAY;

const service: fc.Arbitrary<Law> = fc
  .tuple(
    fc.constantFrom(constant, exponential, (mean: number) => lognormalMeanCv(mean, 2), upTo),
    fc.integer({ min: 1, max: 6 }),
  )
  .map(([law, hours]) => law(hours * HOUR));

function upTo(mean: number): Law {
  return uniform(0, 2 * mean);
}

const arrivals: fc.Arbitrary<ArrivalPlan> = fc.oneof(
  fc
    .integer({ min: 1, max: 60 })
    .map((perDay) => ({ kind: "poisson", rate: perDay / DAY, growth: 0 }) as const),
  fc
    .integer({ min: 1, max: 60 })
    .map(
      (perDay) =>
        ({ kind: "hour-of-week", rate: perDay / DAY, factors: BY_DAY, noise: null, growth: 0 }) as const,
    ),
  fc
    .integer({ min: 1, max: 3 })
    .map((sources) => ({ kind: "closed", sources, gap: exponential(3 * HOUR) }) as const),
);

/** Twice the rate by day, none by night. */
const BY_DAY = Float64Array.from({ length: 168 }, (_, hour) => (hour % 24 < 12 ? 0 : 2));

const checkpoint: fc.Arbitrary<CheckpointPlan> = fc.record({
  every: fc.constantFrom(30 * MINUTE, 2 * HOUR),
  cost: fc.constantFrom(0, 5 * MINUTE),
  restart: fc.constantFrom(0, 10 * MINUTE),
  clock: fc.constantFrom("progress", "wall"),
  final: fc.boolean(),
  onNotice: fc.boolean(),
});

/** Two sizes, so that the class of a job can be told from its size. */
const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 2 });

/** Groups that jobs name; the last is none. */
const TEAMS = ["team-a", "team-b", null];

/** Half of a source's jobs. */
function classOf(size: number, group: string | null, law: Law): JobClassPlan {
  const gpus = { values: [size], probabilities: [1] };
  return { share: 0.5, gpus, service: law, ...(group !== null && { group }) };
}

const source = (index: number, pools: number): fc.Arbitrary<JobSourcePlan> =>
  fc
    .record({
      side: fc.constantFrom("internal", "rental"),
      priority: fc.integer({ min: 0, max: 2 }),
      pools: somePools(pools),
      whenFull: fc.constantFrom("queue", "refuse"),
      preemptible: fc.boolean(),
      notice: fc.constantFrom(0, 2 * MINUTE, HOUR),
      protectedFor: fc.constantFrom(0, 0, HOUR),
      onPreemption: fc.constantFrom("resume", "restart", "kill", "checkpoint"),
      maximumLife: fc.constantFrom(Number.POSITIVE_INFINITY, 3 * HOUR),
      onFailure: fc.constantFrom("resume", "restart", "kill", "checkpoint"),
      checkpoint: fc.option(checkpoint),
      release: fc.constantFrom("when-written", "at-end-of-notice"),
      interruptions: fc.option(
        fc.record({
          rate: fc.constant(1 / (5 * HOUR)),
          downtime: fc.constantFrom(0, 20 * MINUTE),
          kind: fc.constantFrom("failure", "eviction"),
        }),
      ),
      patience: fc.option(fc.constant(exponential(2 * HOUR))),
      deadline: fc.option(fc.constant(exponential(2 * HOUR))),
      queueLimit: fc.constantFrom(0, 2, Number.POSITIVE_INFINITY),
      withinNode: fc.boolean(),
      topology: fc.constantFrom(...TOPOLOGIES),
      headroom: fc.option(fc.nat(3).map((gpus) => ({ kind: "gpus", gpus }) as const)),
      arrivals,
      classes: fc
        .tuple(sizes, fc.array(fc.constantFrom(...TEAMS), { minLength: 2, maxLength: 2 }), service)
        .map(([values, teams, law]) => values.map((size, place) => classOf(size, teams[place]!, law))),
      estimate: fc.constantFrom<EstimatePlan>(
        { kind: "exact" },
        { kind: "factor", factor: 2 },
        { kind: "recent", jobs: 3 },
      ),
    })
    .map((traits) => lawSource(`source-${index}`, 1, withCheckpoints(traits)));

/** A job can go on from a checkpoint only if it writes some. */
function withCheckpoints<T extends Pick<JobSourcePlan, "checkpoint" | "onPreemption" | "onFailure">>(
  traits: T,
): T {
  if (traits.checkpoint !== null) return traits;
  const rule = (asked: OnLoss) => (asked === "checkpoint" ? "restart" : asked);
  return { ...traits, onPreemption: rule(traits.onPreemption), onFailure: rule(traits.onFailure) };
}

const serviceOf = (index: number, pools: number): fc.Arbitrary<ServicePlan> =>
  fc
    .record({
      pools: somePools(pools),
      gpusPerReplica: fc.integer({ min: 1, max: 3 }),
      steps: fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }),
      tide: fc.boolean(),
    })
    .map(({ steps, tide, ...traits }) =>
      steppedService(
        `service-${index}`,
        steps.map((_, place) => place * 7 * HOUR),
        steps,
        {
          ...traits,
          ...(tide && {
            resize: 30 * MINUTE,
            demand: {
              kind: "tide",
              peak: 10,
              trough: 0.2,
              peakHour: 15,
              weekend: 1,
              noise: { cv: 0.2, halfLife: HOUR },
              growth: 0,
            },
          }),
        },
      ),
    );

function somePools(count: number): fc.Arbitrary<number[]> {
  return fc.shuffledSubarray([...Array(count).keys()], { minLength: 1 });
}

const backfill = fc.constantFrom<SchedulingPlan["backfill"]>(
  "none",
  { kind: "easy", depth: Number.POSITIVE_INFINITY },
  { kind: "easy", depth: 2 },
  { kind: "conservative", depth: Number.POSITIVE_INFINITY },
);

const anyPolicy: fc.Arbitrary<SchedulingPlan> = fc.record({
  order: fc.constantFrom(...ORDERS),
  terms: fc.record({
    thresholds: fc.constantFrom([HOUR], [30 * MINUTE, 3 * HOUR]),
    by: fc.constantFrom(...SERVICE_MEASURES),
    halfLife: fc.constant(6 * HOUR),
    deadlineFactor: fc.constant(2),
  }),
  headOfLine: fc.constantFrom(...HEADS_OF_LINE),
  backfill,
  placement: fc.constantFrom(...PLACEMENTS),
  gang: fc.constantFrom(...GANGS),
  preemption: fc.record({
    rule: fc.constantFrom(...PREEMPTIONS),
    victims: fc.constantFrom(...VICTIMS),
    protect: fc.constantFrom(0, 0, 2 * HOUR),
  }),
  cycle: fc.constantFrom(0, 0, 10 * MINUTE),
  headroom: fc.oneof(
    fc.nat(4).map((gpus) => ({ kind: "gpus", gpus }) as const),
    fc.constant({ kind: "share", share: 0.1 } as const),
    fc
      .constantFrom<ForecastMethod>(
        { name: "seasonal-naive", looks: 6 },
        { name: "exponential-smoothing", smoothing: 0.5 },
      )
      .map((method) => ({ kind: "forecast", quantile: 0.9, every: HOUR, over: "notice", method }) as const),
  ),
  quotas: fc
    .tuple(fc.subarray(["source-0", "source-1", "source-2", "team-a", "team-b"]), fc.nat(9), fc.boolean())
    .map(([groups, gpus, borrow]) => groups.map((group) => ({ group, gpus, borrow }))),
});

/** Only a head that blocks can be passed. */
const policy = anyPolicy.map((plan) =>
  plan.headOfLine === "block" ? plan : { ...plan, backfill: "none" as const },
);

/** One or two pools of up to 24 GPUs at the beginning, up to four sources and two services, for up to two days. */
export const randomModel: fc.Arbitrary<Model> = fc
  .record({ pools: fc.integer({ min: 1, max: 2 }), sources: fc.nat(4), services: fc.nat(2) })
  .chain((count) =>
    fc.record({
      pools: fc.array(
        fc.record({
          first: fc.integer({ min: 1, max: 6 }),
          deliveries,
          retirements,
          gpusPerNode: fc.integer({ min: 1, max: 4 }),
          nodesPerDomain: fc.constantFrom(null, 2),
        }),
        {
          minLength: count.pools,
          maxLength: count.pools,
        },
      ),
      sources: fc.tuple(...Array.from({ length: count.sources }, (_, index) => source(index, count.pools))),
      services: fc.tuple(
        ...Array.from({ length: count.services }, (_, index) => serviceOf(index, count.pools)),
      ),
      outages,
      booking: fc.option(fc.record({ lead: fc.constantFrom(0, HOUR), share: fc.constantFrom(0.5, 1) })),
      scheduling: policy,
      warmup: fc.constantFrom(0, 5 * HOUR),
      end: fc.integer({ min: 6 * HOUR, max: LONGEST_RUN }),
      step: fc.constantFrom(HOUR, 7 * HOUR),
    }),
  )
  .map(({ pools, booking, outages: { failures, maintenance, spares }, ...parts }) =>
    modelOf({
      ...parts,
      sources: parts.sources.map((each) => within(parts.scheduling, each)),
      fleet: {
        pools: pools.map(({ first, ...pool }, index) => ({
          ...POOL,
          ...pool,
          nodes: pool.deliveries.reduce((sum, { nodes }) => sum + nodes, first),
          name: `pool-${index}`,
          spares: Math.min(spares, first - 1),
          retirements:
            failures?.unit === "gpu" ? [] : leaving(pool.retirements, first - Math.min(spares, first - 1)),
        })),
        failures,
        maintenance,
        tenancy: null,
      },
      products: productsOf(parts.sources, bookable(parts, booking)),
    }),
  );

/** A promise, or a reallocation from zero, knows no domains: beside them a scenario refuses a topology. */
function within({ backfill, preemption }: SchedulingPlan, source: JobSourcePlan): JobSourcePlan {
  const anywhere = backfill !== "none" || preemption.rule === "free";
  return anywhere ? { ...source, topology: "none" } : source;
}

/** A product for every source of rental. */
export function productsOf(sources: readonly SourcePlan[], booking: ProductPlan["booking"]): ProductPlan[] {
  return sources.flatMap(({ side }, index) =>
    side === "rental" ? [{ ...productOf(index, BILLING), booking }] : [],
  );
}

/** Under a reallocation from zero nothing is promised ahead. */
function bookable(
  { scheduling }: Pick<Model, "scheduling">,
  booking: Omit<NonNullable<ProductPlan["booking"]>, "ahead"> | null,
): ProductPlan["booking"] {
  if (booking === null || scheduling.preemption.rule === "free") return null;
  return { ...booking, ahead: booking.lead / 2 };
}

const BILLING = { granularity: MINUTE, minimum: 10 * MINUTE, freeIfInterruptedWithin: HOUR };

/** The same of what goes with divided GPUs, with pools that all divide theirs, into numbers of slices that may differ. */
export const randomDividedModel: fc.Arbitrary<Model> = fc
  .record({
    model: randomModel,
    slices: fc.array(fc.constantFrom(2, 3, 4, 6), { minLength: 2, maxLength: 2 }),
    placement: fc.constantFrom<SchedulingPlan["placement"]>(
      "first-fit",
      "best-fit",
      "worst-fit",
      "least-fragmenting",
    ),
    rule: fc.constantFrom<SchedulingPlan["preemption"]["rule"]>("never", "internal-first", "by-priority"),
  })
  .map(({ model, slices, placement, rule }) => ({
    ...model,
    fleet: {
      pools: model.fleet.pools.map((pool, index) => ({
        ...pool,
        deliveries: [],
        retirements: [],
        spares: 0,
        slicesPerGpu: slices[index]!,
      })),
      failures: null,
      maintenance: null,
      tenancy: null,
    },
    sources: model.sources.map((each) => ({ ...each, topology: "none" as const })),
    scheduling: {
      ...model.scheduling,
      placement,
      gang: "whole-nodes" as const,
      backfill: "none" as const,
      preemption: { ...model.scheduling.preemption, rule },
    },
  }));

/** The first size of every source's first class becomes a part of a GPU, where its pools have slices in common. */
export function withParts(model: Model): Model {
  return {
    ...model,
    sources: (model.sources as readonly JobSourcePlan[]).map((each) => {
      const slices = commonSlices(each.pools.map((pool) => model.fleet.pools[pool]!));
      const classes = each.classes.map((jobClass, index) => {
        if (index > 0) return jobClass;
        const [first, ...others] = jobClass.gpus.values;
        const part = slices === 1 ? first! : (1 + (first! % (slices - 1))) / slices;
        return { ...jobClass, gpus: { ...jobClass.gpus, values: [part, ...others] } };
      });
      return { ...each, classes };
    }),
  };
}
