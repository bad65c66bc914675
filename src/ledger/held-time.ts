// GPU-time by who held it: sources and services, pool by pool. What is held is integrated; overhead and loss are booked
// when an attempt ends.

import type { Instant } from "../kernel/time.ts";
import { Integrals } from "./integrals.ts";
import type { HeldTime, PoolUse } from "./rows.ts";

export class HeldBook {
  private readonly pools: number;
  private readonly allocated: Integrals;
  private readonly unused: Integrals;
  private readonly checkpoint: Float64Array;
  private readonly restart: Float64Array;
  private readonly lost: Float64Array;
  private readonly totals: HeldTotal[];
  /** integrals of GPUs held × price of electricity, GPU-ms × $/kWh */
  private readonly tariffed: Float64Array;

  constructor(holders: number, pools: number) {
    this.pools = pools;
    this.allocated = new Integrals(holders * pools);
    this.unused = new Integrals(holders * pools);
    this.checkpoint = new Float64Array(holders * pools);
    this.restart = new Float64Array(holders * pools);
    this.lost = new Float64Array(holders * pools);
    this.totals = Array.from({ length: holders * pools }, () => new HeldTotal());
    this.tariffed = new Float64Array(holders * pools);
  }

  /** A holder has so many GPUs of a pool more (or fewer) from `now` on. */
  hold(holder: number, pool: number, gpus: number, now: Instant): void {
    this.allocated.add(holder * this.pools + pool, gpus, now);
  }

  /** Of what a holder has of a pool, so many GPUs more (or fewer) are not used from `now` on. */
  leaveUnused(holder: number, pool: number, gpus: number, now: Instant): void {
    this.unused.add(holder * this.pools + pool, gpus, now);
  }

  /** Of what a holder has held, so many GPU-ms were not useful. */
  book(holder: number, pool: number, checkpoint: number, restart: number, lost: number): void {
    const at = holder * this.pools + pool;
    this.checkpoint[at]! += checkpoint;
    this.restart[at]! += restart;
    this.lost[at]! += lost;
  }

  /** GPU-time of a holder in a pool since the last cut. */
  cut(holder: number, pool: number, now: Instant): HeldTime {
    const at = holder * this.pools + pool;
    const time = {
      allocated: this.allocated.cut(at, now),
      unused: this.unused.cut(at, now),
      checkpoint: this.checkpoint[at]!,
      restart: this.restart[at]!,
      lost: this.lost[at]!,
    };
    this.checkpoint[at] = 0;
    this.restart[at] = 0;
    this.lost[at] = 0;
    return time;
  }

  /**
   * Add a step's time to the totals of the run.
   * @param tariff mean price of electricity over the step, $/kWh; 0 where it does not move
   */
  addToTotal(holder: number, pool: number, time: HeldTime, tariff: number): void {
    const at = holder * this.pools + pool;
    this.totals[at]!.add(time);
    this.tariffed[at]! += time.allocated * tariff;
  }

  /** What a holder has had of all pools. */
  total(holder: number): HeldTime {
    const sum = new HeldTotal();
    for (const total of this.ofPools(holder)) sum.join(total);
    return sum.value;
  }

  /** What a holder has had of each pool. */
  byPool(holder: number): PoolUse[] {
    return this.ofPools(holder).map((total, pool) => ({
      allocated: total.value.allocated,
      tariffed: this.tariffed[holder * this.pools + pool]!,
    }));
  }

  private ofPools(holder: number): HeldTotal[] {
    return this.totals.slice(holder * this.pools, (holder + 1) * this.pools);
  }
}

/** Exact sums over a run. */
class HeldTotal {
  private allocated = 0n;
  private unused = 0n;
  private checkpoint = 0n;
  private restart = 0n;
  private lost = 0n;

  add(time: HeldTime): void {
    this.allocated += BigInt(time.allocated);
    this.unused += BigInt(time.unused);
    this.checkpoint += BigInt(time.checkpoint);
    this.restart += BigInt(time.restart);
    this.lost += BigInt(time.lost);
  }

  join(other: HeldTotal): void {
    this.allocated += other.allocated;
    this.unused += other.unused;
    this.checkpoint += other.checkpoint;
    this.restart += other.restart;
    this.lost += other.lost;
  }

  get value(): HeldTime {
    return {
      allocated: Number(this.allocated),
      unused: Number(this.unused),
      checkpoint: Number(this.checkpoint),
      restart: Number(this.restart),
      lost: Number(this.lost),
    };
  }
}
