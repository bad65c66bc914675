import type { Instant } from "../../kernel/time.ts";

/**
 * The instants at which the jobs of one source arrive, pulled one ahead.
 * A process keeps its clock in real numbers and rounds only what it hands out, so that whole milliseconds
 * do not bias its rate.
 */
export interface ArrivalProcess {
  /** instant of the next arrival, a whole ms; Infinity when there is none now */
  readonly next: Instant;
  /** The arrival at `next` has happened: move `next` on. It may stay the same instant. */
  advance(): void;
  /** A job of this process has started for the first time, at `now`; only a backlog listens. */
  started(now: Instant): void;
  /** A job of this process has left at `now`; only a closed process listens. */
  left(now: Instant): void;
  /** true when no arrival can come any more, even if running jobs end */
  readonly exhausted: boolean;
}

/** A process that does not listen to what becomes of its jobs. */
export abstract class OpenArrivals implements ArrivalProcess {
  next: Instant = Number.POSITIVE_INFINITY;
  exhausted = false;

  abstract advance(): void;

  started(): void {}

  left(): void {}
}
