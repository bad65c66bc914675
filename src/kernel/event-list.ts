// The future event list: a hierarchical timing wheel in front of a small heap, all in typed arrays.
//
//   near      heap of the events of the opened buckets, ordered by (time, rank)
//   level 0   1,024 buckets of 2^shift ms: the rest of the current group
//   level 1   1,024 buckets, each a whole group of level 0
//   level 2   1,024 buckets, each a whole group of level 1
//   far       what lies beyond, unsorted
//
// A bucket is a doubly linked list of events, so that insertion and cancellation take constant time; a word of bits for
// every 32 buckets finds the next that is not empty. When the events of level 0 are used up, the next bucket of level 1
// is spread over it, and so on. Events leave in the total order (time, class, sequence) whatever the width of the
// buckets: the width follows the rate of events, about two to a bucket, and only the speed depends on it.
// (Varghese and Lauck 1987, hierarchical timing wheels; Brown 1988, calendar queues, for the adaptive width.)
//
//   row of an event   │   time   │   rank   │ subject │ bucket │ next │ previous │      rank = kind × 2^45 + sequence
//                       a double   a double   four whole numbers in the place of two doubles

import { assert, fault } from "./assert.ts";
import { BucketSet } from "./bucket-set.ts";
import { grown } from "./column.ts";
import { realRows, wholesOf } from "./rows.ts";
import { type Instant, LATER } from "./time.ts";

/** A scheduled event, the place of its row; valid from `schedule` until it is popped or cancelled. */
type EventIndex = number;

/** Doubles of an event in the buffer of rows: 32 bytes, half a cache line. */
const STRIDE = 4;
/** Places of its doubles, from `event` on. */
enum Real {
  time = 0,
  rank = 1,
}
/** Places of its whole numbers, from `2 * event` on. */
enum Whole {
  subject = 4,
  /** the list that it is in, or one of `Place` */
  bucket = 5,
  next = 6,
  previous = 7,
}

/** Where an event is that is in no bucket. */
enum Place {
  near = -1,
  cancelled = -2,
}

/** What a list of events, of free rows or of buckets ends with. */
enum Link {
  none = -1,
}

/** Buckets of a level, levels, and the place of the far list behind them. */
enum Wheel {
  fan = 1024,
  levels = 3,
  far = 3072,
}
/** A kind's part of the rank, 2^45: room for 3.5e13 events and 256 kinds below 2^53. */
enum Rank {
  ofKind = 35_184_372_088_832,
}

export class EventList {
  /** number of events pending */
  size = 0;

  /** the rows, and the same memory as whole numbers */
  private real: Float64Array = realRows(64, STRIDE, null);
  private whole: Int32Array = wholesOf(this.real);
  private freeHead = Link.none;
  private used = 0;
  private sequence = 0;

  /** heap of the near events */
  private near = new Int32Array(64);
  private nearCount = 0;

  private readonly heads = new Int32Array(Wheel.far + 1).fill(Link.none);
  private readonly occupied: readonly BucketSet[] = Array.from(
    { length: Wheel.levels },
    () => new BucketSet(),
  );
  private readonly occupied0: BucketSet = this.occupied[0]!;
  /** width of a bucket of level 0, ms, a power of two, and its inverse, which is exact */
  private width = 1024;
  private perWidth = 1 / 1024;
  /** number of the last opened bucket of level 0 */
  private opened = -1;
  /** number, in its own level's buckets, of the first bucket of the current group of level 0, and of every level */
  private groupStart0 = 0;
  private readonly groupStart = new Float64Array(Wheel.levels);

  private popsUntilCheck = 256;
  private checkInterval = 256;
  private checkedAt: Instant = LATER;

  constructor() {
    this.checkedAt = 0;
  }

  /**
   * Add an event. Among events of one instant the lower `kind` comes first, then the one scheduled first.
   * @param kind a whole number from 0 to 255: the event's class
   * @param subject a whole number, usually a row index
   */
  schedule(time: Instant, kind: number, subject: number): EventIndex {
    const event = this.takeSlot();
    this.real[event + Real.time] = time;
    this.real[event + Real.rank] = kind * Rank.ofKind + this.sequence++;
    this.whole[2 * event + Whole.subject] = subject;
    this.insert(event, time);
    this.size++;
    return event;
  }

  /** Take an event out before it happens, in constant time. */
  cancel(event: EventIndex): void {
    const { whole, heads } = this;
    const at = whole[2 * event + Whole.bucket]!;
    assert(at !== Place.cancelled, "an event was cancelled twice");
    this.size--;
    if (at === Place.near) {
      whole[2 * event + Whole.bucket] = Place.cancelled; // its slot is freed when the heap comes to it
      return;
    }
    const next = whole[2 * event + Whole.next]!;
    const previous = whole[2 * event + Whole.previous]!;
    if (next !== Link.none) whole[2 * next + Whole.previous] = previous;
    if (previous !== Link.none) whole[2 * previous + Whole.next] = next;
    else {
      heads[at] = next;
      if (next === Link.none && at < Wheel.far) this.occupied[at >>> 10]!.remove(at & (Wheel.fan - 1));
    }
    this.freeSlot(event);
  }

