// What a scenario says of the work, in the units of the core: ms, GPUs, arrivals per ms. Immutable.

import type { Law } from "../kernel/law.ts";
import type { Duration } from "../kernel/time.ts";
import type { CheckpointPlan } from "./checkpoint.ts";
import type { PortfolioPlan } from "./portfolio.ts";

/** Whose work it is: the company's own, or a customer's. */
export type Side = "internal" | "rental";

/** How arrivals come about. Rates are arrivals (of batches) per ms; `growth` is their growth per year: 0.3 is 30 %. */
export type ArrivalPlan =
  | { readonly kind: "poisson"; readonly rate: number; readonly growth: number }
  | {
      readonly kind: "hour-of-week";
      /** mean rate */
      readonly rate: number;
      /** 168 factors of mean 1, from Monday 00:00 UTC */
      readonly factors: Float64Array;
      /** law of mean 1 that multiplies each hour's rate, or null */
      readonly noise: Law | null;
      readonly growth: number;
    }
  | {
      /** rate (1 + amplitude sin(2π t / period + phase)) */
      readonly kind: "sinusoid";
      readonly rate: number;
      /** 0 to 1 */
      readonly amplitude: number;
      readonly period: Duration;
      /** radians */
      readonly phase: number;
      readonly growth: number;
    }
  /** Poisson with `rates[i]` from `times[i]` on, as recorded; the last rate stays */
  | { readonly kind: "series"; readonly times: Float64Array; readonly rates: Float64Array }
  /** gaps of one law; the first arrival a gap after 0 */
  | { readonly kind: "renewal"; readonly gap: Law }
  /** one at 0 and then one every interval */
  | { readonly kind: "every"; readonly interval: Duration }
  /** Poisson instants at which several jobs arrive at once */
  | { readonly kind: "batch"; readonly rate: number; readonly size: BatchSize }
  | {
      /** Poisson whose rate is `rates[i]` in state i, left at `switching[i]` for the next state, in a circle; it starts stationary */
      readonly kind: "on-off";
      readonly rates: readonly number[];
      readonly switching: readonly number[];
    }
  | {
      /**
       * `sources` campaigns; each begins a gap after the one before it has left (the first a gap after 0). A finite
       * source is the same: it thinks, asks, and thinks again when its job has left or was refused.
       */
      readonly kind: "closed";
      readonly sources: number;
      readonly gap: Law;
    }
  /** one job always waits: as soon as it starts the next arrives */
  | { readonly kind: "backlog" }
  | { readonly kind: "at"; readonly instants: Float64Array }
  /** none by themselves: the jobs are replicas of an elastic product, which are asked for as its demand moves */
  | { readonly kind: "replicas" };

/** Service time of a replica, ms: longer than any run, and small enough to be counted in whole ms after it. */
export const ENDLESS: Duration = 2 ** 52;

/** Jobs of a batch: 1, 2, … with a geometric law of this mean, or a table. */
export type BatchSize =
  | { readonly kind: "geometric"; readonly mean: number }
  | ({ readonly kind: "table" } & GpuCountLaw);

/** A law on whole numbers of GPUs. */
export interface GpuCountLaw {
  readonly values: readonly number[];
  /** of the same length; they sum to 1 */
  readonly probabilities: readonly number[];
}

/** One class of a job mix: share of jobs, size and service time are drawn together. */
export interface JobClassPlan {
  readonly share: number;
  /** left out: the group of its source */
  readonly group?: string;
  readonly gpus: GpuCountLaw;
  readonly service: Law;
}

export const FORECASTS = ["seasonal-naive", "exponential-smoothing"] as const;

export type ForecastMethod =
  | {
      readonly name: "seasonal-naive";
      /** looks in a season */
      readonly looks: number;
    }
  | {
      readonly name: "exponential-smoothing";
      /** weight of the newest look, above 0 and at most 1 */
      readonly smoothing: number;
    };

