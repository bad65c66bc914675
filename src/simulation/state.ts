// All that changes during a run, and the view that policies read of it. Only the functions of this folder write to it.

import { Holding, SAFE } from "../fleet/holding.ts";
import { Nodes } from "../fleet/nodes.ts";
import { grows, largestGang, servingGpus, shrinks, takesNodesOut } from "../fleet/plan.ts";
import type { Pool } from "../fleet/pool.ts";
import { grown } from "../kernel/column.ts";
import { EventList } from "../kernel/event-list.ts";
import { type Instant, LATER } from "../kernel/time.ts";
import { Ledger } from "../ledger/ledger.ts";
import type { LevelView, NodeSketch, Order, View } from "../scheduling/contract.ts";
import { keyChanges, lineOrders, orders } from "../scheduling/order/orders.ts";
import type { BackfillName, OrderTerms, SchedulingPlan } from "../scheduling/plan.ts";
import { driverFactor, loadOf } from "../workload/drivers/driver-factor.ts";
import { JobMix } from "../workload/job-mix.ts";
import { JobWhole } from "../workload/job-row.ts";
import { jobSource, jobsInAll } from "../workload/job-source.ts";
import { type JobIndex, JobState, JobTable } from "../workload/job-table.ts";
import { type SourcePlan, waitingPlaces } from "../workload/plan.ts";
import { ArrivalCalendar } from "./arrival-calendar.ts";
import { lostWork, workDone } from "./attempts.ts";
import { Bookings } from "./bookings.ts";
import { CreditsDue, isPromised, owesCredits } from "./credits-due.ts";
import { CustomerUse } from "./customer-use.ts";
import { Deliveries } from "./deliveries.ts";
import { EarlyExits } from "./early-exits.ts";
import { ElasticService } from "./elastic-service.ts";
import { EventKind } from "./event-kinds.ts";
import { type GroupQuota, quotasOf } from "./group-quota.ts";
import { GroupUsage } from "./group-usage.ts";
import { Groups } from "./groups.ts";
import { Headrooms } from "./headrooms.ts";
import { Images } from "./images.ts";
import { Interruptions } from "./interruptions.ts";
import { JobGroups } from "./job-groups.ts";
import { JobRecords } from "./job-records.ts";
import { Market } from "./market/market.ts";
import { guestsOf, type Model, modelOf } from "./model.ts";
import type { Observer } from "./observer.ts";
import { DomainFailures } from "./outages/domain-failures.ts";
import { Failures } from "./outages/failures.ts";
import { GpuOutages } from "./outages/gpu-outages.ts";
import { Maintenance } from "./outages/maintenance.ts";
import { NodeOutages } from "./outages/node-outages.ts";
import { Retirements } from "./outages/retirements.ts";
import type { Outlook } from "./outlook.ts";
import { poolOf } from "./pool-of.ts";
import { Reservations } from "./reservations.ts";
import { Runnable } from "./runnable.ts";
import { RunsByEnd } from "./runs-by-end.ts";
import { SchedulingCycle } from "./scheduling-cycle.ts";
import { SourceColumns } from "./source-columns.ts";
import { Tiers } from "./tiers.ts";
import { type TokenReplicas, tokenReplicas } from "./token-replicas.ts";
import { Turnovers } from "./turnovers.ts";
import type { WaitingLine } from "./waiting-line.ts";
import { WaitingLines } from "./waiting-lines.ts";

