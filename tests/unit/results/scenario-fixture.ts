import type { GpuTime, Outcome, RunTotals, WaitRow } from "../../../src/ledger/rows.ts";
import { OUTCOMES } from "../../../src/ledger/rows.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import { ORDER_TERMS } from "../../../src/scheduling/plan.ts";
import type { SourcePlan } from "../../../src/workload/plan.ts";
import { contractOf, INTERNAL } from "../../models.ts";

export const HOUR = 3_600_000;

function source(name: string, side: "internal" | "rental"): SourcePlan {
  return {
    ...INTERNAL,
    kind: "jobs",
    name,
    side,
    priority: 0,
    preemptible: side === "rental",
    arrivals: { kind: "poisson", rate: 1 / HOUR, growth: 0 },
    classes: [],
    estimate: { kind: "exact" },
    killAtEstimate: false,
  };
}

/** One pool, internal sources `research` and `training`, and the product `spot`. */
export const SCENARIO: Scenario = {
  name: "fixture",
  seed: "1",
  mode: "steady",
  replications: 3,
  baseline: true,
  warmup: 0,
  end: 100 * HOUR,
  step: HOUR,
  fleet: {
    pools: [
      {
        name: "h100",
        gpu: "H100",
        nodes: 2,
        gpusPerNode: 8,
        nodesPerDomain: null,
        spares: 0,
        deliveries: [],
        retirements: [],
        slicesPerGpu: 1,
      },
    ],
    failures: null,
    maintenance: null,
    tenancy: null,
  },
  sources: [source("research", "internal"), source("training", "internal"), source("spot", "rental")],
  services: [],
  products: [
    {
      name: "spot",
      contract: contractOf({ name: "spot" }, { granularity: 1000 }),
      price: 2,
      paidShare: 1,
      usedShare: 0,
      booking: null,
      use: null,
      leaves: null,
      recalled: null,
      source: 2,
    },
  ],
  market: null,
  tokens: [],
  drivers: [],
  scheduling: {
    order: "fcfs",
    terms: ORDER_TERMS,
    headOfLine: "skip",
    backfill: "none",
    placement: "first-fit",
    gang: "whole-nodes",
    preemption: { rule: "internal-first", victims: "youngest", protect: 0 },
    cycle: 0,
    headroom: { kind: "gpus", gpus: 0 },
    quotas: [],
  },
  economics: null,
  tariff: null,
  assumptions: [],
  firmCapacity: null,
  commitments: null,
  alternatives: null,
  lowValueWork: null,
  freeSlot: null,
  outputs: { jobs: true },
  echo: {},
  warnings: [],
};

/** GPU-time of a pool of 16 GPUs over 100 h that is internal and rented for these shares of it. */
function gpuTime(internal: number, rental: number): GpuTime {
  const installed = 1600 * HOUR;
  const idle = installed * (1 - internal - rental);
  return {
    installed,
    waitingQuota: 0,
    waitingNoGpus: 0,
    waitingFragmented: 0,
    waitingHeadroom: 0,
    waitingBlocked: 0,
    waitingReservation: 0,
    draining: 0,
    spare: 0,
    down: 0,
    available: installed,
    allocatedInternal: installed * internal,
    allocatedRental: installed * rental,
    overheadInternal: 0,
    lostInternal: 0,
    overheadRental: 0,
    lostRental: 0,
    idle,
    idleHeadroom: idle / 4,
    idleFragmentation: idle / 4,
    idleNotice: 0,
    idleTurnover: 0,
    idleBooked: 0,
    idleUnused: 0,
    resold: 0,
    idleNoDemand: idle / 2,
    waiting: 0,
    shortfall: 0,
  };
}

function outcome(source: string, completed: number) {
  const byOutcome = Object.fromEntries(OUTCOMES.map((name) => [name, 0])) as Record<Outcome, number>;
  return { source, arrivals: completed, byOutcome: { ...byOutcome, completed } };
}

export function wait(source: string, count: number, mean: number): WaitRow {
  return { source, size: "all", count, mean, p50: mean, p90: 2 * mean, p99: 3 * mean };
}

/** Totals of a run over 100 h of the fixture. */
export function totals(
  internal: number,
  rental: number,
  revenue: number,
  waits: readonly WaitRow[] = [],
): RunTotals {
  const nothing = { refunds: 0, credits: 0, breach: 0 };
  const requests = { requests: 10, admitted: 8, refused: 2, preempted: 4 };
  return {
    measured: 100 * HOUR,
    capex: 0,
    events: 1,
    gpuTime: [gpuTime(internal, rental)],
    sales: [{ ...requests, billed: 50 * HOUR, used: 50 * HOUR, revenue, gross: revenue, ...nothing }],
    outcomes: [outcome("research", 5), outcome("training", 2), outcome("spot", 8)],
    waits,
    waiting: [],
    free: null,
    held: [],
    tokens: [],
    correlation: Number.NaN,
    tariff: 0,
    course: [],
    correlations: [],
    demand: null,
  };
}
