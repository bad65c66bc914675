// Counts the tokens of one product: what is asked for, what the replicas serve of it, and what is not served in time.

import type { Instant } from "../../kernel/time.ts";

/** Sums since the beginning of the run, in output tokens. asked for = served + unserved + pending. */
export interface TokenSums {
  readonly askedFor: number;
  readonly served: number;
  /** turned away because replicas were missing, or, of a batch, late */
  readonly unserved: number;
  /** what is billed: the tokens served, or those that were provisioned */
  readonly billed: number;
  /** of a batch: submitted and not served yet */
  readonly pending: number;
}

/** A meter is told when a rate changes; in between it stays. Rates are in output tokens per ms. */
export interface TokenMeter extends TokenSums {
  /** Replicas serve so many from `now` on. */
  serve(capacity: number, now: Instant): void;
  /** Customers ask for so many from `now` on. */
  ask(demand: number, now: Instant): void;
  /** Count up to `now`. */
  advance(now: Instant): void;
}