  /** The instant of the first event if it is not after `limit`, else Infinity. Buckets after `limit` stay closed. */
  nextTime(limit: Instant): Instant {
    for (;;) {
      if (this.nearCount > 0) {
        const event = this.near[0]!;
        if (this.whole[2 * event + Whole.bucket] === Place.near) {
          const time = this.real[event + Real.time]!;
          return time <= limit ? time : Infinity;
        }
        this.removeTop();
        this.freeSlot(event);
      } else if (!this.openNextBucket(limit)) return Infinity;
    }
  }

  /** Remove and return the first event. `nextTime` must have found one. Read its kind and subject at once. */
  pop(): EventIndex {
    const event = this.near[0]!;
    if (this.nearCount === 0 || this.whole[2 * event + Whole.bucket] !== Place.near)
      fault("pop without an event in sight");
    this.removeTop();
    this.freeSlot(event);
    this.size--;
    if (--this.popsUntilCheck === 0) this.adaptWidth(this.real[event + Real.time]!);
    return event;
  }

  kind(event: EventIndex): number {
    return Math.floor(this.real[event + Real.rank]! * (1 / Rank.ofKind));
  }

  subject(event: EventIndex): number {
    return this.whole[2 * event + Whole.subject]!;
  }

  private insert(event: EventIndex, time: Instant): void {
    const number = Math.floor(time * this.perWidth);
    const place = number - this.groupStart0;
    if (number <= this.opened) this.pushNear(event, time);
    else if (place < Wheel.fan) {
      this.link(event, place);
      this.occupied0.add(place);
    } else this.insertAbove(event, number);
  }

  /** Put an event of a later group of level 0 into an upper level. */
  private insertAbove(event: EventIndex, numberBelow: number): void {
    let number = numberBelow;
    for (let level = 1; level < Wheel.levels; level++) {
      number = Math.floor(number * (1 / Wheel.fan));
      const place = number - this.groupStart[level]!;
      if (place < Wheel.fan) {
        this.link(event, level * Wheel.fan + place);
        this.occupied[level]!.add(place);
        return;
      }
    }
    this.link(event, Wheel.far);
  }

  private link(event: EventIndex, at: number): void {
    const { heads, whole } = this;
    const head = heads[at]!;
    whole[2 * event + Whole.bucket] = at;
    whole[2 * event + Whole.next] = head;
    whole[2 * event + Whole.previous] = Link.none;
    if (head !== Link.none) whole[2 * head + Whole.previous] = event;
    heads[at] = event;
  }

  /** Open the first bucket that holds an event and does not begin after `limit`; false if there is none. */
  private openNextBucket(limit: Instant): boolean {
    if (this.size === 0) return false;
    const place = this.occupied0.next(Math.max(0, this.opened + 1 - this.groupStart0));
    if (place === Link.none) return this.openNextGroup(limit);
    const number = this.groupStart0 + place;
    if (number * this.width > limit) return false;
    this.opened = number;
    this.occupied0.remove(place);
    const { heads, whole, real } = this;
    let event = heads[place]!;
    heads[place] = Link.none;
    while (event !== Link.none) {
      const next = whole[2 * event + Whole.next]!;
      this.pushNear(event, real[event + Real.time]!);
      event = next;
    }
    return true;
  }

  /** Level 0 is empty: spread the first bucket of the level above it that is not. */
  private openNextGroup(limit: Instant): boolean {
    const { groupStart, occupied } = this;
    let scale = Wheel.fan;
    for (let level = 1; level < Wheel.levels; level++, scale *= Wheel.fan) {
      const upper = occupied[level]!.next(0);
      if (upper === Link.none) continue;
      const number = groupStart[level]! + upper;
      if (number * scale * this.width > limit) return false;
      this.enterGroup(number, level);
      this.spread(level * Wheel.fan + upper, level);
      return true;
    }
    return this.openFar(limit);
  }

  /** Make bucket `number` of `level` the current group of the levels below it. */
  private enterGroup(number: number, level: number): void {
    let start = number;
    for (let below = level - 1; below >= 0; below--) {
      start *= Wheel.fan;
      this.groupStart[below] = start;
    }
    this.groupStart0 = start;
    this.opened = start - 1;
  }

  /** Empty a bucket of an upper level into the levels below it. */
  private spread(at: number, level: number): void {
    let event = this.heads[at]!;
    this.heads[at] = Link.none;
    this.occupied[level]!.remove(at & (Wheel.fan - 1));
    while (event !== Link.none) {
      const next = this.whole[2 * event + Whole.next]!;
      this.insert(event, this.real[event + Real.time]!);
      event = next;
    }
  }

