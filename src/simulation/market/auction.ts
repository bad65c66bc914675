// An auction is held: the requests of the product that are there bid what they would pay, and those that bid less than the
// price lose out. Those that wait leave, and those that run get their notice, if the contract lets them be preempted.

import type { Bids } from "../../market/price/uniform-price.ts";
import { JobWhole } from "../../workload/job-row.ts";
import { type JobIndex, JobState, NO_JOB } from "../../workload/job-table.ts";
import { leave } from "../job-life.ts";
import { leaveLine } from "../lines.ts";
import { giveNotice } from "../notice.ts";
import type { State } from "../state.ts";
import type { Market } from "./market.ts";

/** Hold the auction of a product, and part with those who bid too little. */
export function holdAuction(state: State, market: Market, product: number): void {
  const requests = requestsOf(state, product);
  market.board.update(product, bidsOf(state, market, requests));
  const { price } = market.board.paths[product]!;
  for (const job of requests) if (market.notes.bid(job) < price) lose(state, job);
}

/** Requests that wait or run, but not those whose notice has been given, in the order of their rows. */
function requestsOf({ jobs, model }: State, product: number): JobIndex[] {
  const { source } = model.products[product]!;
  return [...jobs.rows()].filter((job) => {
    const standing = jobs.whole[job + JobWhole.state];
    const there = standing === JobState.waiting || standing === JobState.running;
    return there && jobs.whole[job + JobWhole.source] === source;
  });
}

function bidsOf({ jobs }: State, { notes }: Market, requests: readonly JobIndex[]): Bids {
  return {
    count: requests.length,
    prices: Float64Array.from(requests, (job) => notes.bid(job)),
    gpus: Int32Array.from(requests, (job) => jobs.whole[job + JobWhole.gpus]!),
  };
}

function lose(state: State, job: JobIndex): void {
  const { whole } = state.jobs;
  if (whole[job + JobWhole.state] === JobState.waiting) {
    leaveLine(state, job);
    leave(state, job, "reneged");
  } else if (state.model.sources[whole[job + JobWhole.source]!]!.preemptible) giveNotice(state, job, NO_JOB);
}
