// What a scenario says of the work, in the units of the core: ms, GPUs, arrivals per ms. Immutable.

import type { Law } from "../kernel/law.ts";
import type { Duration } from "../kernel/time.ts";

/** Whose work it is: the company's own, or a customer's. */
export type Side = "internal" | "rental";

/** How arrivals come about. */
export type ArrivalPlan =
  | { readonly kind: "poisson" /** arrivals per ms */; readonly rate: number }
  | {
      readonly kind: "hour-of-week";
      /** mean arrivals per ms */
      readonly rate: number;
      /** 168 factors of mean 1, from Monday 00:00 UTC */
      readonly factors: Float64Array;
      /** law of mean 1 that multiplies each hour's rate, or null */
      readonly noise: Law | null;
    }
  | {
      /** `sources` campaigns; each begins a gap after the one before it has ended (the first a gap after 0). */
      readonly kind: "closed";
      readonly sources: number;
      readonly gap: Law;
    };

/** A law on whole numbers of GPUs. */
export interface GpuCountLaw {
  readonly values: readonly number[];
  /** of the same length; they sum to 1 */
  readonly probabilities: readonly number[];
}

/** One class of a job mix: share of jobs, size and service time are drawn together. */
export interface JobClassPlan {
  readonly share: number;
  readonly gpus: GpuCountLaw;
  readonly service: Law;
}

/** What the scheduler is told of the service time. */
export type EstimatePlan =
  | { readonly kind: "exact" }
  | { readonly kind: "trace" }
  | { readonly kind: "factor"; readonly factor: number }
  | { readonly kind: "law"; readonly law: Law };

export type OnPreemption = "resume" | "restart" | "kill";

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
  /** may be taken off its GPUs for internal work */
  readonly preemptible: boolean;
  /** warning before its GPUs are taken, ms */
  readonly notice: Duration;
  readonly onPreemption: OnPreemption;
}

/** Jobs drawn from laws. */
export interface JobSourcePlan extends SourceTraits {
  readonly kind: "jobs";
  readonly arrivals: ArrivalPlan;
  /** shares sum to 1 */
  readonly classes: readonly JobClassPlan[];
  readonly estimate: EstimatePlan;
}

/** Jobs read from a trace, sorted by submit (stable in row order). All columns have the same length. */
export interface TraceJobs {
  readonly ids: readonly string[];
  readonly submit: Float64Array;
  readonly service: Float64Array;
  /** NaN where the trace says none */
  readonly estimate: Float64Array;
  readonly gpus: Int32Array;
  /** null where the trace maps none: every job then has the source's priority */
  readonly priority: Int32Array | null;
}

export interface TraceSourcePlan extends SourceTraits {
  readonly kind: "trace";
  readonly jobs: TraceJobs;
  readonly estimate: EstimatePlan;
  /** end a job at its estimate when its service time is longer */
  readonly killAtEstimate: boolean;
}

export type SourcePlan = JobSourcePlan | TraceSourcePlan;

/** GPUs that a service wants over time. */
export type DemandPlan =
  | {
      /** a daily cosine between trough and peak, times a week-end factor, times noise of mean 1 */
      readonly kind: "tide";
      /** GPUs */
      readonly peak: number;
      /** trough / peak, 0 to 1 */
      readonly trough: number;
      /** hour of the day, UTC, of the peak */
      readonly peakHour: number;
      /** factor on Saturday and Sunday */
      readonly weekend: number;
      /** mean-reverting Gaussian noise of this coefficient of variation and half-life, or null */
      readonly noise: { readonly cv: number; readonly halfLife: Duration } | null;
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
  readonly gpusPerReplica: number;
  /** between two resizes, ms; null: at the instants of the series */
  readonly resizeEvery: Duration | null;
}
