// A simulated case, read: what the neutral vocabulary says, in its own units (hours, USD, priority 0 the highest), every
// default written out. Variants change it; `scenario-tree.ts` writes it down as a scenario.

/** A law of durations: how a scenario writes it, and what planning a run needs of it. */
export interface NeutralLaw {
  /** as the scenario writes it */
  readonly tree: unknown;
  /** hours */
  readonly mean: number;
  /** variance / mean², roughly where only the length of a run depends on it */
  readonly scv: number;
}

export type Arrival =
  | { readonly process: "poisson"; readonly rate: number }
  | { readonly process: "deterministic"; readonly interval: number }
  | { readonly process: "renewal"; readonly gap: NeutralLaw }
  | { readonly process: "batch-poisson"; readonly rate: number; readonly meanBatch: number }
  | {
      readonly process: "nhpp";
      readonly mean: number;
      readonly amplitude: number;
      /** hours */
      readonly period: number;
      /** radians */
      readonly phase: number;
    }
  | { readonly process: "mmpp"; readonly rates: readonly number[]; readonly switchRates: readonly number[] }
  | { readonly process: "finite-source"; readonly sources: number; readonly think: NeutralLaw }
  | { readonly process: "backlog" }
  | { readonly process: "trace"; readonly times: readonly number[] };

export interface JobClass {
  readonly share: number;
  readonly gpus: number;
  readonly duration: NeutralLaw;
}

export const ON_LOSS = {
  resume: "resume",
  restart: "restart",
  "resume-from-checkpoint": "checkpoint",
  "from-checkpoint": "checkpoint",
  kill: "kill",
} as const;
export type OnLossWord = keyof typeof ON_LOSS;

export interface Checkpoints {
  /** hours of work, or of the clock on the wall */
  readonly every: number;
  readonly cost: number;
  readonly restart: number;
  readonly final: boolean;
  readonly clock: "progress" | "wall";
}

/** Arrivals an hour at a price p: λmax (1 − p / pMax); λ0 (p / p0)^−elasticity; λ0 e^(−p / pScale). */
export type Elasticity =
  | { readonly form: "linear"; readonly lambdaMax: number; readonly pMax: number }
  | {
      readonly form: "isoelastic";
      readonly lambda0: number;
      readonly p0: number;
      readonly elasticity: number;
    }
  | { readonly form: "exponential"; readonly lambda0: number; readonly pScale: number };

/** A stream of jobs. */
export interface JobStream {
  readonly kind: "jobs";
  readonly id: string;
  readonly arrival: Arrival;
  readonly classes: readonly JobClass[];
  readonly onFull: "queue" | "reject";
  readonly queueLimit: number | null;
  /** 0 is the highest */
  readonly priority: number;
  readonly patience: NeutralLaw | null;
  readonly preemptible: boolean;
  readonly onPreempt: OnLossWord | null;
  readonly onFailure: OnLossWord | null;
  /** $ per GPU-hour held */
  readonly price: number;
  /** $ per refused job */
  readonly penalty: number;
  /** GPUs that a start must leave free or preemptible */
  readonly headroom: number;
  /** the stream whose headroom it respects; null: whichever the policy names, unless it is preemptible */
  readonly respects: string | null;
  /** ids of the allowed pools in order; null: all */
  readonly pools: readonly string[] | null;
  readonly withinNode: boolean;
  readonly checkpoints: Checkpoints | null;
  /** hours after a failure of the job, free of failures */
  readonly downtime: number;
  /** how its demand answers to the price; null: not at all */
  readonly elasticity: Elasticity | null;
  /** what it is sold for where that is more than a price, as a scenario writes it */
  readonly policy: unknown;
}

/** A service whose replicas follow a sinusoid. */
export interface ElasticStream {
  readonly kind: "elastic";
  readonly id: string;
  readonly mean: number;
  readonly amplitude: number;
  readonly period: number;
  readonly capacityPerReplica: number;
  readonly gpusPerReplica: number;
}

export type Stream = JobStream | ElasticStream;

export interface NeutralPool {
  readonly id: string;
  readonly nodes: number;
  readonly gpusPerNode: number;
}

export const PLACEMENTS = ["first-fit", "best-fit", "worst-fit"] as const;

export interface UnitFailures {
  readonly unit: "gpu" | "node";
  readonly ttf: NeutralLaw;
  readonly repair: NeutralLaw;
  /** repairs at a time; null: all at once */
  readonly crew: number | null;
  readonly preferIdle: boolean;
}

export interface Setting {
  readonly pools: readonly NeutralPool[];
  /** whether GPUs are interchangeable, wherever they are; then nothing is placed on nodes */
  readonly counted: boolean;
  readonly placement: (typeof PLACEMENTS)[number] | "sweep";
  readonly streams: readonly Stream[];
  /** GPUs kept for a stream by those that are not preemptible */
  readonly headroom: {
    readonly forClass: string;
    readonly gpus: number | "sweep";
    readonly sweep: readonly number[];
    readonly spotCountsAsFree: boolean;
  } | null;
  readonly failures: UnitFailures | null;
  /** failures per hour of a running job */
  readonly jobRate: number;
  /** evictions from outside per hour of a running preemptible job */
  readonly evictionRate: number;
  /** runs at several prices about the best one, or under the best price for every occupancy; null: at the prices given */
  readonly pricing: "sweep" | "state-dependent" | null;
  /** what is left is sold to a demand without end */
  readonly filled: boolean;
}

/** All GPUs. */
export function fleetGpus({ pools }: Setting): number {
  return pools.reduce((sum, pool) => sum + pool.nodes * pool.gpusPerNode, 0);
}

/** The streams of jobs. */
export function jobStreams({ streams }: Setting): JobStream[] {
  return streams.filter((stream) => stream.kind === "jobs");
}

/** Mean GPUs of a job. */
export function meanGpus(stream: JobStream): number {
  return stream.classes.reduce((sum, { share, gpus }) => sum + share * gpus, 0);
}

/** Mean duration of a job, hours. */
export function meanDuration(stream: JobStream): number {
  return stream.classes.reduce((sum, { share, duration }) => sum + share * duration.mean, 0);
}
