// The books of one run: GPU-time by pool, by source and by cause, sales by product, waits, and what became of each job.
// The simulation tells it what happens; it never asks and never decides. Everything before the end of the warm-up is
// left out: the books are opened there.

import type { Pool } from "../fleet/pool.ts";
import { assert } from "../kernel/assert.ts";
import { type Duration, type Instant, LATER } from "../kernel/time.ts";
import type { LineEnd } from "../market/billing.ts";
import type { ProductPlan } from "../market/plan.ts";
import { Correlation } from "../statistics/correlation.ts";
import { Course } from "../statistics/course.ts";
import type { DemandBook } from "./demand-book.ts";
import { FreeSlotsBook } from "./free-slots.ts";
import { HeldBook } from "./held-time.ts";
import { PoolTime } from "./pool-time.ts";
import type { PricedUse } from "./priced-use.ts";
import { ProductCorrelations } from "./product-correlations.ts";
import type {
  AllocationRow,
  DeliveryRow,
  DemandRow,
  JobRecord,
  Outcome,
  RetirementRow,
  RevenueRow,
  RunTotals,
  TokenRow,
  UtilisationRow,
} from "./rows.ts";
import { OUTCOMES } from "./rows.ts";
import { SalesBook } from "./sales-book.ts";
import { Tariff, type TariffPlan } from "./tariff.ts";
import { type MeteredProduct, TokenBook } from "./token-book.ts";
import { GpuTimeTotal } from "./totals.ts";
import { WaitBook } from "./wait-book.ts";
import { WaitingBook } from "./waiting-book.ts";

/** Rows written since they were last drained. */
export interface LedgerRows {
  utilisation: UtilisationRow[];
  allocation: AllocationRow[];
  revenue: RevenueRow[];
  demand: DemandRow[];
  tokens: TokenRow[];
  deliveries: DeliveryRow[];
  retirements: RetirementRow[];
  jobs: JobRecord[];
}

interface LedgerPlan {
  readonly pools: readonly Pool[];
  /** GPUs of each pool kept for internal work */
  readonly headroom: Float64Array;
  /** GPUs of each pool that are claimed for windows still to begin; null where none are */
  readonly bookedAhead: Float64Array | null;
  /** names of the sources, then of the services */
  readonly holders: readonly string[];
  /** whether each source is internal work */
  readonly internal: readonly boolean[];
  /** how many of the holders are sources */
  readonly sourceCount: number;
  readonly products: readonly ProductPlan[];
  /** of each product: null where its price never moves */
  readonly priced: readonly (PricedUse | null)[];
  /** null where nothing is said of customers and prices */
  readonly demand: DemandBook | null;
  readonly tokens: readonly MeteredProduct[];
  /** null where the price of electricity never moves */
  readonly tariff: TariffPlan | null;
  readonly warmup: Instant;
  readonly step: Duration;
  /** length of the slots over which the least that is free is kept; null: it is not */
  readonly slot: Duration | null;
  /** whether nodes are told apart */
  readonly byNode: boolean;
}

const PLACE_OF = Object.fromEntries(OUTCOMES.map((outcome, place) => [outcome, place])) as Record<
  Outcome,
  number
>;

export class Ledger {
  rows: LedgerRows = noRows();
  readonly poolTime: PoolTime;
  readonly sales: SalesBook;
  /** null unless firm capacity is asked for */
  readonly freeSlots: FreeSlotsBook | null;
  private readonly plan: LedgerPlan;
  private readonly tokens: TokenBook;
  private readonly waits: WaitBook;
  private readonly waiting: WaitingBook;
  private readonly held: HeldBook;
  private readonly preemptions: Float64Array;
  private readonly interruptions: Float64Array;
  private readonly totals: GpuTimeTotal[];
  private readonly outcomes: Float64Array;
  private readonly arrivals: Float64Array;
  /** of internal work and requests, step by step */
  private readonly correlation = new Correlation();
  private readonly tariff: Tariff | null;
  /** share of the installed GPUs that somebody holds */
  private readonly course = new Course();
  /** of each product, then of each token product */
  private readonly correlations: readonly ProductCorrelations[];
  private capex = 0;
  private open = false;
  private stepStart: Instant = LATER;
  /** the next instant at which a row ends */
  nextCut: Instant = LATER;

