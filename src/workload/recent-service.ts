import type { Duration } from "../kernel/time.ts";

/**
 * The service times that were seen last, by group and size: what a scheduler can tell of a job without being told. (Tsafrir,
 * Etsion and Feitelson 2007 take the mean of the last two jobs of a user, of whatever size.)
 */
export class RecentService {
  private readonly most: number;
  /** by group and then by size */
  private readonly seen: Map<number, Seen>[] = [];

  /** @param most how many of each group and size are remembered */
  constructor(most: number) {
    this.most = most;
  }

  add(group: number, gpus: number, service: Duration): void {
    this.seen[group] ??= new Map();
    let seen = this.seen[group].get(gpus);
    if (seen === undefined) {
      seen = { last: new Float64Array(this.most), count: 0, sum: 0 };
      this.seen[group].set(gpus, seen);
    }
    const place = seen.count++ % this.most;
    seen.sum += service - seen.last[place]!;
    seen.last[place] = service;
  }

  /** Their mean, in whole ms; NaN until one of this group and size was seen. */
  mean(group: number, gpus: number): Duration {
    const seen = this.seen[group]?.get(gpus);
    if (seen === undefined) return Number.NaN;
    return Math.round(seen.sum / Math.min(seen.count, this.most));
  }
}

/** Service times of one group and size. */
interface Seen {
  /** a ring; 0 where none was seen yet */
  readonly last: Float64Array;
  count: number;
  /** of `last`: whole numbers, so that it is exact */
  sum: number;
}