export class State implements View {
  now: Instant = LATER;
  readonly model: Model;
  readonly jobs = new JobTable();
  readonly mix: JobMix;
  /** whether anybody reads it: a count at every arrival */
  readonly learnsMix: boolean;
  readonly events = new EventList();
  readonly pools: readonly Pool[];
  /** GPUs of each pool that rental leaves for internal work */
  readonly headroom: Float64Array;
  readonly headrooms: Headrooms;
  readonly tiers: Tiers;
  readonly serviceReach: number;
  readonly interruptions: Interruptions;
  /** each null where nothing of the kind happens */
  readonly failures: Failures | null;
  readonly domainFailures: DomainFailures | null;
  readonly maintenance: Maintenance | null;
  readonly turnovers: Turnovers | null;
  readonly deliveries: Deliveries | null;
  readonly retirements: Retirements | null;
  /** how many jobs of each source may wait: 0 for one whose requests do not wait, Infinity for no limit */
  readonly waitingPlaces: Float64Array;
  /** how many jobs of each source wait that have not started yet */
  readonly newcomers: Int32Array;
  readonly ledger: Ledger;
  /** null where no windows are sold */
  readonly bookings: Bookings | null;
  /** null where customers use all that they hold */
  readonly use: CustomerUse | null;
  readonly guests: Uint8Array | null;
  /** null where every term lasts */
  readonly exits: EarlyExits | null;
  /** null where nobody is owed any */
  readonly credits: CreditsDue | null;
  /** next arrivals, one per source */
  readonly calendar: ArrivalCalendar;
  readonly observer: Observer | null;
  /** null when no job records are wanted */
  readonly records: JobRecords | null;
  /** the largest job of each source that an empty fleet could take, its quota aside */
  readonly largestJob: Float64Array;
  readonly sources: SourceColumns;
  readonly groups: Groups;
  readonly images: Images;
  /** by group; null where no group has one */
  readonly quotas: readonly (GroupQuota | null)[] | null;
  /** null unless estimates follow jobs that name their groups */
  readonly jobGroups: JobGroups | null;
  readonly services: readonly ElasticService[];
  /** null where every price is fixed, and every customer asks for what it came for */
  readonly market: Market | null;
  /** token products by the source of their replicas; null where there is none */
  readonly tokens: readonly (TokenReplicas | null)[] | null;
  readonly order: Order;
  readonly runsByEnd: RunsByEnd | null;
  readonly reservations: Reservations | null;
  /** whichever of the two there is */
  readonly outlook: Outlook | null;
  readonly terms: OrderTerms;
  /** kept for an order that asks for it, else null */
  readonly groupUsage: GroupUsage | null;
  readonly runnable: Runnable | null;
  readonly cycle: SchedulingCycle;
  readonly waitingLines: WaitingLines;
  /** its lines by number, as the column `line` of a job says, and its levels */
  readonly lines: readonly WaitingLine[];
  readonly levels: readonly LevelView[];
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

