// GPU-time of every pool by what became of it. The levels are read off the pool after each scheduling pass; nothing is
// counted a second time beside it.

import { Holding } from "../fleet/holding.ts";
import type { Pool } from "../fleet/pool.ts";
import { Standing } from "../fleet/standing.ts";
import { assert } from "../kernel/assert.ts";
import type { Instant } from "../kernel/time.ts";
import { Integrals } from "./integrals.ts";
import type { GpuTime } from "./rows.ts";

const LEVELS = 22;
const INTERNAL = 0;
const RENTAL = 1;
const NOTICE = 2;
const HEADROOM = 3;
const FRAGMENTATION = 4;
const NO_DEMAND = 5;
const DOWN = 6;
const WAITING = 7;
const SHORTFALL = 8;
const DRAINING = 9;
const SPARE = 10;
/** and from here on the GPUs that waiting jobs ask for, by reason: quota, no GPUs, fragmented, headroom, blocked, reservation */
const REASONS = 11;
const REASON_COUNT = 6;
const TURNOVER = REASONS + REASON_COUNT;
const UNUSED = TURNOVER + 1;
const RESOLD = TURNOVER + 2;
const BOOKED = TURNOVER + 3;
const ABSENT = TURNOVER + 4;

export class PoolTime {
  private readonly pools: readonly Pool[];
  private readonly headroom: Float64Array;
  private readonly followsUse: boolean;
  private readonly bookedAhead: Float64Array | null;
  private readonly integrals: Integrals;
  /** booked since the last cut, four numbers a pool: overhead and loss of internal work, and of rental */
  private readonly booked: Float64Array;

  /**
   * @param headroom GPUs of each pool kept for internal work
   * @param followsUse whether some customers do not always use what they hold
   * @param bookedAhead GPUs of each pool that are claimed for windows still to begin, or null
   */
  constructor(
    pools: readonly Pool[],
    headroom: Float64Array,
    followsUse: boolean,
    bookedAhead: Float64Array | null,
  ) {
    this.pools = pools;
    this.followsUse = followsUse;
    this.bookedAhead = bookedAhead;
    this.headroom = headroom;
    this.integrals = new Integrals(pools.length * LEVELS);
    this.booked = new Float64Array(pools.length * 4);
    for (let pool = 0; pool < pools.length; pool++) this.settle(pool, 0);
  }

  /**
   * Read the levels that hold from `now` until the next change. Idle GPUs have one cause each, in this order: `notice`
   * (claimed by a preemptor), `turnover` (see settleTurnover), `headroom` (kept free on purpose, as far as preemptible rental does not fill it),
   * `fragmentation` (waiting jobs ask for them but cannot use them: too few, in pieces, or behind a blocked head of line),
   * and `no demand`.
   */
  settle(index: number, now: Instant): void {
    const { integrals } = this;
    const pool = this.pools[index]!;
    const at = index * LEVELS;
    const { held } = pool;
    const preemptible = held[Holding.preemptible]!;
    const headroom = Math.min(pool.free, Math.max(0, this.headroom[index]! - preemptible));
    const fragmented = Math.min(pool.free - headroom, pool.waiting);
    integrals.set(at + INTERNAL, held[Holding.internal]!, now);
    integrals.set(at + RENTAL, held[Holding.firm]! + preemptible, now);
    if (this.followsUse) this.settleUse(pool, at, now);
    const booked = this.bookedAhead === null ? 0 : this.bookedAhead[index]!;
    const claimed = held[Holding.claimed]! + held[Holding.claimedForRental]! - booked;
    integrals.set(at + BOOKED, booked, now);
    if (pool.tenancy === null) integrals.set(at + NOTICE, claimed, now);
    else this.settleTurnover(pool, claimed, at, now);
    integrals.set(at + HEADROOM, headroom, now);
    integrals.set(at + FRAGMENTATION, fragmented, now);
    integrals.set(at + NO_DEMAND, pool.free - headroom - fragmented, now);
    integrals.set(at + WAITING, pool.waiting, now);
    if (!pool.standingChanged) return;
    pool.standingChanged = false;
    integrals.set(at + DOWN, pool.down, now);
    integrals.set(at + DRAINING, pool.withdrawn[Standing.draining]!, now);
    integrals.set(at + SPARE, pool.withdrawn[Standing.spare]!, now);
    integrals.set(at + ABSENT, pool.withdrawn[Standing.absent]!, now);
  }

