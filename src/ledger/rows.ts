// What the ledger hands on: plain rows, GPU-time in GPU-ms (whole numbers) and money in $.

import type { Duration, Instant } from "../kernel/time.ts";
import type { FreeSlots } from "./free-slots.ts";

/**
 * GPU-time of a pool in GPU-ms. installed = available + down + draining + spare; available = internal + rental + idle; idle = the sum of its
 * causes; what is allocated and neither overhead nor lost is useful.
 */
export interface GpuTime {
  installed: number;
  down: number;
  /** GPUs of draining nodes that nobody holds any more */
  draining: number;
  /** GPUs of nodes that stand by */
  spare: number;
  available: number;
  allocatedInternal: number;
  allocatedRental: number;
  /** checkpoints, downtime and restarts; part of what is allocated, as the next three */
  overheadInternal: number;
  lostInternal: number;
  overheadRental: number;
  lostRental: number;
  idle: number;
  idleHeadroom: number;
  idleFragmentation: number;
  idleNotice: number;
  idleTurnover: number;
  /** claimed for windows that are still to begin */
  idleBooked: number;
  /** held by customers who do not use them, and resold to nobody */
  idleUnused: number;
  idleNoDemand: number;
  /** part of `allocatedRental`: of GPUs that their customers do not use, by those to whom they are resold */
  resold: number;
  /** GPUs that waiting jobs ask for, integrated; no part of installed */
  waiting: number;
  /** GPUs that services want and do not have, integrated; no part of installed */
  shortfall: number;
  /** parts of `waiting`, by what kept the jobs from starting */
  waitingQuota: number;
  waitingNoGpus: number;
  waitingFragmented: number;
  waitingHeadroom: number;
  waitingBlocked: number;
  waitingReservation: number;
}

/** One pool over one reporting step. */
export interface UtilisationRow extends GpuTime {
  readonly stepStart: Instant;
  readonly stepEnd: Instant;
  /** index of the pool */
  readonly pool: number;
}

/**
 * What became of GPU-time that a source or service held, in GPU-ms. What is left of `allocated` is useful. Overhead and loss
 * are booked when an attempt ends: work of an earlier step that is lost now makes this step's useful time smaller.
 */
export interface HeldTime {
  allocated: number;
  /** of it, what the customer did not use, whether resold or not */
  unused: number;
  /** writing checkpoints */
  checkpoint: number;
  /** downtime and restarts */
  restart: number;
  /** work that has to be done again, or was done for nothing */
  lost: number;
}

/** What a holder has had of one pool over a run. */
export interface PoolUse {
  /** GPU-ms */
  readonly allocated: number;
  /** ∫ GPUs × price of electricity, GPU-ms × $/kWh, by the mean price of each step; 0 where that price never moves */
  readonly tariffed: number;
}

/** What one source, product or service held of one pool over one reporting step. */
export interface AllocationRow extends HeldTime {
  readonly stepStart: Instant;
  readonly stepEnd: Instant;
  readonly pool: number;
  /** name of the source or service */
  readonly source: string;
}

/** Requests by what became of them, and money. */
export interface Sales {
  requests: number;
  admitted: number;
  refused: number;
  preempted: number;
  /** GPU-ms billed: used, topped up to the minimum, less what was free */
  billed: number;
  /** GPU-ms that the customers used of what they held */
  used: number;
  /** $, after what is given back and paid out: gross − refunds − credits − breach */
  revenue: number;
  /** $ charged before anything is given back */
  gross: number;
  /** $ of lines that turned out free */
  refunds: number;
  /** $ of service-level credits, as expected over customers of whom some claim */
  credits: number;
  /** $ paid to customers whose GPUs were taken */
  breach: number;
}

/** Output tokens of a product by what became of them, and money. askedFor = served + unserved + what became pending. */
export interface TokenSales {
  askedFor: number;
  served: number;
  /** turned away; of a batch, late */
  unserved: number;
  billed: number;
  /** of a batch: submitted and not served at the end */
  pending: number;
  /** GPU-ms that its replicas held */
  held: number;
  /** $ */
  revenue: number;
  /** mean over time, $ per million output tokens with their input, after the discount */
  price: number;
}

/** One token product over one reporting step, beside the products that are sold by the GPU-hour. */
export interface TokenRow extends Readonly<TokenSales> {
  readonly stepStart: Instant;
  readonly stepEnd: Instant;
  /** index of the token product */
  readonly token: number;
  /** $ of all products that are sold by the GPU-hour, and the GPU-ms that they held */
  readonly rentalRevenue: number;
  readonly rentalHeld: number;
}

/** Nodes of a pool that have arrived. */
export interface DeliveryRow {
  readonly instant: Instant;
  readonly pool: number;
  readonly gpus: number;
  /** $ */
  readonly capex: number;
}

/** Nodes of a pool that have left. */
export interface RetirementRow {
  readonly instant: Instant;
  readonly pool: number;
  readonly gpus: number;
}

/** One product over one reporting step. */
export interface RevenueRow extends Sales {
  readonly stepStart: Instant;
  readonly stepEnd: Instant;
  /** index of the product */
  readonly product: number;
}

