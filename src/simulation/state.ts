// All that changes during a run, and the view that policies read of it. Only the functions of this folder write to it.

import { installedGpus, type PoolPlan } from "../fleet/plan.ts";
import { Holding, type HoldingKind, Pool, type PoolLayout, SAFE } from "../fleet/pool.ts";
import { grown } from "../kernel/column.ts";
import { EventList } from "../kernel/event-list.ts";
import type { Instant } from "../kernel/time.ts";
import { Ledger } from "../ledger/ledger.ts";
import type { LevelView, Order, View } from "../scheduling/contract.ts";
import { headroomOf } from "../scheduling/headroom/fixed.ts";
import { orders } from "../scheduling/order/orders.ts";
import { jobSource, jobsInAll } from "../workload/job-source.ts";
import { type JobIndex, JobState, JobTable } from "../workload/job-table.ts";
import type { HeadroomPlan, SourcePlan } from "../workload/plan.ts";
import { ArrivalCalendar } from "./arrival-calendar.ts";
import { lostWork } from "./attempts.ts";
import { ElasticService } from "./elastic-service.ts";
import { EventKind } from "./event-kinds.ts";
import { Failures } from "./failures.ts";
import { Interruptions } from "./interruptions.ts";
import { JobRecords } from "./job-records.ts";
import type { Model } from "./model.ts";
import type { Observer } from "./observer.ts";
import { Tiers } from "./tiers.ts";
import { WaitingLine } from "./waiting-line.ts";

export class State implements View {
  now: Instant = 0;
  readonly model: Model;
  readonly jobs = new JobTable();
  readonly events = new EventList();
  readonly pools: readonly Pool[];
  /** GPUs of each pool that rental leaves for internal work */
  readonly headroom: Float64Array;
  readonly tiers: Tiers;
  readonly serviceReach: number;
  readonly interruptions: Interruptions;
  /** null where nothing fails */
  readonly failures: Failures | null;
  /** how many jobs of each source may wait: 0 for one whose requests do not wait, Infinity for no limit */
  readonly waitingPlaces: Float64Array;
  /** how many jobs of each source wait that have not started yet */
  readonly newcomers: Int32Array;
  readonly ledger: Ledger;
  /** next arrivals, one per source */
  readonly calendar: ArrivalCalendar;
  readonly observer: Observer | null;
  /** null when no job records are wanted */
  readonly records: JobRecords | null;
  /** the largest job of each source that an empty fleet could take */
  readonly largestJob: Float64Array;
  /** product of each source, or −1 */
  readonly productOf: Int32Array;
  readonly services: readonly ElasticService[];
  readonly order: Order;
  levels: readonly (LevelView & { readonly priority: number; readonly lines: WaitingLine[] })[] = [];
  /** lines by number, as the column `line` of a job says */
  readonly lines: WaitingLine[] = [];
  waiting = 0;
  missing = 0;
  /** jobs in the order of all arrivals so far */
  arrivals = 0;
  /** jobs that arrived at this instant and do not wait, `impatientCount` of them */
  impatient = new Int32Array(16);
  impatientCount = 0;
  /** jobs of finite sources in the system: a run without an end lasts until none is left */
  finiteAlive = 0;
  /** jobs of finite sources that have left */
  finiteLeft = 0;
  /** jobs of all finite sources */
  readonly traceJobs: number;
  /** whether each source ends by itself */
  readonly finite: readonly boolean[];
  private readonly lineOf: Map<number, number>[];

  constructor(
    model: Model,
    seed: string,
    replication: number,
    recordJobs: boolean,
    observer: Observer | null,
  ) {
    this.model = model;
    this.observer = observer;
    this.tiers = new Tiers(model.scheduling.preemption.rule, model.sources);
    this.serviceReach = this.tiers.count;
    this.pools = model.fleet.pools.map(
      (plan) => new Pool(layoutOf(plan, model, this.tiers.count), this.jobs),
    );
    this.headroom = this.headroomByPool(model.scheduling.headroom);
    this.order = orders[model.scheduling.order];
    const rows = model.sources.map(jobsInAll);
    this.finite = rows.map((jobs) => jobs < Infinity);
    this.traceJobs = rows.filter((jobs) => jobs < Infinity).reduce((sum, jobs) => sum + jobs, 0);
    this.calendar = new ArrivalCalendar(
      model.sources.map((plan) => jobSource(plan, seed, replication)),
      this.finite,
    );
    this.newcomers = new Int32Array(model.sources.length);
    this.waitingPlaces = Float64Array.from(model.sources, (plan) =>
      plan.whenFull === "refuse" ? 0 : plan.queueLimit,
    );
    this.interruptions = new Interruptions(this.jobs, model.sources, seed, replication);
    this.largestJob = Float64Array.from(model.sources, (plan) => this.largestFor(plan));
    this.lineOf = model.sources.map(() => new Map());
    this.productOf = new Int32Array(model.sources.length).fill(-1);
    model.products.forEach((product, index) => {
      this.productOf[product.source] = index;
    });
    this.services = model.services.map(
      (plan, index) =>
        new ElasticService(
          plan,
          plan.pools.map((pool) => this.serviceRow(index, pool)),
          seed,
          replication,
        ),
    );
    this.services.forEach((_, index) => {
      this.events.schedule(0, EventKind.resize, index);
    });
    this.ledger = new Ledger({
      pools: this.pools,
      headroom: this.headroom,
      holders: [...model.sources, ...model.services].map((plan) => plan.name),
      internal: model.sources.map((plan) => plan.side === "internal"),
      sourceCount: model.sources.length,
      products: model.products,
      warmup: model.warmup,
      step: model.step,
    });
    this.records = recordJobs ? new JobRecords(this) : null;
    const { failures } = model.fleet;
    this.failures = failures === null ? null : new Failures(failures, this, seed, replication);
  }

