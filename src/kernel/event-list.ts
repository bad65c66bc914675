// The future event list: a hierarchical timing wheel in front of a small heap, all in typed arrays.
//
//   near      heap of the events of the opened buckets, ordered by (time, rank)
//   level 0   1,024 buckets of 2^shift ms: the rest of the current group
//   level 1   1,024 buckets, each a whole group of level 0
//   level 2   1,024 buckets, each a whole group of level 1
//   far       what lies beyond, unsorted
//
// A bucket is a doubly linked list of events, so that insertion and cancellation take constant time; a tree of bits
// finds the next bucket that is not empty. When the events of level 0 are used up, the next bucket of level 1 is spread
// over it, and so on. Events leave in the total order (time, class, sequence) whatever the width of the buckets: the
// width follows the rate of events, about two to a bucket, and only the speed depends on it.
// (Varghese and Lauck 1987, hierarchical timing wheels; Brown 1988, calendar queues, for the adaptive width.)

import { assert } from "./assert.ts";
import { grown } from "./column.ts";
import { IndexSet } from "./index-set.ts";
import { realColumn, realRows, wholeColumn, wholeRows } from "./rows.ts";
import type { Instant } from "./time.ts";

/** A scheduled event; valid from `schedule` until it is popped or cancelled. */
type EventIndex = number;

const FAN = 1024;
const LEVELS = 3;
const FAR = LEVELS * FAN;
/** values of `bucket` for events that are in no list */
const NEAR = -1;
const CANCELLED = -2;
const NONE = -1;
/** numbers of an event in each of the two buffers of rows */
const STRIDE = 4;
/** rank = kind × 2^45 + sequence: room for 3.5e13 events and 256 kinds below 2^53 */
const RANK_OF_KIND = 2 ** 45;

export class EventList {
  /** number of events pending */
  size = 0;

  private time!: Float64Array;
  private rank!: Float64Array;
  private subjectOf!: Int32Array;
  private bucket!: Int32Array;
  private next!: Int32Array;
  private previous!: Int32Array;
  private real: Float64Array | null = null;
  private whole: Int32Array | null = null;
  private capacity = 0;
  private freeHead = NONE;
  private used = 0;
  private sequence = 0;

  private nearTime = new Float64Array(64);
  private nearRank = new Float64Array(64);
  private nearEvent = new Int32Array(64);
  private nearCount = 0;

  private readonly heads = new Int32Array(FAR + 1).fill(NONE);
  private readonly occupied: IndexSet[] = Array.from({ length: LEVELS }, () => new IndexSet(FAN));
  /** width of a bucket of level 0, ms, a power of two */
  private width = 1024;
  /** number of the last opened bucket of level 0 */
  private opened = -1;
  /** number, in its own level's buckets, of the first bucket of the current group of each level */
  private readonly groupStart = new Float64Array(LEVELS);

  private popsUntilCheck = 256;
  private checkInterval = 256;
  private checkedAt: Instant = 0;

  constructor() {
    this.lay(64);
  }

  /**
   * Add an event. Among events of one instant the lower `kind` comes first, then the one scheduled first.
   * @param kind a whole number from 0 to 255: the event's class
   * @param subject a whole number, usually a row index
   */
  schedule(time: Instant, kind: number, subject: number): EventIndex {
    const event = this.takeSlot();
    this.time[event] = time;
    this.rank[event] = kind * RANK_OF_KIND + this.sequence++;
    this.subjectOf[event] = subject;
    this.insert(event, time);
    this.size++;
    return event;
  }

  /** Take an event out before it happens, in constant time. */
  cancel(event: EventIndex): void {
    const at = this.bucket[event]!;
    assert(at !== CANCELLED, "an event was cancelled twice");
    this.size--;
    if (at === NEAR) {
      this.bucket[event] = CANCELLED; // its slot is freed when the heap comes to it
      return;
    }
    const next = this.next[event]!;
    const previous = this.previous[event]!;
    if (next !== NONE) this.previous[next] = previous;
    if (previous !== NONE) this.next[previous] = next;
    else {
      this.heads[at] = next;
      if (next === NONE && at < FAR) this.occupied[at >>> 10]!.remove(at & (FAN - 1));
    }
    this.freeSlot(event);
  }