  constructor(
    model: Model,
    seed: string,
    replication: number,
    recordJobs: boolean,
    observer: Observer | null,
  ) {
    this.now = 0;
    this.model = modelOf(model);
    this.observer = observer;
    this.tiers = new Tiers(model.scheduling.preemption.rule, model.sources);
    this.serviceReach = this.tiers.count;
    this.learnsMix = model.scheduling.placement === "least-fragmenting";
    this.mix = new JobMix(
      model.fleet.pools.reduce((most, { gpusPerNode }) => Math.max(most, gpusPerNode), 1),
    );
    this.groups = new Groups(model.sources);
    this.images = new Images(model, this.groups);
    this.pools = model.fleet.pools.map((plan) =>
      poolOf(plan, model, this.tiers.count, this.images.count, this.jobs),
    );
    this.headrooms = new Headrooms(this);
    this.headroom = this.headrooms.byPool(model.scheduling.headroom);
    this.quotas = quotasOf(model.scheduling, this.groups);
    const { order, terms } = model.scheduling;
    this.order = orders[order];
    this.terms = terms;
    const backfill = kindOf(model.scheduling.backfill);
    this.runsByEnd = backfill === "easy" ? new RunsByEnd(this) : null;
    this.reservations = backfill === "conservative" ? new Reservations(this) : null;
    this.outlook = this.runsByEnd ?? this.reservations;
    this.cycle = new SchedulingCycle(model.scheduling.cycle, this);
    const lineOrder = lineOrders[order] ?? null;
    const { names, named } = this.groups;
    this.groupUsage = lineOrder === null ? null : new GroupUsage(names.length, terms.halfLife);
    const byGroup = named && (this.groupUsage !== null || this.quotas !== null || this.images.byGroup);
    this.waitingLines = new WaitingLines(this, lineOrder, byGroup);
    this.lines = this.waitingLines.all;
    this.levels = this.waitingLines.levels;
    const followed = model.sources.some(({ estimate }) => estimate.kind === "recent");
    this.jobGroups = named && followed ? new JobGroups() : null;
    this.runnable =
      model.scheduling.preemption.rule === "free" ? new Runnable(this, keyChanges[order] ?? null) : null;
    const rows = model.sources.map(jobsInAll);
    const finite = rows.map((jobs) => jobs < Infinity);
    this.traceJobs = rows.filter((jobs) => jobs < Infinity).reduce((sum, jobs) => sum + jobs, 0);
    this.calendar = new ArrivalCalendar(
      model.sources.map((plan) =>
        jobSource(plan, seed, replication, driverFactor(model.drivers, loadOf(plan), seed, replication)),
      ),
      finite,
    );
    this.newcomers = new Int32Array(model.sources.length);
    this.waitingPlaces = Float64Array.from(model.sources, waitingPlaces);
    this.interruptions = new Interruptions(this.jobs, model.sources, seed, replication);
    this.largestJob = Float64Array.from(model.sources, (plan) => this.largestFor(plan));
    const follows =
      recordJobs ||
      [observer, this.quotas, this.outlook, this.groupUsage, this.runnable, model.fleet.tenancy].some(
        (part) => part !== null,
      );
    const { protect } = model.scheduling.preemption;
    this.sources = new SourceColumns(
      model.sources,
      finite,
      this.tiers.count > 0,
      protect,
      (source) => follows || isPromised(model, source),
    );
    model.products.forEach((product, index) => {
      this.sources.product[product.source] = index;
      this.sources.billedPerHour[product.source] = product.price;
      // A market hears of every run of a product.
      if (model.market !== null) this.sources.direct[product.source] = 0;
    });
    this.guests = guestsOf(model);
    this.guests?.forEach((isGuest, source) => {
      if (isGuest === 1) this.sources.direct[source] = 0;
    });
    this.services = model.services.map(
      (plan, index) =>
        new ElasticService(
          plan,
          plan.pools.map((pool) => this.serviceRow(index, pool)),
          seed,
          replication,
          driverFactor(model.drivers, `internal.${plan.name}`, seed, replication),
        ),
    );
    this.services.forEach((_, index) => {
      this.events.schedule(0, EventKind.resize, index);
    });
    this.market = model.market === null ? null : new Market(model.market, this, seed, replication);
    this.tokens = tokenReplicas(this, seed, replication);
    this.bookings = model.products.some(({ booking }) => booking !== null) ? new Bookings(this) : null;
    // Spares stand by before the ledger reads its first levels.
    const nodes = takesNodesOut(model.fleet) ? new NodeOutages(this) : null;
    this.ledger = new Ledger({
      pools: this.pools,
      headroom: this.headroom,
      bookedAhead: this.bookings?.gathered ?? null,
      holders: [...model.sources, ...model.services].map((plan) => plan.name),
      internal: model.sources.map((plan) => plan.side === "internal"),
      sourceCount: model.sources.length,
      products: model.products,
      priced: this.market?.priced ?? model.products.map(() => null),
      demand: this.market?.book ?? null,
      tokens: model.tokens.map(({ source }) => this.tokens![source]!),
      tariff: model.tariff,
      warmup: model.warmup,
      step: model.step,
      slot: model.freeSlot,
      byNode: model.scheduling.placement !== "pool",
    });
    this.use = model.products.some(({ use }) => use !== null)
      ? new CustomerUse(this, seed, replication)
      : null;
    const endsEarly = model.products.some(({ leaves, recalled }) => leaves !== null || recalled !== null);
    this.exits = endsEarly ? new EarlyExits(this, seed, replication) : null;
    this.credits = owesCredits(model) ? new CreditsDue(this) : null;
    this.records = recordJobs ? new JobRecords(this) : null;
    const { failures, maintenance, tenancy } = model.fleet;
    const units = nodes ?? new GpuOutages(this);
    this.failures = failures === null ? null : new Failures(failures, this, units, seed, replication);
    const domains = failures?.domains ?? null;
    this.domainFailures =
      domains === null ? null : new DomainFailures(domains, this, nodes!, seed, replication);
    this.maintenance = maintenance === null ? null : new Maintenance(maintenance, this, nodes!);
    this.turnovers = tenancy === null ? null : new Turnovers(tenancy, this, seed, replication);
    this.deliveries = grows(model.fleet) ? new Deliveries(this, nodes, seed, replication) : null;
    this.retirements = shrinks(model.fleet) ? new Retirements(this, nodes!) : null;
  }

