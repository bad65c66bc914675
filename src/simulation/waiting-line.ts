// The jobs of one source and one priority that wait, and of one group where groups matter, indexed by size:
//
//   sizes     1     2     4     8    …      one queue a size, its first job at the head
//   leaves   head  head  head  head
//             \    /      \    /            a tournament over the heads: each inner place
//            winner      winner             holds the job that stands first below it
//                 \      /
//                  first
//
// "The first job in order of at most L GPUs" is then a prefix of the leaves: O(log sizes), however many jobs wait.

import type { Image } from "../fleet/tenancy.ts";
import { PlaceIndex } from "../kernel/place-index.ts";
import type { TreeMembers } from "../kernel/sum-tree.ts";
import type { Duration } from "../kernel/time.ts";
import type { LineView } from "../scheduling/contract.ts";
import { JobWhole } from "../workload/job-row.ts";
import type { JobIndex, JobTable } from "../workload/job-table.ts";
import { NO_JOB, standsBefore } from "../workload/job-table.ts";
import { type SourcePlan, type Topology, waitingPlaces } from "../workload/plan.ts";
import type { GroupQuota } from "./group-quota.ts";
import { HeapQueue, type JobQueue, ListQueue } from "./job-queue.ts";
import { TreeQueue } from "./tree-queue.ts";

/** What all jobs of a line have in common. */
interface LineTraits {
  readonly source: number;
  readonly plan: SourcePlan;
  readonly priority: number;
  readonly group: number;
  readonly image: Image;
  readonly reach: number;
  readonly tier: number;
  readonly headroom: Float64Array | null;
  readonly quota: GroupQuota | null;
  /** the order is that of arrival */
  readonly byArrival: boolean;
}

export class WaitingLine implements LineView {
  readonly source: number;
  readonly plan: SourcePlan;
  readonly priority: number;
  readonly group: number;
  readonly pools: readonly number[];
  readonly reach: number;
  /** tier of its runs among the victims, or −1 */
  readonly tier: number;
  readonly headroom: Float64Array | null;
  readonly topology: Topology;
  readonly image: Image;
  /** the pool that its jobs are counted to while they wait */
  readonly firstPool: number;
  /** whether its jobs have patience, or so many waiting places */
  readonly limited: boolean;
  readonly waits: boolean;
  rank = 0;
  count = 0;
  /** of its group, or null */
  readonly quota: GroupQuota | null;

  private readonly jobs: JobTable;
  private readonly byArrival: boolean;
  /** where the queues hang their trees, if a backfill asks them for lengths and places */
  private readonly members: TreeMembers | null;
  /** the queues in the order in which their sizes came; a job's column `queue` is the place of its own */
  private readonly queues: JobQueue[] = [];
  private readonly queueOf = new PlaceIndex();
  /** GPU counts in ascending order, and the leaf of each queue in that order */
  private sizes: number[] = [];
  /** the queues in that order */
  private queuesBySize: JobQueue[] = [];
  private leaves = new Int32Array(0);
  /** winners; the leaves begin at `width`, the root is 1 */
  private winners = new Int32Array(2).fill(NO_JOB);
  private width = 1;
  /** GPUs asked for: by each queue, and summed up as the winners are */
  private readonly asked: number[] = [];
  private sums = new Float64Array(2);

  constructor(traits: LineTraits, jobs: JobTable, members: TreeMembers | null = null) {
    this.source = traits.source;
    this.plan = traits.plan;
    this.priority = traits.priority;
    this.group = traits.group;
    this.pools = traits.plan.pools;
    this.firstPool = traits.plan.pools[0]!;
    this.limited = traits.plan.patience !== null || waitingPlaces(traits.plan) < Infinity;
    this.waits = waitingPlaces(traits.plan) > 0;
    this.reach = traits.reach;
    this.tier = traits.tier;
    this.headroom = traits.headroom;
    this.quota = traits.quota;
    this.topology = traits.plan.topology;
    this.image = traits.image;
    this.byArrival = traits.byArrival;
    this.jobs = jobs;
    this.members = members;
  }

