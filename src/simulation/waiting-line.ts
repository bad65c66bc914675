// The jobs of one source and one priority that wait, indexed by size:
//
//   sizes     1     2     4     8    …      one queue a size, its first job at the head
//   leaves   head  head  head  head
//             \    /      \    /            a tournament over the heads: each inner place
//            winner      winner             holds the job that stands first below it
//                 \      /
//                  first
//
// "The first job in order of at most L GPUs" is then a prefix of the leaves: O(log sizes), however many jobs wait.

import type { LineView } from "../scheduling/contract.ts";
import type { JobIndex, JobTable } from "../workload/job-table.ts";
import { NO_JOB, standsBefore } from "../workload/job-table.ts";
import type { SourcePlan } from "../workload/plan.ts";
import type { JobQueue } from "./job-queue.ts";
import { HeapQueue, ListQueue } from "./job-queue.ts";

/** What all jobs of a line have in common. */
interface LineTraits {
  readonly source: number;
  readonly plan: SourcePlan;
  readonly priority: number;
  readonly reach: number;
  readonly tier: number;
  readonly headroom: Float64Array | null;
  /** the order is that of arrival */
  readonly byArrival: boolean;
}

export class WaitingLine implements LineView {
  readonly source: number;
  readonly plan: SourcePlan;
  readonly priority: number;
  readonly pools: readonly number[];
  readonly reach: number;
  /** tier of its runs among the victims, or −1 */
  readonly tier: number;
  readonly headroom: Float64Array | null;
  count = 0;

  private readonly jobs: JobTable;
  private readonly byArrival: boolean;
  /** GPU counts in ascending order, each with its queue */
  private sizes: number[] = [];
  private queues: JobQueue[] = [];
  /** place of each GPU count in `sizes` */
  private placeOf = new Map<number, number>();
  /** winners; the leaves begin at `width`, the root is 1 */
  private winners = new Int32Array(2).fill(NO_JOB);
  private width = 1;

  constructor(traits: LineTraits, jobs: JobTable) {
    this.source = traits.source;
    this.plan = traits.plan;
    this.priority = traits.priority;
    this.pools = traits.plan.pools;
    this.reach = traits.reach;
    this.tier = traits.tier;
    this.headroom = traits.headroom;
    this.byArrival = traits.byArrival;
    this.jobs = jobs;
  }

  add(job: JobIndex): void {
    const place = this.placeFor(this.jobs.gpus[job]!);
    const queue = this.queues[place]!;
    const headBefore = queue.head;
    queue.add(job);
    this.count++;
    if (queue.head !== headBefore) this.replay(place);
  }

  remove(job: JobIndex): void {
    const place = this.placeOf.get(this.jobs.gpus[job]!)!;
    const queue = this.queues[place]!;
    const wasHead = queue.head === job;
    queue.remove(job);
    this.count--;
    if (wasHead) this.replay(place);
  }

  first(limit: number): JobIndex {
    const { sizes, winners, width } = this;
    if (this.count === 0) return NO_JOB;
    if (sizes[sizes.length - 1]! <= limit) return winners[1]! as JobIndex;
    let best = NO_JOB;
    let left = width;
    let right = width + this.sizesUpTo(limit);
    for (; left < right; left >>= 1, right >>= 1) {
      if ((left & 1) === 1) best = this.earlier(best, winners[left++]! as JobIndex);
      if ((right & 1) === 1) best = this.earlier(best, winners[--right]! as JobIndex);
    }
    return best;
  }

  /** How many of the sizes are at most `limit`. */
  private sizesUpTo(limit: number): number {
    const { sizes } = this;
    let low = 0;
    let high = sizes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sizes[middle]! <= limit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private earlier(a: JobIndex, b: JobIndex): JobIndex {
    if (a === NO_JOB) return b;
    return b === NO_JOB || standsBefore(this.jobs, a, b) ? a : b;
  }

  /** The head of a queue has changed: play its matches again. */
  private replay(place: number): void {
    const { winners } = this;
    let node = this.width + place;
    winners[node] = this.queues[place]!.head;
    for (node >>= 1; node >= 1; node >>= 1) {
      winners[node] = this.earlier(winners[2 * node]! as JobIndex, winners[2 * node + 1]! as JobIndex);
    }
  }

  private placeFor(gpus: number): number {
    return this.placeOf.get(gpus) ?? this.addSize(gpus);
  }

  /** A size seen for the first time: lay the tournament anew. */
  private addSize(gpus: number): number {
    const place = this.sizesUpTo(gpus);
    this.sizes.splice(place, 0, gpus);
    this.queues.splice(place, 0, this.byArrival ? new ListQueue(this.jobs) : new HeapQueue(this.jobs));
    this.placeOf = new Map(this.sizes.map((size, index) => [size, index]));
    while (this.width < this.sizes.length) this.width *= 2;
    this.winners = new Int32Array(2 * this.width).fill(NO_JOB);
    for (let index = 0; index < this.sizes.length; index++) this.replay(index);
    return place;
  }
}
