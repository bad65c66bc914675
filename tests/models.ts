// Models by hand, as a scenario would compile to, for tests of the core: every default in one place, times in ms.

import type { FleetPlan, PoolPlan } from "../src/fleet/plan.ts";
import { exponential } from "../src/kernel/laws/exponential.ts";
import { HOUR, SECOND } from "../src/kernel/time.ts";
import type { LedgerRows } from "../src/ledger/ledger.ts";
import type { RunTotals } from "../src/ledger/rows.ts";
import type { ContractPlan, Metering } from "../src/market/contract/contract-plan.ts";
import type { ProductPlan } from "../src/market/plan.ts";
import { numbered } from "../src/scenario/compile/groups.ts";
import { ORDER_TERMS, type PreemptionName, type SchedulingPlan } from "../src/scheduling/plan.ts";
import type { Model } from "../src/simulation/model.ts";
import { Simulation } from "../src/simulation/simulation.ts";
import type {
  JobSourcePlan,
  ServicePlan,
  SourceTraits,
  TraceJobs,
  TraceSourcePlan,
} from "../src/workload/plan.ts";

/** A job of a trace; times in ms. */
export interface TraceRow {
  readonly id: string;
  readonly submit: number;
  readonly service: number;
  readonly gpus: number;
  /** the service time when left out */
  readonly estimate?: number;
  /** the source's when left out */
  readonly priority?: number;
  /** the source's when left out */
  readonly group?: string;
}

/** Traits of internal work with nothing special about it. */
export const INTERNAL: Omit<SourceTraits, "name"> = {
  side: "internal",
  priority: 10,
  pools: [0],
  whenFull: "queue",
  preemptible: false,
  notice: 0,
  protectedFor: 0,
  onPreemption: "resume",
  maximumLife: Number.POSITIVE_INFINITY,
  onFailure: "restart",
  checkpoint: null,
  release: "at-end-of-notice",
  interruptions: null,
  patience: null,
  deadline: null,
  queueLimit: Number.POSITIVE_INFINITY,
  penalty: 0,
  withinNode: false,
  topology: "none",
  headroom: null,
};

/** Traits of preemptible rental of a low priority; spread into a source. */
export const SPOT = { side: "rental", priority: 0, preemptible: true } as const;
/** Traits of rental that is refused when there is no room and keeps its GPUs; spread into a source. */
export const ON_DEMAND = { side: "rental", priority: 0, whenFull: "refuse" } as const;

/** A source of the given jobs, sorted by submit (stable in row order). */
export function traceSource(
  name: string,
  rows: readonly TraceRow[],
  traits: Partial<TraceSourcePlan> = {},
): TraceSourcePlan {
  return {
    ...INTERNAL,
    kind: "trace",
    name,
    estimate: { kind: "trace" },
    killAtEstimate: false,
    jobs: traceJobs(
      [...rows].sort((a, b) => a.submit - b.submit),
      name,
    ),
    ...traits,
  };
}

function traceJobs(rows: readonly TraceRow[], name: string): TraceJobs {
  return {
    ids: rows.map((row) => row.id),
    submit: Float64Array.from(rows, (row) => row.submit),
    service: Float64Array.from(rows, (row) => row.service),
    estimate: Float64Array.from(rows, (row) => row.estimate ?? Number.NaN),
    gpus: Float64Array.from(rows, (row) => row.gpus),
    priority: rows.some((row) => row.priority !== undefined)
      ? Int32Array.from(rows, (row) => row.priority ?? INTERNAL.priority)
      : null,
    groups: numbered(
      rows.map(({ group }) => group ?? null),
      name,
    ),
  };
}

/** A source of one-GPU jobs of one exponential hour that arrive at `rate` per hour. */
export function lawSource(name: string, rate: number, traits: Partial<JobSourcePlan> = {}): JobSourcePlan {
  return {
    ...INTERNAL,
    kind: "jobs",
    name,
    arrivals: { kind: "poisson", rate: rate / HOUR, growth: 0 },
    classes: [{ share: 1, gpus: { values: [1], probabilities: [1] }, service: exponential(HOUR) }],
    estimate: { kind: "exact" },
    killAtEstimate: false,
    ...traits,
  };
}

