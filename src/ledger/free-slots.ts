// How little is free, slot by slot: the exact least of a level over each slot, whatever happens within it. From it comes
// the least over any window that begins and ends with slots.
//
//   level   ──┐    ┌───────────┐
//             └────┘           └──────
//           │ slot 0 │ slot 1 │ slot 2 │     first: the level as a slot begins     least: the lowest that lasts in it

import type { Pool } from "../fleet/pool.ts";
import type { Duration, Instant } from "../kernel/time.ts";

/** A level over the slots of a run. */
interface LevelSlots {
  /** as each slot begins, after all that happens at that instant */
  readonly first: Float64Array;
  /** the lowest that lasts for some time of each slot */
  readonly least: Float64Array;
}

/** What was free in a pool, slot by slot, over the measured time; a slot that the run does not fill is left out. */
export interface FreeSlots {
  readonly slot: Duration;
  /** begin of the first slot: a multiple of `slot` */
  readonly begin: Instant;
  readonly gpus: LevelSlots;
  /** nodes in service of which nobody holds or has claimed a GPU; null where nodes are not told apart */
  readonly nodes: LevelSlots | null;
}

/** The slots of every pool of a run. */
export class FreeSlotsBook {
  private readonly pools: readonly Pool[];
  private readonly slot: Duration;
  private readonly begin: Instant;
  private readonly gpus: readonly SlotMinima[];
  private readonly nodes: readonly SlotMinima[] | null;

  /** @param byNode whether nodes are told apart */
  constructor(pools: readonly Pool[], slot: Duration, warmup: Instant, byNode: boolean) {
    this.pools = pools;
    this.slot = slot;
    this.begin = Math.ceil(warmup / slot) * slot;
    const minima = () => pools.map(() => new SlotMinima(slot, this.begin));
    this.gpus = minima();
    this.nodes = byNode ? minima() : null;
    for (let pool = 0; pool < pools.length; pool++) this.settle(pool, 0);
  }

  /** Read what is free from `now` until the next change. */
  settle(index: number, now: Instant): void {
    const pool = this.pools[index]!;
    this.gpus[index]!.set(pool.free, now);
    if (this.nodes !== null) this.nodes[index]!.set(pool.emptyNodes, now);
  }

  close(now: Instant): FreeSlots[] {
    const { slot, begin, nodes } = this;
    return this.gpus.map((gpus, pool) => ({
      slot,
      begin,
      gpus: gpus.close(now),
      nodes: nodes === null ? null : nodes[pool]!.close(now),
    }));
  }
}

/** One level over the slots from `begin` on. A change costs a comparison, and the end of a slot two numbers. */
export class SlotMinima {
  private readonly slot: Duration;
  private readonly first: number[] = [];
  private readonly least: number[] = [];
  private level = 0;
  private since: Instant = 0;
  private lowest = Number.POSITIVE_INFINITY;
  /** end of the slot under way; until the first one begins, its begin */
  private slotEnd: Instant;

  constructor(slot: Duration, begin: Instant) {
    this.slot = slot;
    this.slotEnd = begin;
  }

  /** From `now` on the level is `value`; of several values at one instant the last holds. */
  set(value: number, now: Instant): void {
    if (value === this.level) return;
    if (now > this.since) this.lasted(now);
    this.level = value;
    this.since = now;
  }

  /** The slots that are over at `now`. */
  close(now: Instant): LevelSlots {
    if (now > this.since) this.lasted(now);
    this.since = now;
    const over = now === this.slotEnd ? this.first.length : this.first.length - 1;
    if (over > this.least.length) this.least.push(this.lowest);
    const slots = Math.max(0, over);
    return {
      first: Float64Array.from(this.first.slice(0, slots)),
      least: Float64Array.from(this.least.slice(0, slots)),
    };
  }

  /** The level has lasted from `since` to `until`. */
  private lasted(until: Instant): void {
    const { level } = this;
    if (level < this.lowest && this.since < this.slotEnd) this.lowest = level;
    while (until > this.slotEnd) {
      if (this.first.length > 0) this.least.push(this.lowest);
      this.first.push(level);
      this.lowest = level;
      this.slotEnd += this.slot;
    }
  }
}
