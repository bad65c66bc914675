// What the provider owes the customers whose runs it ends: it tells the books which request has its GPUs, and which lacks them.

import { ServiceCredits } from "../ledger/service-credits.ts";
import { type JobIndex, JobWhole, rowNumber } from "../workload/job-row.ts";
import type { Model } from "./model.ts";
import type { State } from "./state.ts";

/** Whether a customer that was promised availability may ever lack its GPUs. */
export function owesCredits({ products, sources, fleet }: Model): boolean {
  const unitsFail = fleet.failures !== null || fleet.maintenance !== null;
  return products.some(({ contract, source }) => {
    if (contract.serviceLevel === null) return false;
    const { preemptible, maximumLife, interruptions } = sources[source]!;
    return unitsFail || preemptible || maximumLife < Infinity || interruptions !== null;
  });
}

/** Whether a source's customers are promised anything of which a book is kept: a window, or credits where they may be due. */
export function isPromised(model: Model, source: number): boolean {
  const product = model.products.find((each) => each.source === source);
  if (product === undefined) return false;
  return product.booking !== null || (product.contract.serviceLevel !== null && owesCredits(model));
}

export class CreditsDue {
  private readonly state: State;
  private readonly book: ServiceCredits;

  constructor(state: State) {
    this.state = state;
    this.book = new ServiceCredits(state.model.products, state.ledger.sales);
  }

  /** A job has arrived. */
  begin(job: JobIndex): void {
    const { jobs, sources } = this.state;
    const product = sources.product[jobs.whole[job + JobWhole.source]!]!;
    if (product !== -1) this.book.begin(rowNumber(job), product, jobs.whole[job + JobWhole.gpus]!);
  }

  /** A run begins. */
  start(job: JobIndex): void {
    if (this.isRequest(job)) this.book.start(rowNumber(job), this.state.now);
  }

  /** A run is ended, and not by the customer. */
  lose(job: JobIndex): void {
    if (this.isRequest(job)) this.book.lose(rowNumber(job), this.state.now);
  }

  /** A job leaves, or the run of the model is over. */
  end(job: JobIndex): void {
    if (this.isRequest(job)) this.book.end(rowNumber(job), this.state.now);
  }

  private isRequest(job: JobIndex): boolean {
    const { jobs, sources } = this.state;
    return sources.product[jobs.whole[job + JobWhole.source]!]! !== -1;
  }
}