/** A product at $1 per GPU-hour, billed by the millisecond, whose requests come from `source`. */
export function productOf(source: number, billing: Partial<Metering> = {}, price = 1): ProductPlan {
  return {
    name: `product-${source}`,
    price,
    paidShare: 1,
    usedShare: 0,
    booking: null,
    use: null,
    leaves: null,
    recalled: null,
    source,
    contract: contractOf({}, billing),
  };
}

/** A preemptible contract without notice, which bills use. */
export function contractOf(terms: Partial<ContractPlan>, metering: Partial<Metering> = {}): ContractPlan {
  return {
    name: "by hand",
    admission: "queue",
    timeout: Number.POSITIVE_INFINITY,
    preemptible: true,
    notice: 0,
    protectedFor: 0,
    maximumLife: Number.POSITIVE_INFINITY,
    window: null,
    billing: { kind: "use", granularity: 1, minimum: 0, freeIfInterruptedWithin: 0, ...metering },
    serviceLevel: null,
    exit: { notice: Number.POSITIVE_INFINITY, breachCost: 0 },
    ...terms,
  };
}

/** A service that wants `gpus[i]` from `times[i]` on, replica by replica, and looks whenever they change. */
export function steppedService(
  name: string,
  times: readonly number[],
  gpus: readonly number[],
  traits: Partial<ServicePlan> = {},
): ServicePlan {
  const gpusPerReplica = traits.gpusPerReplica ?? 1;
  return {
    kind: "service",
    name,
    pools: [0],
    demand: { kind: "series", times: Float64Array.from(times), gpus: Float64Array.from(gpus) },
    gpusPerReplica,
    capacityPerReplica: gpusPerReplica,
    resize: "crossing",
    delay: 0,
    forecastMargin: 0,
    portfolio: null,
    ...traits,
  };
}

/** A pool of one type of GPU without domains and spares. */
export const POOL: Omit<PoolPlan, "nodes" | "gpusPerNode"> = {
  name: "pool",
  gpu: "H100",
  deliveries: [],
  retirements: [],
  nodesPerDomain: null,
  spares: 0,
  slicesPerGpu: 1,
};

/** One pool. */
export function fleetOf(nodes: number, gpusPerNode: number, parts: Partial<FleetPlan> = {}): FleetPlan {
  return {
    pools: [{ ...POOL, nodes, gpusPerNode }],
    failures: null,
    maintenance: null,
    tenancy: null,
    ...parts,
  };
}

/** First come, first served, on counts, without preemption or headroom, and `changes` to that. */
export function scheduling(
  changes: Partial<Omit<SchedulingPlan, "preemption">> & { preemption?: PreemptionName } = {},
): SchedulingPlan {
  const { preemption = "never", ...others } = changes;
  return {
    order: "fcfs",
    terms: ORDER_TERMS,
    headOfLine: "block",
    backfill: "none",
    placement: "pool",
    gang: "whole-nodes",
    preemption: { rule: preemption, victims: "youngest", protect: 0 },
    cycle: 0,
    headroom: { kind: "gpus", gpus: 0 },
    quotas: [],
    ...others,
  };
}

/** Until every job has ended, on one node of 8 GPUs unless `parts` say otherwise. */
export function modelOf(parts: Partial<Model>): Model {
  return {
    warmup: 0,
    end: Number.POSITIVE_INFINITY,
    step: 1000 * SECOND,
    fleet: fleetOf(1, 8),
    sources: [],
    services: [],
    products: [],
    market: null,
    tokens: [],
    drivers: [],
    tariff: null,
    freeSlot: null,
    scheduling: scheduling(),
    ...parts,
  };
}

/** All that a finished run says. */
export interface Run extends LedgerRows {
  readonly totals: RunTotals;
}

/** Run a model to its end and keep a record of every job. */
export function runOf(model: Model, seed = "1", replication = 0): Run {
  const simulation = new Simulation(model, seed, replication, true);
  simulation.advance(model.end);
  const totals = simulation.finish();
  return { ...simulation.drain(), totals };
}

/** The totals of a run to its end, without job records. */
export function totalsOf(model: Model, seed: string, replication: number): RunTotals {
  const simulation = new Simulation(model, seed, replication);
  simulation.advance(model.end);
  return simulation.finish();
}