  /** The instant of the first event if it is not after `limit`, else Infinity. Buckets after `limit` stay closed. */
  nextTime(limit: Instant): Instant {
    for (;;) {
      if (this.nearCount > 0) {
        const event = this.nearEvent[0]!;
        if (this.bucket[event] === NEAR) {
          const time = this.nearTime[0]!;
          return time <= limit ? time : Infinity;
        }
        this.removeTop();
        this.freeSlot(event);
      } else if (!this.openNextBucket(limit)) return Infinity;
    }
  }

  /** Remove and return the first event. `nextTime` must have found one. Read its kind and subject at once. */
  pop(): EventIndex {
    const event = this.nearEvent[0]!;
    const time = this.nearTime[0]!;
    assert(this.nearCount > 0 && this.bucket[event] === NEAR, "pop without an event in sight");
    this.removeTop();
    this.freeSlot(event);
    this.size--;
    if (--this.popsUntilCheck === 0) this.adaptWidth(time);
    return event;
  }

  kind(event: EventIndex): number {
    return Math.floor(this.rank[event]! / RANK_OF_KIND);
  }

  subject(event: EventIndex): number {
    return this.subjectOf[event]!;
  }

  private insert(event: EventIndex, time: Instant): void {
    const { groupStart } = this;
    let number = Math.floor(time / this.width);
    if (number <= this.opened) {
      this.pushNear(event, time);
      return;
    }
    for (let level = 0; level < LEVELS; level++) {
      const place = number - groupStart[level]!;
      if (place < FAN) {
        this.link(event, level * FAN + place);
        this.occupied[level]!.add(place);
        return;
      }
      number = Math.floor(number / FAN);
    }
    this.link(event, FAR);
  }

  private link(event: EventIndex, at: number): void {
    const head = this.heads[at]!;
    this.next[event] = head;
    this.previous[event] = NONE;
    if (head !== NONE) this.previous[head] = event;
    this.heads[at] = event;
    this.bucket[event] = at;
  }

  /** Open the first bucket that holds an event and does not begin after `limit`; false if there is none. */
  private openNextBucket(limit: Instant): boolean {
    const { groupStart, occupied } = this;
    if (this.size === 0) return false;
    const place = occupied[0]!.next(Math.max(0, this.opened + 1 - groupStart[0]!));
    if (place !== -1) {
      const number = groupStart[0]! + place;
      if (number * this.width > limit) return false;
      this.opened = number;
      this.spread(place, 0);
      return true;
    }
    let scale = FAN;
    for (let level = 1; level < LEVELS; level++, scale *= FAN) {
      const upper = occupied[level]!.next(0);
      if (upper === -1) continue;
      const number = groupStart[level]! + upper;
      if (number * scale * this.width > limit) return false;
      this.enterGroup(number, level);
      this.spread(level * FAN + upper, level);
      return true;
    }
    return this.openFar(limit);
  }

  /** Make bucket `number` of `level` the current group of the levels below it. */
  private enterGroup(number: number, level: number): void {
    let start = number;
    for (let below = level - 1; below >= 0; below--) {
      start *= FAN;
      this.groupStart[below] = start;
    }
    this.opened = start - 1;
  }

  /** Empty a bucket into the levels below it, or into the heap. */
  private spread(at: number, level: number): void {
    let event = this.heads[at]!;
    this.heads[at] = NONE;
    this.occupied[level]!.remove(at & (FAN - 1));
    while (event !== NONE) {
      const next = this.next[event]!;
      this.insert(event, this.time[event]!);
      event = next;
    }
  }

  /** The wheel is empty: move it to the first of the far events. */
  private openFar(limit: Instant): boolean {
    let first = Infinity;
    for (let event = this.heads[FAR]!; event !== NONE; event = this.next[event]!) {
      first = Math.min(first, this.time[event]!);
    }
    if (first > limit) return false;
    this.rebase(first);
    return true;
  }

