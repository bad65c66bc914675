// All jobs alive, as a struct of typed arrays whose rows lie side by side in memory (see kernel/rows.ts). A row is reused
// as soon as its job has left (last in, first out), so memory follows the number of jobs alive, not the number simulated.

import { fault } from "../kernel/assert.ts";
import { realColumn, realRows, wholeColumn, wholeRows } from "../kernel/rows.ts";
import { JOB_STRIDE, type JobIndex, JobReal, JobState, JobWhole, NO_JOB } from "./job-row.ts";

export { type JobIndex, JobState, NO_JOB } from "./job-row.ts";

/** A column of the job table: any typed array. */
interface JobColumn {
  [job: JobIndex]: number;
  readonly length: number;
}

export class JobTable {
  /** rows in use */
  alive = 0;

  /** All rows, in two buffers: what is done at every event reads `real[job + JobReal.arrival]`, … */
  real!: Float64Array;
  whole!: Int32Array;

  // … and everything else the same numbers as columns: `arrival[job]`. First the doubles.
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
  patienceEnd!: JobColumn;
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
  /** instant by which it should have ended, or Infinity */
  deadline!: JobColumn;
  /** of a claiming job: victims still to leave, or nodes still to be turned over */
  awaited!: JobColumn;
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
  /** place of its queue in its line */
  queue!: JobColumn;
  /** 1 when its service ends at its estimate because it is killed there */
  killedAtEstimate!: JobColumn;
  /** attempts begun so far: every one but the first pays the restart */
  attempts!: JobColumn;
  preemptions!: JobColumn;
  /** the event that comes next to its run by its age: the end of its protection, that of its life; −1 for none */
  ageEvent!: JobColumn;
  /** of a noticed job: for whom it must leave */
  claimant!: JobColumn;

  private used = 0;
  private capacity = 0;
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
    const row = (this.used++ * JOB_STRIDE) as JobIndex;
    this.segment[row] = -1;
    return row;
  }

  /** Give a row back. */
  free(job: JobIndex): void {
    if (this.state[job] === JobState.free) fault(`job row ${job} was freed twice`);
    this.state[job] = JobState.free;
    this.next[job] = this.freeHead;
    this.freeHead = job;
    this.alive--;
  }

  /** Every row in use, in the order of rows. For the cold paths: the end of a run, checks. */
  *rows(): Generator<JobIndex> {
    for (let row = 0; row < this.used; row++) {
      const job = (row * JOB_STRIDE) as JobIndex;
      if (this.state[job] !== JobState.free) yield job;
    }
  }

  /** Room for so many rows. */
  private lay(capacity: number): void {
    const real = realRows(capacity, JOB_STRIDE, this.real ?? null);
    const whole = wholeRows(capacity, JOB_STRIDE, this.whole ?? null);
    this.real = real;
    this.whole = whole;
    this.capacity = capacity;
    this.remaining = realColumn(real, JobReal.remaining);
    this.start = realColumn(real, JobReal.start);
    this.attempt = realColumn(real, JobReal.attempt);
    this.overhead = realColumn(real, JobReal.overhead);
    this.service = realColumn(real, JobReal.service);
    this.arrival = realColumn(real, JobReal.arrival);
    this.sequence = realColumn(real, JobReal.sequence);
    this.key = realColumn(real, JobReal.key);
    this.firstStart = realColumn(real, JobReal.firstStart);
    this.number = realColumn(real, JobReal.number);
    this.estimate = realColumn(real, JobReal.estimate);
    this.noticeCheckpoint = realColumn(real, JobReal.noticeCheckpoint);
    this.deadline = realColumn(real, JobReal.deadline);
    this.awaited = realColumn(real, JobReal.awaited);
    this.wanted = realColumn(real, JobReal.wanted);
    this.patienceEnd = realColumn(real, JobReal.patienceEnd);
    this.source = wholeColumn(whole, JobWhole.source);
    this.gpus = wholeColumn(whole, JobWhole.gpus);
    this.state = wholeColumn(whole, JobWhole.state);
    this.pool = wholeColumn(whole, JobWhole.pool);
    this.segment = wholeColumn(whole, JobWhole.segment);
    this.event = wholeColumn(whole, JobWhole.event);
    this.tier = wholeColumn(whole, JobWhole.tier);
    this.next = wholeColumn(whole, JobWhole.next);
    this.previous = wholeColumn(whole, JobWhole.previous);
    this.line = wholeColumn(whole, JobWhole.line);
    this.attempts = wholeColumn(whole, JobWhole.attempts);
    this.preemptions = wholeColumn(whole, JobWhole.preemptions);
    this.ageEvent = wholeColumn(whole, JobWhole.ageEvent);
    this.claimant = wholeColumn(whole, JobWhole.claimant);
    this.queue = wholeColumn(whole, JobWhole.queue);
    this.killedAtEstimate = wholeColumn(whole, JobWhole.killedAtEstimate);
  }
}

/** Whether `job` stands before `other`. */
export function standsBefore({ real }: JobTable, job: JobIndex, other: JobIndex): boolean {
  const key = real[job + JobReal.key]!;
  const otherKey = real[other + JobReal.key]!;
  return (
    key < otherKey || (key === otherKey && real[job + JobReal.sequence]! < real[other + JobReal.sequence]!)
  );
}