  /** The line of a job. */
  lineOf(job: JobIndex): WaitingLine {
    return this.lines[this.jobs.whole[job + JobWhole.line]!]!;
  }

  /** A job has arrived that will not wait beyond the next pass. */
  addImpatient(job: JobIndex): void {
    if (this.impatientCount === this.impatient.length)
      this.impatient = grown(this.impatient, this.impatientCount * 2);
    this.impatient[this.impatientCount++] = job;
  }

  /** In whose hands the GPUs of a running job are. Rental on notice or in its protected time is firm. */
  holding(job: JobIndex): Holding {
    const { tier, source } = this.jobs;
    if (this.use?.isGuest(job) === true) return Holding.firm;
    const { whenSafe, whenLoose } = this.sources;
    return (tier[job] === SAFE ? whenSafe : whenLoose)[source[job]!] as Holding;
  }

  /** The tier of a run that begins: that of its line, but none while it is protected. */
  firstTier(job: JobIndex): number {
    const protectedFor = this.sources.protectedFor[this.jobs.whole[job + JobWhole.source]!]!;
    return protectedFor > 0 ? SAFE : this.lineOf(job).tier;
  }

  lostWork(job: JobIndex): number {
    return lostWork(this, job);
  }

  get billedPerHour(): Float64Array {
    return this.sources.billedPerHour;
  }

  usage(group: number): number {
    return this.groupUsage!.of(group, this.now);
  }

  sketch(pool: number): NodeSketch {
    const { count, gpusPerNode } = this.pools[pool]!.nodes!;
    return new Nodes(count, gpusPerNode);
  }

  workDone(job: JobIndex): number {
    return workDone(this, job);
  }

  /** GPUs of the largest job of a source that could ever start: in its largest pool, beside the headroom it must leave. */
  private largestFor(plan: SourcePlan): number {
    const limits = plan.pools.map((index) => {
      const pool = this.model.fleet.pools[index]!;
      const most = servingGpus(pool) - this.headrooms.atLast(plan, index);
      return Math.min(most, largestGang(pool, plan));
    });
    return Math.max(...limits);
  }

  /** A job holds or claims its GPUs, or no longer does (a negative number). */
  useQuota(job: JobIndex, gpus: number): void {
    const { quota } = this.lineOf(job);
    if (quota !== null) quota.inUse += gpus;
  }

  /** Add up what services miss, after any of them has changed. */
  countMissing(): void {
    this.missing = 0;
    for (const service of this.services) {
      this.missing += service.missing;
      this.pools[service.pools[0]!]!.changed = true; // what it wants and has not is told by its first pool
    }
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
    jobs.whole[job + JobWhole.source] = service;
    jobs.whole[job + JobWhole.state] = JobState.service;
    jobs.whole[job + JobWhole.pool] = pool;
    jobs.whole[job + JobWhole.gpus] = 0;
    return job;
  }
}

function kindOf(backfill: SchedulingPlan["backfill"]): BackfillName | null {
  return backfill === "none" ? null : backfill.kind;
}