  /**
   * Where the sides never share a node, `turnover` is what is wiped, and what claims hold elsewhere until it has been;
   * `notice` is what is free on nodes that the last job has not left yet.
   */
  private settleTurnover({ withdrawn }: Pool, claimed: number, at: number, now: Instant): void {
    this.integrals.set(at + NOTICE, withdrawn[Standing.vacating]!, now);
    this.integrals.set(at + TURNOVER, withdrawn[Standing.turning]! + claimed, now);
  }

  /** What customers hold and do not use is idle as `unused`, or is resold. */
  private settleUse(pool: Pool, at: number, now: Instant): void {
    this.integrals.set(at + UNUSED, pool.held[Holding.unused]!, now);
    if (pool.offers !== null) this.integrals.set(at + RESOLD, pool.offers.resold, now);
  }

  /** Services whose first pool this is want so many GPUs and do not have them, from `now` until the next change. */
  settleShortfall(index: number, gpus: number, now: Instant): void {
    this.integrals.set(index * LEVELS + SHORTFALL, gpus, now);
  }

  /** Read why jobs wait: GPUs by pool and reason, which hold from `now` until the next change. */
  settleWaiting(gpus: Float64Array, now: Instant): void {
    for (let pool = 0; pool < this.pools.length; pool++) {
      for (let reason = 0; reason < REASON_COUNT; reason++) {
        const level = pool * LEVELS + REASONS + reason;
        this.integrals.set(level, gpus[pool * REASON_COUNT + reason]!, now);
      }
    }
  }

  /** Of what was allocated in a pool, so many GPU-ms were overhead, and so many are lost. */
  book(index: number, internal: boolean, overhead: number, lost: number): void {
    const at = index * 4 + (internal ? 0 : 2);
    this.booked[at]! += overhead;
    this.booked[at + 1]! += lost;
  }

  /** The GPU-time of a pool since `from`, the last cut; the identities are checked exactly. */
  cut(index: number, from: Instant, now: Instant): GpuTime {
    const { integrals } = this;
    const pool = this.pools[index]!;
    const take = (level: number) => integrals.cut(index * LEVELS + level, now);
    const time: GpuTime = {
      installed: pool.places * (now - from) - take(ABSENT),
      down: take(DOWN),
      draining: take(DRAINING),
      spare: take(SPARE),
      available: 0,
      allocatedInternal: take(INTERNAL),
      allocatedRental: take(RENTAL),
      overheadInternal: this.booked[index * 4]!,
      lostInternal: this.booked[index * 4 + 1]!,
      overheadRental: this.booked[index * 4 + 2]!,
      lostRental: this.booked[index * 4 + 3]!,
      idle: 0,
      idleHeadroom: take(HEADROOM),
      idleFragmentation: take(FRAGMENTATION),
      idleNotice: take(NOTICE),
      idleTurnover: take(TURNOVER),
      idleBooked: take(BOOKED),
      idleUnused: take(UNUSED),
      idleNoDemand: take(NO_DEMAND),
      resold: take(RESOLD),
      waiting: take(WAITING),
      shortfall: take(SHORTFALL),
      waitingQuota: take(REASONS),
      waitingNoGpus: take(REASONS + 1),
      waitingFragmented: take(REASONS + 2),
      waitingHeadroom: take(REASONS + 3),
      waitingBlocked: take(REASONS + 4),
      waitingReservation: take(REASONS + 5),
    };
    const held = pool.held.reduce((sum, gpus) => sum + gpus, 0);
    const withdrawn = pool.withdrawn.reduce((sum, gpus) => sum + gpus, 0);
    assert(
      pool.free + held + withdrawn === pool.places && pool.free >= 0,
      `the GPUs of pool ${pool.name} do not add up`,
    );
    this.booked.fill(0, index * 4, index * 4 + 4);
    time.available = time.installed - time.down - time.draining - time.spare;
    time.idle =
      time.idleHeadroom +
      time.idleFragmentation +
      time.idleNotice +
      time.idleTurnover +
      time.idleBooked +
      time.idleUnused +
      time.idleNoDemand;
    assert(
      time.allocatedInternal + time.allocatedRental + time.idle === time.available,
      `GPU-time of pool ${pool.name} does not balance from ${from} to ${now} ms`,
    );
    assert(
      waitingByReasons(time) === time.waiting,
      `the reasons of waiting in pool ${pool.name} do not add up from ${from} to ${now} ms`,
    );
    return time;
  }
}

/** What waiting jobs ask for, summed over the reasons. */
function waitingByReasons(time: GpuTime): number {
  const { waitingQuota, waitingNoGpus, waitingFragmented, waitingHeadroom } = time;
  const unable = waitingQuota + waitingNoGpus + waitingFragmented + waitingHeadroom;
  return unable + time.waitingReservation + time.waitingBlocked;
}