  /** Lay the wheel anew so that it begins at `from`; all events are inserted again, those of the heap too. */
  private rebase(from: Instant): void {
    const { heads, next } = this;
    let chain = NONE;
    for (let place = 0; place < this.nearCount; place++) {
      const event = this.nearEvent[place]!;
      if (this.bucket[event] === CANCELLED) this.freeSlot(event);
      else {
        next[event] = chain;
        chain = event;
      }
    }
    this.nearCount = 0;
    for (let at = 0; at <= FAR; at++) {
      let event = heads[at]!;
      heads[at] = NONE;
      if (event !== NONE && at < FAR) this.occupied[at >>> 10]!.remove(at & (FAN - 1));
      while (event !== NONE) {
        const following = next[event]!;
        next[event] = chain;
        chain = event;
        event = following;
      }
    }
    this.opened = Math.floor(from / this.width) - 1;
    let number = this.opened + 1;
    for (let level = 0; level < LEVELS; level++) {
      number = Math.floor(number / FAN);
      this.groupStart[level] = number * FAN;
    }
    while (chain !== NONE) {
      const following = next[chain]!;
      this.insert(chain, this.time[chain]!);
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
    this.rebase(now);
  }

  private pushNear(event: EventIndex, time: Instant): void {
    this.bucket[event] = NEAR;
    if (this.nearCount === this.nearTime.length) this.growNear();
    const { nearTime, nearRank, nearEvent } = this;
    const rank = this.rank[event]!;
    let hole = this.nearCount++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentTime = nearTime[parent]!;
      if (parentTime < time || (parentTime === time && nearRank[parent]! < rank)) break;
      nearTime[hole] = parentTime;
      nearRank[hole] = nearRank[parent]!;
      nearEvent[hole] = nearEvent[parent]!;
      hole = parent;
    }
    nearTime[hole] = time;
    nearRank[hole] = rank;
    nearEvent[hole] = event;
  }

  private removeTop(): void {
    const { nearTime, nearRank, nearEvent } = this;
    const last = --this.nearCount;
    const time = nearTime[last]!;
    const rank = nearRank[last]!;
    const event = nearEvent[last]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= last) break;
      const right = child + 1;
      if (
        right < last &&
        (nearTime[right]! < nearTime[child]! ||
          (nearTime[right]! === nearTime[child]! && nearRank[right]! < nearRank[child]!))
      ) {
        child = right;
      }
      const childTime = nearTime[child]!;
      if (time < childTime || (time === childTime && rank < nearRank[child]!)) break;
      nearTime[hole] = childTime;
      nearRank[hole] = nearRank[child]!;
      nearEvent[hole] = nearEvent[child]!;
      hole = child;
    }
    nearTime[hole] = time;
    nearRank[hole] = rank;
    nearEvent[hole] = event;
  }

  private takeSlot(): EventIndex {
    const slot = this.freeHead;
    if (slot !== NONE) {
      this.freeHead = this.next[slot]!;
      return slot;
    }
    if (this.used === this.capacity) this.lay(2 * this.capacity);
    return this.used++ * STRIDE;
  }

  private freeSlot(event: EventIndex): void {
    this.bucket[event] = CANCELLED;
    this.next[event] = this.freeHead;
    this.freeHead = event;
  }

  private lay(capacity: number): void {
    const real = realRows(capacity, STRIDE, this.real);
    const whole = wholeRows(capacity, STRIDE, this.whole);
    this.real = real;
    this.whole = whole;
    this.capacity = capacity;
    this.time = realColumn(real, 0);
    this.rank = realColumn(real, 1);
    this.subjectOf = wholeColumn(whole, 0);
    this.bucket = wholeColumn(whole, 1);
    this.next = wholeColumn(whole, 2);
    this.previous = wholeColumn(whole, 3);
  }

  private growNear(): void {
    this.nearTime = grown(this.nearTime, this.nearTime.length * 2);
    this.nearRank = grown(this.nearRank, this.nearRank.length * 2);
    this.nearEvent = grown(this.nearEvent, this.nearEvent.length * 2);
  }
}
