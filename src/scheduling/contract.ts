// What a policy sees and what it may say. A policy reads the view and fills one proposal at a time; the simulation
// carries it out or refuses it, and asks again: every proposal is made on the state that the one before it left.

import type { NodeView } from "../fleet/nodes.ts";
import type { PoolView } from "../fleet/pool-view.ts";
import type { Image } from "../fleet/tenancy.ts";
import { grown } from "../kernel/column.ts";
import { type Duration, type Instant, LATER } from "../kernel/time.ts";
import type { JobMixView } from "../workload/job-mix.ts";
import type { JobIndex, JobTable } from "../workload/job-table.ts";
import type { Topology } from "../workload/plan.ts";
import type { ProfileView } from "./backfill/availability-profile.ts";
import type { OrderTerms } from "./plan.ts";

/** What an order may read. */
export interface OrderView {
  readonly jobs: JobTable;
  readonly terms: OrderTerms;
  /** work that a job has done and still has, ms: it grows while the job runs, and shrinks when some is lost */
  workDone(job: JobIndex): Duration;
}

/**
 * The key of a job in its order: the least goes first, ties by the order of arrival. It is asked for when the job joins
 * its line, and under `free` of every running job at every pass: while a job waits its key stays.
 */
export type Order = (job: JobIndex, view: OrderView) => number;

/** What all jobs of a line have in common in its order, and what is compared before their keys: the least goes first. */
export type LineOrder = (line: LineView, view: View) => number;

/** Time until the key of a run changes so that others may pass it, whole ms or Infinity; at the earliest. */
export type KeyChange = (job: JobIndex, view: OrderView) => Duration;

/** Jobs of one source and one priority that wait; of one group, where shares or quotas go by groups that jobs name. */
export interface LineView {
  readonly source: number;
  readonly priority: number;
  /** whose share and quota they come out of: by its number among those of all sources */
  readonly group: number;
  /** what its order says of the line as a whole, at the beginning of the pass; 0 where it says nothing */
  readonly rank: number;
  /** false: its jobs are refused if they cannot start at once */
  readonly waits: boolean;
  /** indices of the pools it may use, in order of preference */
  readonly pools: readonly number[];
  /** its jobs may take the GPUs of the victims of so many tiers */
  readonly reach: number;
  /** GPUs of each pool that would have to be free or preemptible rental after a start; null: none */
  readonly headroom: Float64Array | null;
  readonly topology: Topology;
  /** of the nodes that its jobs may stand on, where the sides never share one */
  readonly image: Image;
  readonly count: number;
  /** GPUs that its group may still have within its quota, below 0 if it has borrowed; Infinity without a quota */
  readonly quotaRoom: number;
  /** whether its group may have more than its quota while nobody within one waits */
  readonly borrows: boolean;
  /** GPUs that its jobs of at most `limit` GPUs ask for, all together */
  gpusUpTo(limit: number): number;
  /** the first job in order among those of at most `limit` GPUs, or −1 */
  first(limit: number): JobIndex;
  /** how many of its sizes, in ascending order, are at most `limit` GPUs */
  sizesUpTo(limit: number): number;
  /** its sizes: GPUs, the first job in order of so many, or −1, … */
  sizeAt(place: number): number;
  firstOfSize(place: number): JobIndex;
  /** … and, with backfill, the first that is expected to run for at most `length` ms, or −1 */
  firstShort(place: number, length: Duration): JobIndex;
  /** with backfill: how many of its jobs stand before this one, of whatever line */
  countBefore(job: JobIndex): number;
}

/** Running jobs by the ends that their estimates let expect, pool by pool. */
export interface RunsByEndView {
  /** the first run such that it and all that are to end before it hold at least `gpus` GPUs, or −1 */
  releasing(pool: number, gpus: number): JobIndex;
  /** GPUs of the runs that are to end at `instant` or earlier */
  releasedBy(pool: number, instant: Instant): number;
  /** the run that is to end first, or next, or −1 */
  first(pool: number): JobIndex;
  after(pool: number, job: JobIndex): JobIndex;
  /** when a run is to end; in the past for one that is longer than its estimate */
  endOf(job: JobIndex): Instant;
  /** how long a waiting job is expected to run if it starts, ms */
  lengthOf(job: JobIndex): Duration;
}

/** Jobs that wait or run, or leave on notice, in the order in which a reallocation serves them. */
export interface RunnableView {
  readonly jobs: Int32Array;
  readonly count: number;
}

/** Nodes on paper: a placement may be tried on them. */
export interface NodeSketch extends NodeView {
  setFree(node: number, free: number): void;
}

/** Lines of one priority. */
export interface LevelView {
  readonly lines: readonly LineView[];
}

