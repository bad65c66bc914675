// All jobs alive, as a struct of typed arrays whose rows lie side by side in memory (see kernel/rows.ts). A row is reused
// as soon as its job has left (last in, first out), so memory follows the number of jobs alive, not the number simulated.

import { assert } from "../kernel/assert.ts";
import { realColumn, realRows, wholeColumn, wholeRows } from "../kernel/rows.ts";

declare const entity: unique symbol;
/** A row of the job table. A plain number does not fit a job column: the compiler tells rows from counts. */
export type JobIndex = number & { readonly [entity]: "job" };
/** A column of the job table: any typed array. */
interface JobColumn {
  [job: JobIndex]: number;
  readonly length: number;
}

export const NO_JOB = -1 as JobIndex;

/** What a job is doing. */
export const JobState = {
  free: 0,
  waiting: 1,
  /** holds claimed GPUs and waits for the last victim to leave */
  claiming: 2,
  running: 3,
  /** running, its notice given */
  noticed: 4,
  /** stands for a service: never queued */
  service: 5,
  /** claims GPUs for one replica of a service, until the last victim has left */
  replica: 6,
} as const;

/** Numbers of a row in each of the two buffers: a row of doubles is two cache lines, one of whole numbers is one. */
const STRIDE = 16;

export class JobTable {
  /** rows in use */
  alive = 0;

  // Doubles, those of every event first.
  /** work still to do, ms, when the present attempt began */
  remaining!: JobColumn;
  /** start of the present run: since then it has held its GPUs */
  start!: JobColumn;
  /** start of the present attempt: the run's, or that after the last failure in it */
  attempt!: JobColumn;
  /** time at the beginning of the attempt that is no work: downtime and restart, ms */
  overhead!: JobColumn;
  /** GPU work on its GPUs, ms */
  service!: JobColumn;
  /** instant, ms */
  arrival!: JobColumn;
  /** instant at which its patience ends, or Infinity */
  deadline!: JobColumn;
  /** place in the order of all arrivals; it decides ties and a victim's place when it returns */
  sequence!: JobColumn;
  /** key of its order: the least goes first */
  key!: JobColumn;
  /** NaN until the job first starts */
  firstStart!: JobColumn;
  /** number within its source, from 0; a trace's row */
  number!: JobColumn;
  /** what the scheduler is told of the service, ms */
  estimate!: JobColumn;
  /** instant at which a checkpoint on notice was begun, or NaN */
  noticeCheckpoint!: JobColumn;
  /** 1 when its service ends at its estimate because it is killed there */
  killedAtEstimate!: JobColumn;
  /** of a claiming job: victims still to leave */
  victimsLeft!: JobColumn;
  /** of a claiming job: GPUs still to come */
  wanted!: JobColumn;

  // Whole numbers.
  /** index of its source, or of its service */
  source!: JobColumn;
  gpus!: JobColumn;
  state!: JobColumn;
  /** pool of its GPUs, or −1 */
  pool!: JobColumn;
  /** first segment of its placement, or −1 */
  segment!: JobColumn;
  /** the event that comes next to it: the end of its patience, its run or its notice; −1 for none */
  event!: JobColumn;
  /** tier among the victims, or −1: safe now */
  tier!: JobColumn;
  /** links of the list it stands in: waiting by order, or running by start */
  next!: JobColumn;
  previous!: JobColumn;
  line!: JobColumn;
  /** attempts begun so far: every one but the first pays the restart */
  attempts!: JobColumn;
  preemptions!: JobColumn;
  /** the event that ends the protection of its run, or −1 */
  protection!: JobColumn;
  /** of a noticed job: for whom it must leave */
  claimant!: JobColumn;

  private real: Float64Array | null = null;
  private whole: Int32Array | null = null;
  private capacity = 0;
  private used = 0;
  private freeHead: number = NO_JOB;

  constructor() {
    this.lay(64);
  }

  /** A fresh row; every column must be set by the caller. */
  take(): JobIndex {
    this.alive++;
    if (this.freeHead !== NO_JOB) {
      const row = this.freeHead as JobIndex;
      this.freeHead = this.next[row]!;
      return row;
    }
    if (this.used === this.capacity) this.lay(2 * this.capacity);
    const row = (this.used++ * STRIDE) as JobIndex;
    this.segment[row] = -1;
    return row;
  }

  /** Give a row back. */
  free(job: JobIndex): void {
    assert(this.state[job] !== JobState.free, `job row ${job} was freed twice`);
    this.state[job] = JobState.free;
    this.next[job] = this.freeHead;
    this.freeHead = job;
    this.alive--;
  }

  /** Every row in use, in the order of rows. For the cold paths: the end of a run, checks. */
  *rows(): Generator<JobIndex> {
    for (let row = 0; row < this.used; row++) {
      const job = (row * STRIDE) as JobIndex;
      if (this.state[job] !== JobState.free) yield job;
    }
  }

  /** Room for so many rows. */
  private lay(capacity: number): void {
    const real = realRows(capacity, STRIDE, this.real);
    const whole = wholeRows(capacity, STRIDE, this.whole);
    this.real = real;
    this.whole = whole;
    this.capacity = capacity;
    this.remaining = realColumn(real, 0);
    this.start = realColumn(real, 1);
    this.attempt = realColumn(real, 2);
    this.overhead = realColumn(real, 3);
    this.service = realColumn(real, 4);
    this.arrival = realColumn(real, 5);
    this.sequence = realColumn(real, 6);
    this.key = realColumn(real, 7);
    this.firstStart = realColumn(real, 8);
    this.number = realColumn(real, 9);
    this.estimate = realColumn(real, 10);
    this.noticeCheckpoint = realColumn(real, 11);
    this.killedAtEstimate = realColumn(real, 12);
    this.victimsLeft = realColumn(real, 13);
    this.wanted = realColumn(real, 14);
    this.deadline = realColumn(real, 15);
    this.source = wholeColumn(whole, 0);
    this.gpus = wholeColumn(whole, 1);
    this.state = wholeColumn(whole, 2);
    this.pool = wholeColumn(whole, 3);
    this.segment = wholeColumn(whole, 4);
    this.event = wholeColumn(whole, 5);
    this.tier = wholeColumn(whole, 6);
    this.next = wholeColumn(whole, 7);
    this.previous = wholeColumn(whole, 8);
    this.line = wholeColumn(whole, 9);
    this.attempts = wholeColumn(whole, 10);
    this.preemptions = wholeColumn(whole, 11);
    this.protection = wholeColumn(whole, 12);
    this.claimant = wholeColumn(whole, 13);
  }
}

/** Whether `job` stands before `other`. */
export function standsBefore(jobs: JobTable, job: JobIndex, other: JobIndex): boolean {
  const key = jobs.key[job]!;
  const otherKey = jobs.key[other]!;
  return key < otherKey || (key === otherKey && jobs.sequence[job]! < jobs.sequence[other]!);
}
