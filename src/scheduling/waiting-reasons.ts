// Why jobs wait, as it stands at the end of a pass. All jobs of one line and one size wait for the same reason, and the
// reasons follow one another as sizes grow, so that sums over ranges of sizes tell all; no queue is walked.
//
//   sizes   1 … promised │ … start │ … room │ … some │ … quota │ …
//          reservation │ blocked │ headroom │ fragmented │ no GPUs │ quota

import type { PoolView } from "../fleet/pool-view.ts";
import type { LineView, View } from "./contract.ts";
import type { Pass } from "./pass.ts";
import { reclaimable, reclaimLimit } from "./placement/room.ts";
import { quotaLimit, waitsWithinQuota } from "./quota.ts";

/** What keeps a job from starting, the first that applies. */
export enum WaitingReason {
  /** its group has had its quota */
  quota = 0,
  /** none of its pools has so many GPUs that are free or could be taken */
  noGpus = 1,
  /** one of them has, but not where a job can use them together */
  fragmented = 2,
  /** it would leave too few for internal work */
  headroom = 3,
  /** nothing but its place behind a job that waits */
  blocked = 4,
  /** it would start at once, but for GPUs that a backfill has promised to another; this applies before `blocked` */
  reservation = 5,
}
const WAITING_REASONS = 6;

export class WaitingReasons {
  /** GPUs that waiting jobs ask for, by the first of their pools and by reason */
  readonly gpus: Float64Array;
  private readonly view: View;
  private readonly pass: Pass;
  private readonly blocks: boolean;
  private readonly hasQuotas: boolean;

  constructor(view: View, pass: Pass, blocks: boolean, hasQuotas: boolean) {
    this.view = view;
    this.pass = pass;
    this.blocks = blocks;
    this.hasQuotas = hasQuotas;
    this.gpus = new Float64Array(view.pools.length * WAITING_REASONS);
  }

  /** Count afresh. */
  count(): void {
    const { view, gpus, hasQuotas } = this;
    for (let at = 0; at < gpus.length; at++) gpus[at] = 0;
    const borrowing = hasQuotas && !waitsWithinQuota(view, this.blocks);
    const { levels } = view;
    for (let level = 0; level < levels.length; level++) {
      const { lines } = levels[level]!;
      for (let place = 0; place < lines.length; place++) {
        const line = lines[place]!;
        if (line.count > 0) this.countLine(line, hasQuotas ? quotaLimit(line, borrowing) : Infinity);
      }
    }
  }

  private countLine(line: LineView, quota: number): void {
    const { gpus } = this;
    const { pools } = line;
    const at = pools[0]! * WAITING_REASONS;
    let room = 0;
    let some = 0;
    for (let place = 0; place < pools.length; place++) {
      const pool: PoolView = this.view.pools[pools[place]!]!;
      room = Math.max(room, reclaimLimit(line, pool));
      some = Math.max(some, reclaimable(line, pool));
    }
    const all = line.gpusUpTo(Infinity);
    const within = quota === Infinity ? all : line.gpusUpTo(quota);
    const enough = line.gpusUpTo(Math.min(quota, some));
    const fitting = line.gpusUpTo(Math.min(quota, room));
    // Without a headroom what fits can start.
    const start =
      line.headroom === null ? fitting : line.gpusUpTo(Math.min(quota, this.pass.startLimit(line)));
    const promised = this.pass.promisedLimit(line);
    const kept = promised === 0 ? 0 : line.gpusUpTo(Math.min(quota, promised));
    gpus[at + WaitingReason.reservation]! += kept;
    gpus[at + WaitingReason.blocked]! += start - kept;
    gpus[at + WaitingReason.headroom]! += fitting - start;
    gpus[at + WaitingReason.fragmented]! += enough - fitting;
    gpus[at + WaitingReason.noGpus]! += within - enough;
    gpus[at + WaitingReason.quota]! += all - within;
  }
}