  /** The wheel is empty: move it to the first of the far events. */
  private openFar(limit: Instant): boolean {
    const { whole, real } = this;
    let first = Infinity;
    for (let event = this.heads[Wheel.far]!; event !== Link.none; event = whole[2 * event + Whole.next]!) {
      first = Math.min(first, real[event + Real.time]!);
    }
    if (first > limit) return false;
    this.rebase(first);
    return true;
  }

  /** Lay the wheel anew so that it begins at `from`; all events are inserted again, those of the heap too. */
  private rebase(from: Instant): void {
    const { heads, whole, real } = this;
    let chain = Link.none;
    for (let place = 0; place < this.nearCount; place++) {
      const event = this.near[place]!;
      if (whole[2 * event + Whole.bucket] === Place.cancelled) this.freeSlot(event);
      else {
        whole[2 * event + Whole.next] = chain;
        chain = event;
      }
    }
    this.nearCount = 0;
    for (let at = 0; at <= Wheel.far; at++) {
      let event = heads[at]!;
      heads[at] = Link.none;
      if (event !== Link.none && at < Wheel.far) this.occupied[at >>> 10]!.remove(at & (Wheel.fan - 1));
      while (event !== Link.none) {
        const following = whole[2 * event + Whole.next]!;
        whole[2 * event + Whole.next] = chain;
        chain = event;
        event = following;
      }
    }
    this.opened = Math.floor(from * this.perWidth) - 1;
    let number = this.opened + 1;
    for (let level = 0; level < Wheel.levels; level++) {
      number = Math.floor(number / Wheel.fan);
      this.groupStart[level] = number * Wheel.fan;
    }
    this.groupStart0 = this.groupStart[0]!;
    while (chain !== Link.none) {
      const following = whole[2 * chain + Whole.next]!;
      this.insert(chain, real[chain + Real.time]!);
      chain = following;
    }
  }

  /** Set the width to about two mean gaps between events, if it is off by a factor of four. */
  private adaptWidth(now: Instant): void {
    const gap = (now - this.checkedAt) / this.checkInterval;
    this.checkInterval = Math.min(this.checkInterval * 2, 65_536);
    this.popsUntilCheck = this.checkInterval;
    this.checkedAt = now;
    if (gap <= 0) return;
    const width = 2 ** Math.min(40, Math.max(0, Math.round(Math.log2(2 * gap))));
    if (width > this.width / 4 && width < this.width * 4) return;
    this.width = width;
    this.perWidth = 1 / width;
    this.rebase(now);
  }

  private pushNear(event: EventIndex, time: Instant): void {
    const { whole, real } = this;
    whole[2 * event + Whole.bucket] = Place.near;
    if (this.nearCount === this.near.length) this.near = grown(this.near, 2 * this.nearCount);
    const { near } = this;
    let hole = this.nearCount++;
    while (hole > 0) {
      const place = (hole - 1) >> 1;
      const parent = near[place]!;
      const parentTime = real[parent + Real.time]!;
      if (parentTime < time || (parentTime === time && real[parent + Real.rank]! < real[event + Real.rank]!))
        break;
      near[hole] = parent;
      hole = place;
    }
    near[hole] = event;
  }

  private removeTop(): void {
    const { near, real } = this;
    const last = --this.nearCount;
    if (last === 0) return;
    const event = near[last]!;
    const time = real[event + Real.time]!;
    const rank = real[event + Real.rank]!;
    let hole = 0;
    for (let place = 1; place < last; place = 2 * hole + 1) {
      let child = near[place]!;
      let childTime = real[child + Real.time]!;
      if (place + 1 < last) {
        const right = near[place + 1]!;
        const rightTime = real[right + Real.time]!;
        if (
          rightTime < childTime ||
          (rightTime === childTime && real[right + Real.rank]! < real[child + Real.rank]!)
        ) {
          child = right;
          childTime = rightTime;
          place++;
        }
      }
      if (time < childTime || (time === childTime && rank < real[child + Real.rank]!)) break;
      near[hole] = child;
      hole = place;
    }
    near[hole] = event;
  }

  private takeSlot(): EventIndex {
    const slot = this.freeHead;
    if (slot !== Link.none) {
      this.freeHead = this.whole[2 * slot + Whole.next]!;
      return slot;
    }
    const row = this.used++;
    if (row * STRIDE === this.real.length) {
      this.real = realRows(2 * row, STRIDE, this.real);
      this.whole = wholesOf(this.real);
    }
    return row * STRIDE;
  }

  private freeSlot(event: EventIndex): void {
    this.whole[2 * event + Whole.bucket] = Place.cancelled;
    this.whole[2 * event + Whole.next] = this.freeHead;
    this.freeHead = event;
  }
}
