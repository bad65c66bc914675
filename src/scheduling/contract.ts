// What a policy sees and what it may say. A policy reads the view and fills one proposal at a time; the simulation
// carries it out or refuses it, and asks again: every proposal is made on the state that the one before it left.

import type { NodeView } from "../fleet/nodes.ts";
import type { PoolView } from "../fleet/pool.ts";
import { grown } from "../kernel/column.ts";
import type { JobMixView } from "../workload/job-mix.ts";
import type { JobIndex, JobTable } from "../workload/job-table.ts";
import type { Topology } from "../workload/plan.ts";

/** The key of a job in its order: the least goes first, ties by the order of arrival. */
export type Order = (job: JobIndex, jobs: JobTable) => number;

/** Jobs of one source and one priority that wait. */
export interface LineView {
  readonly priority: number;
  /** indices of the pools it may use, in order of preference */
  readonly pools: readonly number[];
  /** its jobs may take the GPUs of the victims of so many tiers */
  readonly reach: number;
  /** GPUs of each pool that would have to be free or preemptible rental after a start; null: none */
  readonly headroom: Float64Array | null;
  readonly topology: Topology;
  readonly count: number;
  /** GPUs that its group may still have within its quota, below 0 if it has borrowed; Infinity without a quota */
  readonly quotaRoom: number;
  /** whether its group may have more than its quota while nobody within one waits */
  readonly borrows: boolean;
  /** GPUs that its jobs of at most `limit` GPUs ask for, all together */
  gpusUpTo(limit: number): number;
  /** the first job in order among those of at most `limit` GPUs, or −1 */
  first(limit: number): JobIndex;
}

/** Lines of one priority. */
export interface LevelView {
  readonly lines: readonly LineView[];
}

/** A service and the GPUs it wants. */
export interface ServiceView {
  readonly pools: readonly number[];
  readonly gpusPerReplica: number;
  /** rows that stand for the service, one per pool of `pools` */
  readonly holders: readonly JobIndex[];
  /** GPUs wanted, neither held nor on notice for it */
  readonly missing: number;
}

export interface View {
  readonly jobs: JobTable;
  readonly pools: readonly PoolView[];
  /** the highest priority first */
  readonly levels: readonly LevelView[];
  readonly services: readonly ServiceView[];
  /** sizes of the jobs that have arrived so far */
  readonly mix: JobMixView;
  /** jobs waiting in all lines */
  readonly waiting: number;
  /** GPUs wanted by all services beyond what they hold and what is on notice for them */
  readonly missing: number;
  /** tiers whose GPUs services may take: all */
  readonly serviceReach: number;
  /** GPU-ms of work that a running job would lose if it were preempted now */
  lostWork(job: JobIndex): number;
}

export enum ProposalKind {
  /** start `job` on `nodes` */
  start = 0,
  /** take the GPUs of `victims` for `job`, which will stand on `nodes` */
  preempt = 1,
  /** give the service behind `job` more GPUs */
  grow = 2,
}

/** One proposal; the same record is filled again and again. */
export class Proposal {
  kind: ProposalKind = ProposalKind.start;
  job = -1 as JobIndex;
  pool = 0;
  gpus = 0;
  /** the nodes of the placement and the GPUs on each, `nodeCount` of them; none when only counts matter */
  nodes = new Int32Array(64);
  gpusOn = new Int32Array(64);
  nodeCount = 0;
  victims = new Int32Array(64);
  victimCount = 0;

  reset(kind: ProposalKind, job: JobIndex, pool: number, gpus: number): void {
    this.kind = kind;
    this.job = job;
    this.pool = pool;
    this.gpus = gpus;
    this.nodeCount = 0;
    this.victimCount = 0;
  }

  addNode(node: number, gpus: number): void {
    if (this.nodeCount === this.nodes.length) {
      this.nodes = grown(this.nodes, this.nodes.length * 2);
      this.gpusOn = grown(this.gpusOn, this.gpusOn.length * 2);
    }
    this.nodes[this.nodeCount] = node;
    this.gpusOn[this.nodeCount++] = gpus;
  }

  addVictim(job: JobIndex): void {
    if (this.victimCount === this.victims.length) this.victims = grown(this.victims, this.victims.length * 2);
    this.victims[this.victimCount++] = job;
  }
}

/** An order of nodes. The gang rule of the pool says how many of them a job takes (see `placement/gang.ts`). */
export interface Placement {
  /** The node for a job that needs `gpus` GPUs of one node and is known to fit. */
  node(nodes: NodeView, gpus: number): number;
  /** Add nodes for `gpus` one-GPU workers that are known to fit, filled node by node. */
  spread(nodes: NodeView, gpus: number, proposal: Proposal): void;
}