  /** The line of a source's jobs of one priority; made when the first of them arrives. */
  lineFor(source: number, priority: number): number {
    const known = this.lineOf[source]!.get(priority);
    if (known !== undefined) return known;
    const plan = this.model.sources[source]!;
    const traits = {
      source,
      plan,
      priority,
      reach: this.tiers.reach(plan, priority),
      tier: this.tiers.tier(plan, priority),
      headroom: this.headroomOf(plan),
      byArrival: this.model.scheduling.order === "fcfs",
    };
    const line = new WaitingLine(traits, this.jobs);
    const number = this.lines.push(line) - 1;
    this.lineOf[source]!.set(priority, number);
    const priorities = [...new Set(this.lines.map((each) => each.priority))].sort((a, b) => b - a);
    this.levels = priorities.map((each) => ({
      priority: each,
      lines: this.lines.filter((candidate) => candidate.priority === each),
    }));
    return number;
  }

  /** A job has arrived that will not wait beyond the next pass. */
  addImpatient(job: JobIndex): void {
    if (this.impatientCount === this.impatient.length)
      this.impatient = grown(this.impatient, this.impatientCount * 2);
    this.impatient[this.impatientCount++] = job;
  }

  /** In whose hands the GPUs of a running job are. Rental in its protected time is firm. */
  holding(job: JobIndex): HoldingKind {
    const { jobs } = this;
    if (jobs.state[job] === JobState.service) return Holding.internal;
    const plan = this.model.sources[jobs.source[job]!]!;
    if (plan.side === "internal") return Holding.internal;
    const safe = jobs.state[job] === JobState.noticed || (this.tiers.count > 0 && jobs.tier[job] === SAFE);
    return plan.preemptible && !safe ? Holding.preemptible : Holding.firm;
  }

  /** The tier of a run that begins: that of its line, but none while it is protected. */
  firstTier(job: JobIndex): number {
    const { protect } = this.model.scheduling.preemption;
    return protect > 0 ? SAFE : this.lines[this.jobs.line[job]!]!.tier;
  }

  lostWork(job: JobIndex): number {
    return lostWork(this, job);
  }

  /** What a source must leave free in each pool: its own headroom, else the policy's for rental that is not preemptible. */
  private headroomOf(plan: SourcePlan): Float64Array | null {
    if (plan.headroom !== null) return this.headroomByPool(plan.headroom);
    return plan.side === "rental" && !plan.preemptible ? this.headroom : null;
  }

  private headroomByPool(plan: HeadroomPlan): Float64Array {
    return Float64Array.from(this.pools, (pool) => headroomOf(plan, pool.installed));
  }

  /** GPUs of the largest job of a source that could ever start: in its largest pool, beside the headroom it must leave. */
  private largestFor(plan: SourcePlan): number {
    const headroom = this.headroomOf(plan);
    const limits = plan.pools.map((index) => {
      const pool = this.pools[index]!;
      const most = pool.installed - (headroom === null ? 0 : headroom[index]!);
      return plan.withinNode ? Math.min(most, this.model.fleet.pools[index]!.gpusPerNode) : most;
    });
    return Math.max(...limits);
  }

  /** Add up what services miss. */
  countMissing(): void {
    this.missing = 0;
    for (const service of this.services) this.missing += service.missing;
  }

  /** GPUs that services whose first pool this is want and do not have. */
  shortfallOf(pool: number): number {
    let gpus = 0;
    for (const service of this.services) if (service.pools[0] === pool) gpus += service.shortfall;
    return gpus;
  }

  private serviceRow(service: number, pool: number): JobIndex {
    const { jobs } = this;
    const job = jobs.take();
    jobs.source[job] = service;
    jobs.state[job] = JobState.service;
    jobs.pool[job] = pool;
    jobs.gpus[job] = 0;
    return job;
  }
}

/** Under `pool` only counts matter; but where single units fail, GPUs must be told apart, and jobs are spread over them. */
function layoutOf(plan: PoolPlan, { scheduling, fleet }: Model, tiers: number): PoolLayout {
  const { failures } = fleet;
  const layout = { ...plan, tiers, fails: failures !== null };
  if (scheduling.placement !== "pool") return { ...layout, shape: scheduling.gang };
  if (failures === null) return { ...layout, shape: "counts" };
  if (failures.unit === "node") return { ...layout, shape: "spread" };
  return { ...layout, shape: "spread", nodes: installedGpus(plan), gpusPerNode: 1 };
}