/** A service and the GPUs it wants. */
export interface ServiceView {
  readonly pools: readonly number[];
  readonly gpusPerReplica: number;
  readonly image: Image;
  /** rows that stand for the service, one per pool of `pools` */
  readonly holders: readonly JobIndex[];
  /** GPUs wanted, neither held nor on notice for it */
  readonly missing: number;
}

/** What conservative backfill has promised, and what it knows of the future of each pool. */
export interface ReservationsView {
  /** GPUs of a pool that jobs could have, those that they hold included */
  capacity(pool: number): number;
  /** how many of them running and waiting jobs will take, and when */
  profile(pool: number): ProfileView;
  /** whether a run has ended at this instant, or a pool has got more GPUs for jobs */
  readonly isLooser: boolean;
  /** all that has been freed in a pool since any waiting job was looked at lies between these */
  freedFrom(pool: number): Instant;
  freedUntil(pool: number): Instant;
  /** waiting jobs by (priority, order), or −1 */
  first(): JobIndex;
  after(job: JobIndex): JobIndex;
  /** those that have no reservation, in the order of arrival, or −1 */
  firstNewcomer(): JobIndex;
  newcomerAfter(job: JobIndex): JobIndex;
  /** those whose reservation has come, by (priority, order), or −1 */
  firstDue(): JobIndex;
  dueAfter(job: JobIndex): JobIndex;
  /** when and where a job is to start; NaN and −1 without a reservation */
  startOf(job: JobIndex): Instant;
  poolOf(job: JobIndex): number;
  /** how long a waiting job is expected to run, ms */
  lengthOf(job: JobIndex): Duration;
}

export interface View extends OrderView {
  readonly now: Instant;
  readonly pools: readonly PoolView[];
  /** the lines, as the column `line` of a job says */
  readonly lines: readonly LineView[];
  /** null unless the policy reallocates */
  readonly runnable: RunnableView | null;
  /** the highest priority first */
  readonly levels: readonly LevelView[];
  readonly services: readonly ServiceView[];
  /** sizes of the jobs that have arrived so far */
  readonly mix: JobMixView;
  /** jobs waiting in all lines */
  readonly waiting: number;
  /** GPUs wanted by all services beyond what they hold and what is on notice for them */
  readonly missing: number;
  /** null but under EASY backfill */
  readonly runsByEnd: RunsByEndView | null;
  /** null but under conservative backfill */
  readonly reservations: ReservationsView | null;
  /** by source: 1 if its jobs may start on unused GPUs of others; null where nothing is resold */
  readonly guests: Uint8Array | null;
  /** tiers whose GPUs services may take: all */
  readonly serviceReach: number;
  lineOf(job: JobIndex): LineView;
  /** GPU-ms of work that a running job would lose if it were preempted now */
  lostWork(job: JobIndex): number;
  /** what a GPU-hour of each source's jobs is billed at, $; 0 for internal work */
  readonly billedPerHour: Float64Array;
  /** GPU-ms that the jobs of a group have held, with decay; kept for fair-share only. */
  usage(group: number): number;
  /** Nodes like those of a pool, on paper. */
  sketch(pool: number): NodeSketch;
}

export enum ProposalKind {
  /** start `job` on `nodes` */
  start = 0,
  /** take the GPUs of `victims` for `job`, which will stand on `nodes` */
  preempt = 1,
  /** give the service behind `job` more GPUs */
  grow = 2,
  /** promise `job` that it starts at `instant` */
  reserve = 3,
  /** take the GPUs of `job`, for nobody in particular */
  vacate = 4,
  /** let `job`, or a replica of the service behind it, have `nodes`, some of them after a turnover for which `victims` leave */
  turn = 5,
  /** start `job` on `nodes`, on GPUs that are on offer there */
  resell = 6,
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
  /** of a reservation */
  instant: Instant = LATER;

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
  /**
   * The node for a job that needs `gpus` GPUs of one node and is known to fit.
   * @param slices slices of each of these GPUs, where the sizes of jobs count slices
   */
  node(nodes: NodeView, gpus: number, slices?: number): number;
  /** Add nodes for `gpus` one-GPU workers that are known to fit, filled node by node. */
  spread(nodes: NodeView, gpus: number, proposal: Proposal): void;
  /** The GPU for a job of so many slices, in a pool that divides its GPUs; absent: the rule of `placement/slices.ts`. */
  readonly gpu?: (pool: DividedView, slices: number) => number;
}

/** What a placement may read of a pool that divides its GPUs: these as nodes, and its nodes as domains. */
export type DividedView = Pick<PoolView, "nodes" | "domains">;