/** What internal demand may grow by within a time, with a probability. */
export interface ForecastPlan {
  readonly kind: "forecast";
  readonly quantile: number;
  readonly method: ForecastMethod;
  /** time between two looks at the demand, ms */
  readonly every: Duration;
  /** how far ahead, ms; notice: the longest of preemptible rental */
  readonly over: Duration | "notice";
}

/** GPUs kept free: so many, a share of each pool's installed GPUs, or as many as a forecast asks for. */
export type HeadroomPlan =
  | { readonly kind: "gpus"; readonly gpus: number }
  | { readonly kind: "share"; readonly share: number }
  | ForecastPlan;

/** What the scheduler is told of the service time. */
export type EstimatePlan =
  | { readonly kind: "exact" }
  | { readonly kind: "trace" }
  | { readonly kind: "factor"; readonly factor: number }
  | { readonly kind: "law"; readonly law: Law }
  /** the mean service time of so many jobs of the same source, group and size that have ended last */
  | { readonly kind: "recent"; readonly jobs: number };

/** Whether the nodes of a gang are of one domain: all the same, as few domains as there can be, or one and no more. */
export const TOPOLOGIES = ["none", "preferred", "required"] as const;
export type Topology = (typeof TOPOLOGIES)[number];

/** What a job does that loses its GPUs: go on where it was, begin anew, go on from its last checkpoint, or leave. */
export type OnLoss = "resume" | "restart" | "checkpoint" | "kill";

/** Interruptions of a running job from outside: a failure of its own, or an eviction. */
export interface InterruptionPlan {
  /** per ms of running */
  readonly rate: number;
  /** after a failure the job keeps its GPUs and is down so long, free of failures, before it restarts, ms */
  readonly downtime: Duration;
  /** a failed job restarts on its GPUs; an evicted one gives them up and waits at its old place */
  readonly kind: "failure" | "eviction";
}

/** What every source of jobs says of its jobs. */
export interface SourceTraits {
  /** the key in the scenario, unique over internal and rental */
  readonly name: string;
  readonly side: Side;
  /** larger runs first */
  readonly priority: number;
  /** indices of the allowed pools, in order of preference */
  readonly pools: readonly number[];
  /** what happens to a job that cannot start at its arrival */
  readonly whenFull: "queue" | "refuse";
  /** may be taken off its GPUs: rental for internal work; internal work for a higher priority, under by-priority alone */
  readonly preemptible: boolean;
  /** warning before its GPUs are taken, ms */
  readonly notice: Duration;
  /** a run is not preempted before this age, whatever the policy protects besides, ms */
  readonly protectedFor: Duration;
  readonly onPreemption: OnLoss;
  /** a run that has lasted so long is ended, its notice within that time, ms; Infinity: never */
  readonly maximumLife: Duration;
  /** when a unit under the job fails, or the job itself */
  readonly onFailure: OnLoss;
  readonly checkpoint: CheckpointPlan | null;
  /** whether a noticed job leaves as soon as its checkpoint is written, or at the end of the notice */
  readonly release: "when-written" | "at-end-of-notice";
  readonly interruptions: InterruptionPlan | null;
  /** a job that has not started so long after its arrival leaves; null: never */
  readonly patience: Law | null;
  /** a job should have ended so long after its arrival; only an order reads it; null: nothing is said */
  readonly deadline: Law | null;
  /** a job that finds so many of its line waiting is refused; Infinity: none */
  readonly queueLimit: number;
  /** $ for every refused job */
  readonly penalty: number;
  /** a job larger than a node is rejected rather than spread over several */
  readonly withinNode: boolean;
  /** of gangs larger than a node */
  readonly topology: Topology;
  /** a job starts only if so many GPUs would then be free or preemptible; null: the policy's headroom for rental that is not preemptible, none for internal work */
  readonly headroom: HeadroomPlan | null;
}

