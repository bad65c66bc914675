// Jobs of one line and one size that wait, the least (key, sequence) first. Two stores for two kinds of order:
// a linked list for first-come-first-served, whose arrivals all go to the tail, and a binary heap for the others.

import { grown } from "../kernel/column.ts";
import { JobWhole } from "../workload/job-row.ts";
import type { JobIndex, JobTable } from "../workload/job-table.ts";
import { NO_JOB, standsBefore } from "../workload/job-table.ts";

export interface JobQueue {
  /** the first job, or −1 */
  readonly head: JobIndex;
  add(job: JobIndex): void;
  remove(job: JobIndex): void;
}

/** A doubly linked list in order. Arrivals join at the tail; a preempted job walks to its old place from the head. */
export class ListQueue implements JobQueue {
  head: JobIndex = NO_JOB;
  private tail: JobIndex = NO_JOB;
  private readonly jobs: JobTable;

  constructor(jobs: JobTable) {
    this.jobs = jobs;
  }

  add(job: JobIndex): void {
    const { jobs, tail } = this;
    if (tail === NO_JOB || standsBefore(jobs, tail, job)) this.link(job, tail, NO_JOB);
    else {
      let after = this.head;
      while (standsBefore(jobs, after, job)) after = jobs.whole[after + JobWhole.next]! as JobIndex;
      this.link(job, jobs.whole[after + JobWhole.previous]! as JobIndex, after);
    }
  }

  remove(job: JobIndex): void {
    const { whole } = this.jobs;
    const before = whole[job + JobWhole.previous]! as JobIndex;
    const after = whole[job + JobWhole.next]! as JobIndex;
    if (before === NO_JOB) this.head = after;
    else whole[before + JobWhole.next] = after;
    if (after === NO_JOB) this.tail = before;
    else whole[after + JobWhole.previous] = before;
  }

  private link(job: JobIndex, before: JobIndex, after: JobIndex): void {
    const { whole } = this.jobs;
    whole[job + JobWhole.next] = after;
    whole[job + JobWhole.previous] = before;
    if (before === NO_JOB) this.head = job;
    else whole[before + JobWhole.next] = job;
    if (after === NO_JOB) this.tail = job;
    else whole[after + JobWhole.previous] = job;
  }
}

/** A binary heap; the column `next` holds each job's place in it. */
export class HeapQueue implements JobQueue {
  private readonly jobs: JobTable;
  private heap = new Int32Array(16);
  private count = 0;

  constructor(jobs: JobTable) {
    this.jobs = jobs;
  }

  get head(): JobIndex {
    return this.count === 0 ? NO_JOB : (this.heap[0]! as JobIndex);
  }

  add(job: JobIndex): void {
    if (this.count === this.heap.length) this.heap = grown(this.heap, this.count * 2);
    this.rise(this.count++, job);
  }

  remove(job: JobIndex): void {
    const place = this.jobs.whole[job + JobWhole.next]!;
    const last = this.heap[--this.count]! as JobIndex;
    if (last === job) return;
    const parent = this.heap[(place - 1) >> 1]! as JobIndex;
    if (place > 0 && standsBefore(this.jobs, last, parent)) this.rise(place, last);
    else this.sink(place, last);
  }

  private rise(from: number, job: JobIndex): void {
    const { heap, jobs } = this;
    let place = from;
    while (place > 0) {
      const parent = heap[(place - 1) >> 1]! as JobIndex;
      if (!standsBefore(jobs, job, parent)) break;
      this.put(place, parent);
      place = (place - 1) >> 1;
    }
    this.put(place, job);
  }

  private sink(from: number, job: JobIndex): void {
    const { heap, jobs, count } = this;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= count) break;
      const right = child + 1;
      if (right < count && standsBefore(jobs, heap[right]! as JobIndex, heap[child]! as JobIndex))
        child = right;
      if (!standsBefore(jobs, heap[child]! as JobIndex, job)) break;
      this.put(place, heap[child]! as JobIndex);
      place = child;
    }
    this.put(place, job);
  }

  private put(place: number, job: JobIndex): void {
    this.heap[place] = job;
    this.jobs.whole[job + JobWhole.next] = place;
  }
}
