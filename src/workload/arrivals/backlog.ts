import { assert } from "../../kernel/assert.ts";
import type { Instant } from "../../kernel/time.ts";
import type { ArrivalProcess } from "./arrival-process.ts";

/** A queue that never empties: one job at 0, and the next as soon as the one before has started for the first time. */
export class BacklogArrivals implements ArrivalProcess {
  next: Instant = 0;
  readonly exhausted = false;

  advance(): void {
    this.next = Number.POSITIVE_INFINITY;
  }

  started(now: Instant): void {
    assert(this.next === Number.POSITIVE_INFINITY, "a job of a backlog started that had not arrived");
    this.next = now;
  }

  left(): void {}
}