  constructor(plan: LedgerPlan) {
    this.plan = plan;
    this.stepStart = 0;
    const followsUse = plan.products.some(({ use }) => use !== null);
    this.poolTime = new PoolTime(plan.pools, plan.headroom, followsUse, plan.bookedAhead);
    this.sales = new SalesBook(plan.products, plan.priced);
    this.freeSlots =
      plan.slot === null ? null : new FreeSlotsBook(plan.pools, plan.slot, plan.warmup, plan.byNode);
    this.tokens = new TokenBook(plan.tokens);
    this.tariff = plan.tariff === null ? null : new Tariff(plan.tariff);
    this.correlations = [...plan.products, ...plan.tokens].map(() => new ProductCorrelations());
    this.waits = new WaitBook(plan.holders.slice(0, plan.sourceCount));
    this.waiting = new WaitingBook(plan.holders.slice(0, plan.sourceCount));
    this.held = new HeldBook(plan.holders.length, plan.pools.length);
    this.preemptions = new Float64Array(plan.holders.length);
    this.interruptions = new Float64Array(plan.holders.length);
    this.totals = plan.pools.map(() => new GpuTimeTotal());
    this.outcomes = new Float64Array(plan.sourceCount * OUTCOMES.length);
    this.arrivals = new Float64Array(plan.sourceCount);
    this.nextCut = Math.min(plan.warmup, plan.step);
    if (plan.warmup === 0) this.openBooks(0, new Float64Array(plan.sourceCount));
  }

  /** A source or service holds so many GPUs more (or fewer) of a pool from `now` on. */
  hold(holder: number, pool: number, gpus: number, now: Instant): void {
    this.held.hold(holder, pool, gpus, now);
  }

  /** Of what a source holds of a pool, so many GPUs more (or fewer) are not used by its customers from `now` on. */
  leaveUnused(source: number, pool: number, gpus: number, now: Instant): void {
    this.held.leaveUnused(source, pool, gpus, now);
  }

  /** Of what a source has held of a pool, so many GPU-ms went to checkpoints, to restarts, and were lost. */
  book(source: number, pool: number, checkpoint: number, restart: number, lost: number): void {
    this.held.book(source, pool, checkpoint, restart, lost);
    this.poolTime.book(pool, this.plan.internal[source]!, checkpoint + restart, lost);
  }

  /** A run of a source was broken off by the scheduler. */
  preempt(source: number): void {
    if (this.open) this.preemptions[source]!++;
  }

  /** A run of a source was hit by a failure, or evicted from outside. */
  interrupt(source: number): void {
    if (this.open) this.interruptions[source]!++;
  }

  /** Nodes of a pool with so many GPUs have arrived, for `capex` dollars. */
  deliver(pool: number, gpus: number, capex: number, now: Instant): void {
    if (!this.open) return;
    this.capex += capex;
    this.rows.deliveries.push({ instant: now, pool, gpus, capex });
  }

  /** Nodes of a pool with so many GPUs are gone. */
  retire(pool: number, gpus: number, now: Instant): void {
    if (this.open) this.rows.retirements.push({ instant: now, pool, gpus });
  }

  arrive(source: number): void {
    if (this.open) this.arrivals[source]!++;
  }

  /** A job that arrived at `arrival` starts for the first time. */
  start(source: number, gpus: number, arrival: Instant, now: Instant): void {
    if (this.counts(arrival)) this.waits.record(source, gpus, now - arrival);
  }

  /** What became of a job that arrived at `arrival`. */
  leave(source: number, outcome: Outcome, arrival: Instant): void {
    if (this.counts(arrival)) this.outcomes[source * OUTCOMES.length + PLACE_OF[outcome]]!++;
  }

  /** @returns GPU-ms billed */
  closeLine(product: number, gpus: number, used: Duration, end: LineEnd): number {
    return this.sales.closeLine(product, gpus, used, end);
  }

  /**
   * End the row that ends at `now`, and begin the next.
   * @param waiting jobs of each source that wait now
   */
  cut(now: Instant, waiting: Float64Array): void {
    if (!this.open) {
      this.discard(now);
      if (now >= this.plan.warmup) this.openBooks(now, waiting);
      else this.nextCut = Math.min(this.plan.warmup, now + this.plan.step);
      return;
    }
    if (now > this.stepStart) {
      this.cutStep(now);
      this.waiting.record(waiting);
    }
    this.nextCut = now + this.plan.step;
    this.stepStart = now;
  }

  /** The totals of the run; the last row must have been cut. */
  close(now: Instant, events: number): RunTotals {
    assert(this.stepStart === now || !this.open, "the ledger is closed before its last row is cut");
    this.arrivals.forEach((arrivals, source) => {
      const at = source * OUTCOMES.length;
      const outcomes = this.outcomes.subarray(at, at + OUTCOMES.length).reduce((sum, jobs) => sum + jobs, 0);
      assert(
        arrivals === outcomes,
        `of ${arrivals} jobs of ${this.plan.holders[source]} ${outcomes} have an outcome`,
      );
    });
    return {
      measured: this.open ? now - this.plan.warmup : 0,
      events,
      capex: this.capex,
      gpuTime: this.totals.map((total) => total.value),
      sales: this.sales.value,
      demand: this.plan.demand?.value(now) ?? null,
      tokens: this.tokens.value,
      outcomes: this.plan.holders.slice(0, this.plan.sourceCount).map((source, index) => ({
        source,
        arrivals: this.arrivals[index]!,
        byOutcome: Object.fromEntries(
          OUTCOMES.map((outcome, place) => [outcome, this.outcomes[index * OUTCOMES.length + place]!]),
        ) as Record<Outcome, number>,
      })),
      waits: this.waits.rows(),
      waiting: this.waiting.value,
      free: this.freeSlots === null ? null : this.freeSlots.close(now),
      correlation: this.correlation.value,
      correlations: this.correlations.map(({ value }) => value),
      held: this.plan.holders.map((source, holder) => ({
        source,
        ...this.held.total(holder),
        preemptions: this.preemptions[holder]!,
        interruptions: this.interruptions[holder]!,
        byPool: this.held.byPool(holder),
      })),
      tariff: this.tariff === null || !this.open ? 0 : this.tariff.mean(this.plan.warmup, now),
      course: this.course.means,
    };
  }

