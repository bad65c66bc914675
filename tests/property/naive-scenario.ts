// What the naive simulator is told, and what it tells: plain objects, times in ms.

export interface NaiveSource {
  readonly internal: boolean;
  readonly preemptible: boolean;
  readonly notice: number;
  readonly refuses: boolean;
  readonly onPreemption: "resume" | "restart" | "kill";
  readonly pools: readonly number[];
}

export interface NaivePool {
  readonly nodes: number;
  readonly gpusPerNode: number;
  /** when so many of the nodes arrive, the last of the pool last; all others are there from the beginning */
  readonly deliveries: readonly { readonly at: number; readonly nodes: number }[];
  /** of the nodes of the beginning the last so many stand by; only with a turnover */
  readonly spares: number;
  /** consecutive nodes that are a domain */
  readonly nodesPerDomain: number;
}

/** Batches of consecutive nodes that drain, are down, and come back, each again after so long. */
interface NaiveMaintenance {
  readonly every: number;
  readonly batchNodes: number;
  readonly drain: number;
  readonly duration: number;
}

export interface NaiveScenario {
  readonly pools: readonly NaivePool[];
  readonly sources: readonly NaiveSource[];
  /** in the order of arrival */
  readonly jobs: readonly NaiveJob[];
  readonly order:
    | "fcfs"
    | "shortest-first"
    | "smallest-first"
    | "largest-first"
    | "shortest-remaining"
    | "shortest-remaining-gpu-time";
  readonly blocks: boolean;
  readonly placement: "pool" | "first-fit" | "best-fit" | "worst-fit" | "least-fragmenting";
  readonly spread: boolean;
  /** internal work may preempt; only under `pool` */
  readonly preempts: boolean;
  /** all GPUs are given away anew at every event; only without notices */
  readonly reallocates: boolean;
  readonly headroom: number;
  /** time for which a node is wiped that passes between the sides; null: they may share nodes */
  readonly turnover: number | null;
  /** nor do customers share nodes; only with a turnover */
  readonly customersApart: boolean;
  /** whole domains and not nodes; only with a turnover */
  readonly byDomain: boolean;
  /** nodes of the first pool that fail; these and the next only with a turnover */
  readonly failures: readonly { readonly node: number; readonly at: number; readonly repair: number }[];
  readonly maintenance: NaiveMaintenance | null;
  readonly end: number;
}

export interface NaiveJob {
  readonly id: string;
  readonly source: number;
  readonly submit: number;
  readonly service: number;
  readonly estimate: number;
  readonly gpus: number;
  readonly priority: number;
  /** its customer, if it names one; else that is its source */
  readonly group?: string;
}

export interface NaiveRun {
  readonly start: number;
  readonly end: number;
  readonly by: "customer" | "provider" | "horizon";
}

/** Place of a job: pairs of a node and its GPUs there. Under `pool` all GPUs are on node 0. */
export type Held = [node: number, gpus: number][];

/** A job and what has become of it. */
export class NaiveFate {
  readonly job: NaiveJob;
  readonly source: NaiveSource;
  state: "coming" | "waiting" | "claiming" | "running" | "noticed" | "left" = "coming";
  leftAs = "";
  firstStart = Number.NaN;
  end = Number.NaN;
  preemptions = 0;
  runs: NaiveRun[] = [];
  held: Held = [];
  lastHeld: Held = [];
  pool = -1;
  start = 0;
  turn = 0;
  remaining: number;
  noticeEnd = Infinity;
  claimant: NaiveFate | null = null;
  wanted = 0;

  constructor(job: NaiveJob, source: NaiveSource) {
    this.job = job;
    this.source = source;
    this.remaining = job.service;
  }

  leave(outcome: string, now: number): void {
    this.state = "left";
    this.leftAs = outcome;
    this.end = now;
  }

  /** Rental that internal work may preempt. */
  get preemptible(): boolean {
    return this.state === "running" && !this.source.internal && this.source.preemptible;
  }

  /** Rental that must leave the headroom. */
  get firm(): boolean {
    return !this.source.internal && !this.source.preemptible;
  }

  /** Refused unless it starts at once. */
  get impatient(): boolean {
    return this.source.refuses && this.runs.length === 0;
  }

  get outcome(): string {
    if (this.state === "left") return this.leftAs;
    return this.state === "running" || this.state === "noticed" ? "running" : "waiting";
  }

  get nextEvent(): number {
    if (this.state === "coming") return this.job.submit;
    const holds = this.state === "running" || this.state === "noticed";
    return holds ? Math.min(this.start + this.remaining, this.noticeEnd) : Infinity;
  }
}

/** The pools as a naive simulator counts them: under `pool` each is one large node. */
export function naivePools({ pools, placement }: NaiveScenario): NaiveScenario["pools"] {
  return pools.map((pool) =>
    placement === "pool" ? { ...pool, nodes: 1, gpusPerNode: pool.nodes * pool.gpusPerNode } : pool,
  );
}

/** What is to become of every job, none of which has come. */
export function naiveFates({ jobs, sources }: NaiveScenario): NaiveFate[] {
  return jobs.map((job) => new NaiveFate(job, sources[job.source]!));
}

/** Instants at which nodes arrive. */
export function deliveryInstants({ pools }: NaiveScenario): number[] {
  return pools.flatMap(({ deliveries }) => deliveries.map(({ at }) => at));
}

/** Nodes of a pool that have not arrived, as if somebody held them. */
export function absentIn(
  { nodes, gpusPerNode, deliveries }: NaivePool,
  now: number,
  asOneNode: boolean,
): Held {
  const late = deliveries.filter(({ at }) => at > now);
  const absent = late.reduce((sum, delivery) => sum + delivery.nodes, 0);
  if (asOneNode) return [[0, absent * gpusPerNode]];
  return Array.from({ length: absent }, (_, place) => [nodes - 1 - place, gpusPerNode]);
}
