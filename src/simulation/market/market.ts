// The market of one run: customers that choose, prices that move, and what requests bring back to both. It is there only
// where a scenario says something of the kind; every door to it is one question to a field of the state.

import { fault } from "../../kernel/assert.ts";
import { randomStream } from "../../kernel/random-stream.ts";
import { DemandBook } from "../../ledger/demand-book.ts";
import { PricedUse } from "../../ledger/priced-use.ts";
import type { Outcome } from "../../ledger/rows.ts";
import type { LineEnd } from "../../market/billing.ts";
import { Customers, type RunEnd, Turn } from "../../market/customers.ts";
import type { MarketPlan } from "../../market/market-plan.ts";
import { NO_BIDS } from "../../market/price/uniform-price.ts";
import { driverFactor } from "../../workload/drivers/driver-factor.ts";
import { JobReal, JobWhole } from "../../workload/job-row.ts";
import type { JobDraft } from "../../workload/job-source.ts";
import { type JobIndex, NO_JOB } from "../../workload/job-table.ts";
import { arrive } from "../job-life.ts";
import { joinLine } from "../lines.ts";
import type { State } from "../state.ts";
import { holdAuction } from "./auction.ts";
import { PriceBoard } from "./price-board.ts";
import { RequestNotes } from "./request-notes.ts";
import { Retries } from "./retries.ts";

/** The source of a customer that asks for nothing. */
export const NO_SOURCE = -1;

export class Market {
  readonly board: PriceBoard;
  readonly book: DemandBook;
  /** of each product: null where the price never moves */
  readonly priced: readonly (PricedUse | null)[];
  readonly notes = new RequestNotes();
  private readonly plan: MarketPlan;
  private readonly state: State;
  private readonly customers: Customers;
  private readonly retries: Retries;
  /** requests of each product so far: the number of the next, where the numbers of its source are not enough */
  private readonly numbers: Float64Array;
  private readonly renumbers: readonly boolean[];
  /** of the request that came last, its number within its source */
  private group = 0;

  constructor(plan: MarketPlan, state: State, seed: string, replication: number) {
    const names = state.model.products.map(({ name }) => name);
    const stream = (product: number, purpose: string) =>
      randomStream(seed, `${replication}/rental.${names[product]}/${purpose}`);
    this.plan = plan;
    this.state = state;
    const drivers = (product: number) =>
      driverFactor(state.model.drivers, `price.${names[product]!}`, seed, replication) ??
      fault(`nothing drives the price of ${names[product]}`);
    this.board = new PriceBoard(plan, state, stream, drivers);
    const { paths, counted } = this.board;
    this.priced = plan.products.map(({ price, locked }, product) =>
      price.kind === "fixed" ? null : new PricedUse(counted[product]!, locked),
    );
    const customers = new Customers(plan, paths, stream);
    this.customers = customers;
    this.book = new DemandBook(paths, (product, now) => customers.lost(product, now));
    this.retries = new Retries(
      plan.products.map(({ retry }) => retry),
      state,
      this.notes,
      stream,
    );
    this.numbers = new Float64Array(plan.products.length);
    this.renumbers = plan.products.map(({ retry }) => plan.substitution !== null || retry !== null);
  }

  /** Somebody comes to a source; returns the source of what it asks for, or NO_SOURCE. Internal work always asks. */
  come(source: number, draft: JobDraft): number {
    const { state, customers, book } = this;
    const home = state.sources.product[source]!;
    if (home === -1) return source;
    book.count("customers", home);
    switch (customers.come(home, state.now)) {
      case Turn.notReady:
        book.count("notReady", home);
        return NO_SOURCE;
      case Turn.gone:
        book.count("gone", home);
        return NO_SOURCE;
      case Turn.declines:
        book.count("declined", home);
        return NO_SOURCE;
    }
    return this.direct(home, draft);
  }

  /** The request of a customer that may have switched is one of the product that it has chosen. */
  private direct(home: number, draft: JobDraft): number {
    const { product } = this.customers;
    const { source } = this.state.model.products[product]!;
    this.number(product, draft);
    this.group = product === home ? draft.group : 0;
    if (product === home) return source;
    this.book.count("switched", home);
    draft.priority = this.state.model.sources[source]!.priority;
    // Groups are of the product that the customer came for; here it is in that of the product itself.
    draft.group = 0;
    return source;
  }

  /** A request that comes from another product, or comes again, has a number that no other of its source has. */
  private number(product: number, draft: JobDraft): void {
    if (this.renumbers[product]) draft.id = this.numbers[product]!++;
  }

  /** A request of the customer that came last has a row. */
  requested(job: JobIndex, product: number): void {
    const { home, customer, bid } = this.customers;
    this.notes.begin(job, home, customer, bid, this.group);
    this.board.asked[product]! += this.gpusOf(job);
  }

  /** A run of a job begins. */
  started(job: JobIndex): void {
    const { jobs, sources } = this.state;
    const product = sources.product[jobs.whole[job + JobWhole.source]!]!;
    if (product === -1) return;
    const gpus = this.gpusOf(job);
    this.board.held[product]! += gpus;
    const priced = this.priced[product]!;
    if (priced !== null) this.notes.setMark(job, priced.start(gpus, this.state.now));
  }

  /**
   * A run of a request has ended, and its line is closed.
   * @param billed GPU-ms that the line bills
   */
  ended(job: JobIndex, product: number, by: LineEnd, billed: number): void {
    const { state, notes } = this;
    const { now } = state;
    const gpus = this.gpusOf(job);
    const used = now - state.jobs.real[job + JobReal.start]!;
    this.board.held[product]! -= gpus;
    const end = this.endOf(product, used, by);
    this.customers.runEnded(product, used, end, now);
    if (end !== "done") this.customers.interrupted(notes.home(job), notes.customer(job), end, now);
    this.priced[product]?.close(gpus, notes.mark(job), used, billed / gpus, now);
  }

  /** What a customer makes of the end of its run: a life that is over in time was agreed on. */
  private endOf(product: number, used: number, by: LineEnd): RunEnd {
    const { products, sources } = this.state.model;
    const { contract, source } = products[product]!;
    if (by === "customer" || used >= sources[source]!.maximumLife) return "done";
    return contract.preemptible ? "interrupted" : "breach";
  }

  /** A request leaves. */
  left(job: JobIndex, product: number, outcome: Outcome): void {
    this.board.asked[product]! -= this.gpusOf(job);
    if (outcome !== "refused") return;
    this.retries.refused(job, product);
  }

  /** A request that was refused comes again, for the same product: it has chosen once. */
  comeBack(place: number): void {
    const { source, draft, home, customer, bid } = this.retries.take(place);
    this.customers.home = home;
    this.customers.customer = customer;
    this.customers.bid = bid;
    this.group = draft.group;
    const product = this.state.sources.product[source]!;
    this.book.count("retries", product);
    this.number(product, draft);
    const job = arrive(this.state, source, draft);
    if (job !== NO_JOB) joinLine(this.state, job);
  }

  /** The price of a product is due. */
  reprice(product: number): void {
    if (this.plan.products[product]!.price.kind === "auction") holdAuction(this.state, this, product);
    else this.board.update(product, NO_BIDS);
  }

  private gpusOf(job: JobIndex): number {
    return this.state.jobs.whole[job + JobWhole.gpus]!;
  }
}
