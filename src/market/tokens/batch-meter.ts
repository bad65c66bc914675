// Tokens that may be served at any time within a window: a queue of submissions, first come first served, which is also
// the order of their ends.

import { type Duration, type Instant, LATER } from "../../kernel/time.ts";
import type { TokenMeter } from "./token-meter.ts";

interface Submission {
  /** tokens not served yet */
  left: number;
  /** the end of its window */
  readonly due: Instant;
}

/**
 * What is asked for between two looks is submitted at the second. What its window ends before it is served is late: it
 * goes, unserved and unbilled (assumption; batch APIs let such requests expire and bill those that were done).
 */
export class BatchMeter implements TokenMeter {
  askedFor = 0;
  served = 0;
  unserved = 0;
  private readonly window: Duration;
  private readonly submissions: Submission[] = [];
  private capacity = 0;
  private demand = 0;
  private last: Instant = LATER;
  /** since when what is asked for has not been submitted */
  private since: Instant = LATER;

  constructor(window: Duration) {
    this.window = window;
    this.last = 0;
    this.since = 0;
  }

  get billed(): number {
    return this.served;
  }

  /** What is to be submitted at the next look is among it. */
  get pending(): number {
    return this.submissions.reduce((sum, { left }) => sum + left, this.demand * (this.last - this.since));
  }

  serve(capacity: number, now: Instant): void {
    this.advance(now);
    this.capacity = capacity;
  }

  ask(demand: number, now: Instant): void {
    this.advance(now);
    const submitted = this.demand * (now - this.since);
    if (submitted > 0) this.submissions.push({ left: submitted, due: now + this.window });
    this.since = now;
    this.demand = demand;
  }

  advance(now: Instant): void {
    let clock = this.last;
    this.askedFor += this.demand * (now - clock);
    this.last = now;
    while (clock < now && this.submissions.length > 0) clock = this.work(this.submissions[0]!, clock, now);
  }

  /** Serve the first submission from `clock` on, until it is done, late, or `now`; returns that instant. */
  private work(first: Submission, clock: Instant, now: Instant): Instant {
    const { capacity } = this;
    const end = Math.min(now, first.due);
    const done = capacity === 0 ? Infinity : clock + first.left / capacity;
    if (done <= end) {
      this.served += first.left;
      this.submissions.shift();
      return done;
    }
    const served = capacity * (end - clock);
    this.served += served;
    first.left -= served;
    if (end === first.due) {
      this.unserved += first.left;
      this.submissions.shift();
    }
    return end;
  }
}