/** How many jobs of a source may wait: 0 for one whose requests do not wait, Infinity for no limit. */
export function waitingPlaces({ whenFull, queueLimit }: SourceTraits): number {
  return whenFull === "refuse" ? 0 : queueLimit;
}

/** Jobs drawn from laws. */
export interface JobSourcePlan extends SourceTraits {
  readonly kind: "jobs";
  readonly arrivals: ArrivalPlan;
  /** shares sum to 1 */
  readonly classes: readonly JobClassPlan[];
  readonly estimate: EstimatePlan;
  /** end a job at its estimate when its service time is longer */
  readonly killAtEstimate: boolean;
}

/** Jobs read from a trace, sorted by submit (stable in row order). All columns have the same length. */
export interface TraceJobs {
  readonly ids: readonly string[];
  readonly submit: Float64Array;
  readonly service: Float64Array;
  /** NaN where the trace says none */
  readonly estimate: Float64Array;
  /** whole numbers, and parts of one GPU where pools divide theirs */
  readonly gpus: Int32Array | Float64Array;
  /** null where the trace maps none: every job then has the source's priority */
  readonly priority: Int32Array | null;
  /** null where the trace names none: every job is then in the group of its source */
  readonly groups: TraceGroups | null;
}

/** Which group each job of a trace is in. */
export interface TraceGroups {
  readonly names: readonly string[];
  /** of each job: 0 for the group of its source, else 1 + the place of its group among the names */
  readonly of: Int32Array;
}

export interface TraceSourcePlan extends SourceTraits {
  readonly kind: "trace";
  readonly jobs: TraceJobs;
  readonly estimate: EstimatePlan;
  /** end a job at its estimate when its service time is longer */
  readonly killAtEstimate: boolean;
}

export type SourcePlan = JobSourcePlan | TraceSourcePlan;

/** The priorities that jobs of a source have. */
export function prioritiesOf(plan: SourcePlan): number[] {
  return plan.kind === "trace" && plan.jobs.priority !== null
    ? [...new Set(plan.jobs.priority)]
    : [plan.priority];
}

/** What a service is asked for over time, in units of which a replica serves `capacityPerReplica`. */
export type DemandPlan =
  | {
      /** a daily cosine between trough and peak, times a week-end factor, times noise of mean 1 */
      readonly kind: "tide";
      readonly peak: number;
      /** trough / peak, 0 to 1 */
      readonly trough: number;
      /** hour of the day, UTC, of the peak */
      readonly peakHour: number;
      /** factor on Saturday and Sunday */
      readonly weekend: number;
      /** mean-reverting Gaussian noise of this coefficient of variation and half-life, or null */
      readonly noise: { readonly cv: number; readonly halfLife: Duration } | null;
      /** per year: 0.3 is 30 % */
      readonly growth: number;
    }
  /** mean + amplitude sin(2π t / period) */
  | {
      readonly kind: "sinusoid";
      readonly mean: number;
      readonly amplitude: number;
      readonly period: Duration;
      readonly growth: number;
    }
  | {
      /** a measured step function: `gpus[i]` from `times[i]` until `times[i + 1]`; the last value stays */
      readonly kind: "series";
      readonly times: Float64Array;
      readonly gpus: Float64Array;
    };

/** An elastic service: resized, never queued, served before any job. */
export interface ServicePlan {
  readonly kind: "service" | "occupancy";
  readonly name: string;
  readonly pools: readonly number[];
  readonly demand: DemandPlan;
  /** units of demand that a replica serves */
  readonly capacityPerReplica: number;
  readonly gpusPerReplica: number;
  /** between two resizes, ms; "crossing": at the instants at which another number of replicas is needed */
  readonly resize: Duration | "crossing";
  /** new replicas serve so long after they were asked for: growth looks so far ahead, ms */
  readonly delay: Duration;
  /** share by which it is larger than the demand asks for */
  readonly forecastMargin: number;
  /** the models that share the demand; null: one, or none that is told apart */
  readonly portfolio: PortfolioPlan | null;
}