/** Who came for a product, and at what price. */
export interface DemandCounts {
  /** that came for it, whether they asked for anything or not */
  readonly customers: number;
  /** of these: that could not buy yet, */
  readonly notReady: number;
  /** that had left for good, */
  readonly gone: number;
  /** to whom nothing was worth its price, */
  readonly declined: number;
  /** and that asked for another product */
  readonly switched: number;
  /** refused requests of it that came again */
  readonly retries: number;
  /** mean over time, $ per GPU-hour */
  readonly price: number;
}

/** The same over a whole run. */
export interface DemandTotals extends DemandCounts {
  /** customers that have left for good by the end of the run, its warm-up included; NaN where none ever do */
  readonly churned: number;
}

/** One product of a market over one reporting step. */
export interface DemandRow extends DemandCounts {
  readonly stepStart: Instant;
  readonly stepEnd: Instant;
  /** index of the product */
  readonly product: number;
}

/** Wait from arrival to first start, of jobs that started, in ms. Quantiles are within 0.1 % (exact up to 1,000 jobs). */
export interface WaitRow {
  readonly source: string;
  /** GPUs of the job, or "all" */
  readonly size: number | "all";
  readonly count: number;
  readonly mean: Duration;
  readonly p50: Duration;
  readonly p90: Duration;
  readonly p99: Duration;
}

export const OUTCOMES = [
  "completed",
  "refused",
  "reneged",
  "preempted",
  "killed_at_estimate",
  "failed",
  "rejected",
  "waiting",
  "running",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One job that left, or that stood where it was at the end. Times in ms; NaN for what did not happen. */
/** A run that is over. */
export interface EndedRun {
  /** index of its pool */
  readonly pool: number;
  readonly start: Instant;
  readonly end: Instant;
  /** node indices in ascending order; empty under placement `pool` */
  readonly nodes: readonly number[];
}

export interface JobRecord {
  /** the trace's id, or a running number within the source from 0 */
  readonly id: string;
  readonly source: string;
  /** index of the pool of the last placement, or -1 */
  readonly pool: number;
  readonly gpus: number;
  readonly arrival: Instant;
  readonly firstStart: Instant;
  /** start of its last run, on `nodes`; NaN if it never started */
  readonly lastStart: Instant;
  readonly end: Instant;
  /** NaN for a replica, which has no end */
  readonly service: Duration;
  readonly preemptions: number;
  readonly outcome: Outcome;
  /** node indices of the last placement in ascending order; empty under placement `pool` */
  readonly nodes: readonly number[];
  /** runs that ended before it left, in order */
  readonly earlierRuns: readonly EndedRun[];
}

/** Of a product, over the steps of a run, −1 to 1; NaN where one of the two never varied. */
export interface Correlations {
  /** of the GPUs that internal work held, and the customers that came or the tokens that were asked for */
  readonly internalDemand: number;
  readonly internalPrice: number;
  readonly demandPrice: number;
}

/** All that one finished run says, over the time after its warm-up. */
export interface RunTotals {
  /** measured time, ms: from the end of the warm-up to the end of the run */
  readonly measured: Duration;
  /** events applied, warm-up included */
  readonly events: number;
  /** $ paid for nodes that have arrived */
  readonly capex: number;
  /** per pool, in the order of the fleet */
  readonly gpuTime: readonly GpuTime[];
  /** per product */
  readonly sales: readonly Sales[];
  /** per product; null where nothing is said of customers and prices */
  readonly demand: readonly DemandTotals[] | null;
  /** per token product */
  readonly tokens: readonly TokenSales[];
  /** per source: jobs that arrived after the warm-up by what became of them; they add up to `arrivals` */
  readonly outcomes: readonly {
    readonly source: string;
    readonly arrivals: number;
    readonly byOutcome: Readonly<Record<Outcome, number>>;
  }[];
  readonly waits: readonly WaitRow[];
  /** per source: jobs in its waiting line at the ends of the measured time, and at some 17 to 33 ends of steps in between */
  readonly waiting: readonly {
    readonly source: string;
    readonly atStart: number;
    readonly atEnd: number;
    readonly levels: readonly number[];
  }[];
  /** per pool, what was free slot by slot; null unless something asks for it */
  readonly free: readonly FreeSlots[] | null;
  /** of the GPUs that internal work held and the requests of all products, step by step; NaN where one never varied */
  readonly correlation: number;
  /** per product, and then per token product */
  readonly correlations: readonly Correlations[];
  /** per source and service, in that order: what it held of all pools, and how often its runs were broken off */
  readonly held: readonly (HeldTime & {
    readonly source: string;
    readonly preemptions: number;
    /** failures of running jobs and evictions from outside, and failures of units under them */
    readonly interruptions: number;
    /** in the order of the fleet */
    readonly byPool: readonly PoolUse[];
  })[];
  /** mean price of electricity over the measured time, $/kWh; 0 where it never moves */
  readonly tariff: number;
  /** share of the installed GPUs that somebody holds, over equal stretches of the measured time, at most 64 */
  readonly course: readonly number[];
}
