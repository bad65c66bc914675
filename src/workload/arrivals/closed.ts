// A closed source: so many campaigns, each of which begins anew a gap after its job has left. Campaigns of one
// source differ in nothing, so only the instants at which they begin are kept, the nearest last.

import { assert } from "../../kernel/assert.ts";
import { type Law, sampleDuration } from "../../kernel/law.ts";
import type { RandomStream } from "../../kernel/random-stream.ts";
import type { Instant } from "../../kernel/time.ts";
import type { ArrivalProcess } from "./arrival-process.ts";

/** At most `campaigns` jobs at once; the first of each a gap after 0, the next a gap after the last has left. */
export class ClosedArrivals implements ArrivalProcess {
  next: Instant = Number.POSITIVE_INFINITY;
  readonly exhausted: boolean;
  private readonly gap: Law;
  private readonly stream: RandomStream;
  /** instants of the campaigns between two jobs, descending, in the first `pending` places */
  private readonly instants: Float64Array;
  private pending = 0;

  constructor(campaigns: number, gap: Law, stream: RandomStream) {
    this.gap = gap;
    this.stream = stream;
    this.instants = new Float64Array(campaigns);
    this.exhausted = campaigns === 0;
    for (let campaign = 0; campaign < campaigns; campaign++) this.left(0);
  }

  advance(): void {
    assert(this.pending > 0, "a closed source has no job to give");
    this.pending--;
    this.next = this.pending === 0 ? Number.POSITIVE_INFINITY : this.instants[this.pending - 1];
  }

  started(): void {}

  /** Insertion into a sorted row: sources have thousands of campaigns at most, and most begin later than others. */
  left(now: Instant): void {
    const { instants } = this;
    assert(this.pending < instants.length, "more jobs left a closed source than it gave");
    const instant = now + sampleDuration(this.gap, this.stream);
    let place = this.pending++;
    while (place > 0 && instants[place - 1] < instant) {
      instants[place] = instants[place - 1];
      place--;
    }
    instants[place] = instant;
    this.next = instants[this.pending - 1];
  }
}
