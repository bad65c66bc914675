// Random small models whose customers do not always use what they hold, with all that goes with it.

import fc from "fast-check";
import { constant } from "../../src/kernel/laws/constant.ts";
import { exponential } from "../../src/kernel/laws/exponential.ts";
import { DAY, HOUR } from "../../src/kernel/time.ts";
import type { UsePlan } from "../../src/market/plan.ts";
import { PLACEMENTS } from "../../src/scheduling/plan.ts";
import type { Model } from "../../src/simulation/model.ts";
import type { JobSourcePlan } from "../../src/workload/plan.ts";
import { contractOf } from "../models.ts";
import { productsOf, randomModel } from "./random-models.ts";

const use: fc.Arbitrary<UsePlan> = fc.record({
  busy: fc.constantFrom(constant(2 * HOUR), exponential(HOUR), constant(0)),
  idle: fc.constantFrom(constant(3 * HOUR), exponential(2 * HOUR)),
  resold: fc.constantFrom(true, true, false),
});

const choices = fc.record({
  use,
  lead: fc.constantFrom(0, HOUR),
  ends: fc.record({
    leaves: fc.constantFrom(null, exponential(3 * HOUR)),
    recalled: fc.constantFrom(null, exponential(4 * HOUR)),
  }),
  placement: fc.constantFrom(...PLACEMENTS.filter((name) => name !== "pool")),
  rule: fc.constantFrom("internal-first", "by-priority", "never"),
});

/** Of a term that either party may end within the hour. */
const TERM = contractOf({ preemptible: false, exit: { notice: HOUR, breachCost: 0 } });

const withRental = randomModel.filter(({ sources }) => sources.length >= 2);

/** A random model in which every third source is internal, every third is sold in windows, and every third is spot. */
export const randomResale: fc.Arbitrary<Model> = fc.tuple(withRental, choices).map(([model, chosen]) => {
  const sources = (model.sources as readonly JobSourcePlan[]).map(dealt);
  const { failures } = model.fleet;
  const kept = failures?.unit === "node" ? { ...failures, preferIdleReplacement: false } : null;
  return {
    ...model,
    fleet: {
      ...model.fleet,
      pools: model.fleet.pools.map((pool) => ({
        ...pool,
        nodes: 3,
        // One comes, one stands by and one leaves at the most.
        deliveries: pool.deliveries.slice(0, 1).map((each) => ({ ...each, nodes: 1 })),
        retirements: pool.retirements.slice(0, 1).map((each) => ({ ...each, nodes: 1 })),
        spares: Math.min(1, pool.spares),
        gpusPerNode: Math.max(2, pool.gpusPerNode),
      })),
      failures: kept,
    },
    sources,
    services: [],
    products: productsOf(sources, null).map((product) => {
      if (!sources[product.source]!.name.startsWith("window")) return product;
      return {
        ...product,
        ...chosen.ends,
        contract: TERM,
        use: chosen.use,
        booking: { lead: chosen.lead, ahead: chosen.lead / 2, share: 1 },
      };
    }),
    scheduling: {
      ...model.scheduling,
      placement: chosen.placement,
      backfill: "none",
      headroom: { kind: "gpus", gpus: 0 },
      quotas: [],
      preemption: { ...model.scheduling.preemption, rule: chosen.rule },
    },
  };
});

/** Windows and spot that come often and wait, so that customers leave GPUs to others who have no room elsewhere. */
function dealt(plan: JobSourcePlan, index: number): JobSourcePlan {
  if (index % 3 === 2) return { ...plan, side: "internal" };
  const patient = { whenFull: "queue", patience: null, queueLimit: Number.POSITIVE_INFINITY } as const;
  const rental = { ...plan, classes: small(plan.classes), ...patient, ...OFTEN, side: "rental" } as const;
  if (index % 3 === 1) return { ...rental, preemptible: true, protectedFor: 0 };
  const free = { checkpoint: null, interruptions: null, maximumLife: Number.POSITIVE_INFINITY } as const;
  const held = { onPreemption: "resume", onFailure: "resume" } as const;
  return { ...rental, ...free, ...held, name: `window-${index}`, priority: 3, preemptible: false };
}

/** No size is larger than the pools that there are. */
function small(classes: JobSourcePlan["classes"]): JobSourcePlan["classes"] {
  return classes.map((each) => ({
    ...each,
    gpus: { ...each.gpus, values: each.gpus.values.map((size) => Math.min(5, size)) },
  }));
}

const OFTEN = { arrivals: { kind: "poisson", rate: 30 / DAY, growth: 0 }, headroom: null } as const;