  add(job: JobIndex): void {
    const gpus = this.jobs.whole[job + JobWhole.gpus]!;
    let place = this.queueOf.of(gpus);
    if (place === -1) place = this.addSize(gpus);
    this.jobs.whole[job + JobWhole.queue] = place;
    const queue = this.queues[place]!;
    queue.add(job);
    this.count++;
    this.ask(place, gpus);
    if (queue.head === job) this.replay(place, job);
  }

  remove(job: JobIndex): void {
    const place = this.jobs.whole[job + JobWhole.queue]!;
    const queue = this.queues[place]!;
    const wasHead = queue.head === job;
    queue.remove(job);
    this.count--;
    this.ask(place, -this.jobs.whole[job + JobWhole.gpus]!);
    if (wasHead) this.replay(place, queue.head);
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

  sizeAt(place: number): number {
    return this.sizes[place]!;
  }

  firstOfSize(place: number): JobIndex {
    return this.queuesBySize[place]!.head;
  }

  firstShort(place: number, length: Duration): JobIndex {
    return (this.queuesBySize[place] as TreeQueue).firstShort(length);
  }

  countBefore(job: JobIndex): number {
    let count = 0;
    for (const queue of this.queues) count += (queue as TreeQueue).countBefore(job);
    return count;
  }

  get quotaRoom(): number {
    return this.quota === null ? Infinity : this.quota.gpus - this.quota.inUse;
  }

  get borrows(): boolean {
    return this.quota?.borrows ?? false;
  }

  gpusUpTo(limit: number): number {
    const { sums, sizes, width } = this;
    if (this.count === 0 || limit < sizes[0]!) return 0;
    if (sizes[sizes.length - 1]! <= limit) return sums[1]!;
    let gpus = 0;
    let left = width;
    let right = width + this.sizesUpTo(limit);
    for (; left < right; left >>= 1, right >>= 1) {
      if ((left & 1) === 1) gpus += sums[left++]!;
      if ((right & 1) === 1) gpus += sums[--right]!;
    }
    return gpus;
  }

  /** The jobs of a queue ask for so many GPUs more, or fewer. */
  private ask(place: number, gpus: number): void {
    const { sums } = this;
    this.asked[place]! += gpus;
    for (let node = this.width + this.leaves[place]!; node > 0; node >>= 1) sums[node]! += gpus;
  }

  /** How many of the sizes are at most `limit`. */
  sizesUpTo(limit: number): number {
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

  /** A queue has another head: play its matches again. */
  private replay(place: number, head: JobIndex): void {
    const { winners } = this;
    let node = this.width + this.leaves[place]!;
    let winner = head;
    winners[node] = winner;
    for (; node > 1; node >>= 1) {
      winner = this.earlier(winner, winners[node ^ 1]! as JobIndex);
      winners[node >> 1] = winner;
    }
  }

  /** A size seen for the first time: lay the tournament anew. */
  private addSize(gpus: number): number {
    this.queues.push(this.newQueue());
    const place = this.queueOf.add(gpus);
    this.asked.push(0);
    this.sizes.splice(this.sizesUpTo(gpus), 0, gpus);
    this.leaves = new Int32Array(this.sizes.length);
    this.sizes.forEach((size, leaf) => {
      this.leaves[this.queueOf.of(size)] = leaf;
    });
    this.queuesBySize = this.sizes.map((size) => this.queues[this.queueOf.of(size)]!);
    while (this.width < this.sizes.length) this.width *= 2;
    this.winners = new Int32Array(2 * this.width).fill(NO_JOB);
    this.sums = new Float64Array(2 * this.width);
    this.queues.forEach((queue, each) => {
      this.replay(each, queue.head);
      const asked = this.asked[each]!;
      this.asked[each] = 0;
      this.ask(each, asked);
    });
    return place;
  }

  private newQueue(): JobQueue {
    if (this.members !== null) return new TreeQueue(this.jobs, this.members);
    return this.byArrival ? new ListQueue(this.jobs) : new HeapQueue(this.jobs);
  }
}
