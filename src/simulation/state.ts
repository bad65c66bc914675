// All that changes during a run, and the view that policies read of it. Only the functions of this folder write to it.

import { Holding, type HoldingKind, Pool, type Shape } from "../fleet/pool.ts";
import { grown } from "../kernel/column.ts";
import { EventList } from "../kernel/event-list.ts";
import type { Instant } from "../kernel/time.ts";
import { Ledger } from "../ledger/ledger.ts";
import type { LevelView, Order, View } from "../scheduling/contract.ts";
import { headroomOf } from "../scheduling/headroom/fixed.ts";
import { orders } from "../scheduling/order/orders.ts";
import type { SchedulingPlan } from "../scheduling/plan.ts";
import { jobSource } from "../workload/job-source.ts";
import { type JobIndex, JobState, JobTable } from "../workload/job-table.ts";
import type { SourcePlan } from "../workload/plan.ts";
import { ArrivalCalendar } from "./arrival-calendar.ts";
import { ElasticService } from "./elastic-service.ts";
import { EventKind } from "./event-kinds.ts";
import { JobRecords } from "./job-records.ts";
import type { Model } from "./model.ts";
import { WaitingLine } from "./waiting-line.ts";

export class State implements View {
  now: Instant = 0;
  readonly model: Model;
  readonly jobs = new JobTable();
  readonly events = new EventList();
  readonly pools: readonly Pool[];
  readonly headroom: Float64Array;
  readonly ledger: Ledger;
  /** next arrivals, one per source */
  readonly calendar: ArrivalCalendar;
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
  /** jobs of all traces */
  readonly traceJobs: number;
  /** whether each source ends by itself */
  readonly finite: readonly boolean[];
  private readonly lineOf: Map<number, number>[];

  constructor(model: Model, seed: string, replication: number, recordJobs: boolean) {
    this.model = model;
    this.pools = model.fleet.pools.map((plan) => new Pool(plan, shapeOf(model.scheduling)));
    this.headroom = Float64Array.from(this.pools, (pool) => headroomOf(model.scheduling.headroom, pool));
    this.order = orders[model.scheduling.order];
    this.traceJobs = model.sources.reduce(
      (sum, plan) => sum + (plan.kind === "trace" ? plan.jobs.ids.length : 0),
      0,
    );
    this.finite = model.sources.map((plan) => plan.kind === "trace");
    this.calendar = new ArrivalCalendar(
      model.sources.map((plan) => jobSource(plan, seed, replication)),
      this.finite,
    );
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
      sourceCount: model.sources.length,
      products: model.products,
      warmup: model.warmup,
      step: model.step,
    });
    this.records = recordJobs ? new JobRecords(this) : null;
  }

  /** The line of a source's jobs of one priority; made when the first of them arrives. */
  lineFor(source: number, priority: number): number {
    const known = this.lineOf[source]!.get(priority);
    if (known !== undefined) return known;
    const plan = this.model.sources[source]!;
    const line = new WaitingLine(source, plan, priority, this.jobs, this.model.scheduling.order === "fcfs");
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

  /** In whose hands the GPUs of a running job are. */
  holding(job: JobIndex): HoldingKind {
    const state = this.jobs.state[job];
    if (state === JobState.service) return Holding.internal;
    const plan = this.model.sources[this.jobs.source[job]!]!;
    if (plan.side === "internal") return Holding.internal;
    return plan.preemptible && state !== JobState.noticed ? Holding.preemptible : Holding.firm;
  }

  /** GPUs of the largest job of a source that could ever start: in its largest pool, beside the headroom it must leave. */
  private largestFor(plan: SourcePlan): number {
    const limits = plan.pools.map((pool) => {
      const kept = plan.side === "rental" && !plan.preemptible ? this.headroom[pool]! : 0;
      return this.pools[pool]!.installed - kept;
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

function shapeOf(plan: SchedulingPlan): Shape {
  return plan.placement === "pool" ? "counts" : plan.gang;
}