  /** Rows since the last call. */
  drain(): LedgerRows {
    const { rows } = this;
    this.rows = noRows();
    return rows;
  }

  /** Whether a job belongs to the measured time. */
  private counts(arrival: Instant): boolean {
    return this.open && arrival >= this.plan.warmup;
  }

  private openBooks(now: Instant, waiting: Float64Array): void {
    this.open = true;
    this.waiting.record(waiting);
    this.stepStart = now;
    this.nextCut = now + this.plan.step;
  }

  /** Leave out all that was booked since the last cut: it belongs to the warm-up. */
  private discard(now: Instant): void {
    const { pools, products, tokens, holders } = this.plan;
    for (let pool = 0; pool < pools.length; pool++) this.poolTime.cut(pool, this.stepStart, now);
    this.stepStart = now;
    for (let holder = 0; holder < holders.length; holder++) {
      for (let pool = 0; pool < pools.length; pool++) this.held.cut(holder, pool, now);
    }
    for (let product = 0; product < products.length; product++) {
      this.sales.cut(product, 0, now);
      this.plan.demand?.cut(product, now);
    }
    for (let token = 0; token < tokens.length; token++) this.tokens.cut(token, 0, now);
  }

  private cutStep(stepEnd: Instant): void {
    const { pools, products, tokens, holders, demand } = this.plan;
    const { rows, stepStart } = this;
    const tariff = this.tariff === null ? 0 : this.tariff.mean(stepStart, stepEnd);
    let internal = 0;
    let busy = 0;
    let installed = 0;
    let requests = 0;
    let rentalRevenue = 0;
    let rentalHeld = 0;
    // By time, for the last step may be short.
    const length = stepEnd - stepStart;
    for (let pool = 0; pool < pools.length; pool++) {
      const time = this.poolTime.cut(pool, stepStart, stepEnd);
      internal += time.allocatedInternal;
      busy += time.allocatedInternal + time.allocatedRental;
      installed += time.installed;
      this.totals[pool]!.add(time);
      rows.utilisation.push({ stepStart, stepEnd, pool, ...time });
    }
    const held = new Float64Array(holders.length);
    const used = new Float64Array(holders.length);
    for (let holder = 0; holder < holders.length; holder++) {
      for (let pool = 0; pool < pools.length; pool++) {
        const time = this.held.cut(holder, pool, stepEnd);
        this.held.addToTotal(holder, pool, time, tariff);
        held[holder]! += time.allocated;
        used[holder]! += time.allocated - time.unused;
        rows.allocation.push({ stepStart, stepEnd, pool, source: holders[holder]!, ...time });
      }
    }
    for (let product = 0; product < products.length; product++) {
      const { source } = products[product]!;
      const sales = this.sales.cut(product, held[source]!, stepEnd, used[source]!);
      rentalHeld += held[source]!;
      rentalRevenue += sales.revenue;
      this.sales.addToTotal(product, sales);
      requests += sales.requests;
      rows.revenue.push({ stepStart, stepEnd, product, ...sales });
      const came = demand?.cut(product, stepEnd) ?? null;
      if (came !== null) {
        demand!.addToTotal(product, came, length);
        rows.demand.push({ stepStart, stepEnd, product, ...came });
      }
      this.correlations[product]!.add(
        internal / length,
        (came?.customers ?? sales.requests) / length,
        came?.price ?? products[product]!.price,
      );
    }
    for (let token = 0; token < tokens.length; token++) {
      const sales = this.tokens.cut(token, held[tokens[token]!.plan.source]!, stepEnd);
      this.tokens.addToTotal(token, sales, length);
      this.correlations[products.length + token]!.add(
        internal / length,
        sales.askedFor / length,
        sales.price,
      );
      rows.tokens.push({ stepStart, stepEnd, token, ...sales, rentalRevenue, rentalHeld });
    }
    this.course.add(busy / installed, length);
    this.correlation.add(internal / length, requests / length);
  }
}

function noRows(): LedgerRows {
  return {
    utilisation: [],
    allocation: [],
    revenue: [],
    demand: [],
    tokens: [],
    deliveries: [],
    retirements: [],
    jobs: [],
  };
}
