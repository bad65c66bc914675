// The availability profile of a pool: how many GPUs jobs will hold at every instant from now on, as far as the estimates of
// running jobs and the reservations of waiting ones say. A step function, kept between passes and changed where a job
// changes it. (The "profile" of Feitelson and Weil 1998, Mu'alem and Feitelson 2001.)
//
//   taken  ┌──┐   ┌────────┐
//          │  └───┘        └──┐         taken[i] GPUs from times[i] until times[i + 1]; from the last on, none
//       ───┴──────────────────┴──▶ t

import { grown } from "../../kernel/column.ts";
import type { Duration, Instant } from "../../kernel/time.ts";

/** What a policy may ask of it. */
export interface ProfileView {
  /**
   * The earliest instant from `from` on and before `before` from which on at most `most` GPUs are taken for `length` ms, or
   * up to `until` if that comes first; Infinity when there is none.
   */
  earliest(most: number, length: Duration, from: Instant, before: Instant, until: Instant): Instant;
}

export class AvailabilityProfile implements ProfileView {
  private times = new Float64Array(64);
  private taken = new Int32Array(64);
  /** the steps in use: from `first`, before `end`; what came before `first` is past */
  private first = 0;
  private end = 1;

  constructor() {
    this.times[0] = Number.NEGATIVE_INFINITY;
  }

  /** how many steps it has */
  get steps(): number {
    return this.end - this.first;
  }

  earliest(most: number, length: Duration, from: Instant, before: Instant, until: Instant): Instant {
    const { times, taken, end } = this;
    let start = from;
    for (let step = this.stepAt(from); ; step++) {
      const next = step + 1 < end ? times[step + 1]! : Number.POSITIVE_INFINITY;
      if (taken[step]! > most) {
        start = next; // also Infinity, where too much is taken for good
        if (start >= before) return Number.POSITIVE_INFINITY;
      } else if (next >= start + length || next >= until) return start;
    }
  }

  /** Jobs take so many GPUs more from `from` until `to`, or fewer (a negative number). */
  take(from: Instant, to: Instant, gpus: number): void {
    if (from >= to) return;
    if (this.end + 2 > this.times.length) this.makeRoom();
    const begin = this.cut(from);
    const stop = this.cut(to);
    const { taken } = this;
    for (let step = begin; step < stop; step++) taken[step]! += gpus;
    this.join(stop);
    this.join(begin);
  }

  /** Nobody will ask for anything before `now`. */
  forget(now: Instant): void {
    const { times } = this;
    while (this.first + 1 < this.end && times[this.first + 1]! <= now) this.first++;
  }

  /** The step that holds an instant. */
  private stepAt(instant: Instant): number {
    const { times } = this;
    let low = this.first;
    let high = this.end - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (times[middle]! <= instant) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The step that begins at an instant, made if there is none. */
  private cut(instant: Instant): number {
    const step = this.stepAt(instant);
    if (this.times[step] === instant) return step;
    const { times, taken } = this;
    times.copyWithin(step + 2, step + 1, this.end);
    taken.copyWithin(step + 2, step + 1, this.end);
    times[step + 1] = instant;
    taken[step + 1] = taken[step]!;
    this.end++;
    return step + 1;
  }

  /** Let a step go that is no step any more. */
  private join(step: number): void {
    const { times, taken } = this;
    if (step === this.first || taken[step] !== taken[step - 1]) return;
    times.copyWithin(step, step + 1, this.end);
    taken.copyWithin(step, step + 1, this.end);
    this.end--;
  }

  /** Use the room of the past, or get more. */
  private makeRoom(): void {
    const { first, end } = this;
    if (2 * first < end) {
      this.times = grown(this.times, 2 * end);
      this.taken = grown(this.taken, 2 * end);
      return;
    }
    this.times.copyWithin(0, first, end);
    this.taken.copyWithin(0, first, end);
    this.first = 0;
    this.end -= first;
  }
}
