import type { Duration } from "../kernel/time.ts";

/**
 * The service times that were seen last, size by size: what a scheduler can tell of a group without being told. (Tsafrir,
 * Etsion and Feitelson 2007 take the mean of the last two jobs of a user, of whatever size.)
 */
export class RecentService {
  private readonly most: number;
  private readonly groups = new Map<number, Group>();

  /** @param most how many of each size are remembered */
  constructor(most: number) {
    this.most = most;
  }

  add(gpus: number, service: Duration): void {
    let group = this.groups.get(gpus);
    if (group === undefined) {
      group = { last: new Float64Array(this.most), seen: 0, sum: 0 };
      this.groups.set(gpus, group);
    }
    const place = group.seen++ % this.most;
    group.sum += service - group.last[place]!;
    group.last[place] = service;
  }

  /** Their mean, in whole ms; NaN until one of this size was seen. */
  mean(gpus: number): Duration {
    const group = this.groups.get(gpus);
    if (group === undefined) return Number.NaN;
    return Math.round(group.sum / Math.min(group.seen, this.most));
  }
}

interface Group {
  /** a ring; 0 where none was seen yet */
  readonly last: Float64Array;
  seen: number;
  /** of `last`: whole numbers, so that it is exact */
  sum: number;
}
