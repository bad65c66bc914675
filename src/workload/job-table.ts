// All jobs alive, as a struct of typed arrays. A row is reused as soon as its job has left (last in, first out), so
// memory follows the number of jobs alive, not the number simulated.

import { assert } from "../kernel/assert.ts";
import { grown } from "../kernel/column.ts";

declare const entity: unique symbol;
/** A row of the job table. A plain number does not fit a job column: the compiler tells rows from counts. */
export type JobIndex = number & { readonly [entity]: "job" };
/** A column of the job table: any typed array. */
export interface JobColumn {
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

export class JobTable {
  capacity = 64;
  /** rows in use */
  alive = 0;

  // What the job is.
  /** index of its source, or of its service */
  source: JobColumn = new Int32Array(64);
  /** number within its source, from 0; a trace's row */
  number: JobColumn = new Float64Array(64);
  gpus: JobColumn = new Int32Array(64);
  priority: JobColumn = new Int32Array(64);
  /** instant, ms */
  arrival: JobColumn = new Float64Array(64);
  /** place in the order of all arrivals; it decides ties and a victim's place when it returns */
  sequence: JobColumn = new Float64Array(64);
  /** GPU work on its GPUs, ms */
  service: JobColumn = new Float64Array(64);
  /** what the scheduler is told of it, ms */
  estimate: JobColumn = new Float64Array(64);
  /** 1 when its service ends at its estimate because it is killed there */
  killedAtEstimate: JobColumn = new Uint8Array(64);

  // What has become of it.
  state: JobColumn = new Uint8Array(64);
  /** work still to do, ms, when the present attempt began */
  remaining: JobColumn = new Float64Array(64);
  /** NaN until the job first starts */
  firstStart: JobColumn = new Float64Array(64);
  /** start of the present run: since then it has held its GPUs */
  start: JobColumn = new Float64Array(64);
  /** start of the present attempt: the run's, or that after the last failure in it */
  attempt: JobColumn = new Float64Array(64);
  /** time at the beginning of the attempt that is no work: downtime and restart, ms */
  overhead: JobColumn = new Float64Array(64);
  /** attempts begun so far: every one but the first pays the restart */
  attempts: JobColumn = new Int32Array(64);
  preemptions: JobColumn = new Int32Array(64);
  /** tier among the victims, or −1: safe now */
  tier: JobColumn = new Int32Array(64);
  /** instant at which a checkpoint on notice was begun, or NaN */
  noticeCheckpoint: JobColumn = new Float64Array(64);
  /** pool of its GPUs, or −1 */
  pool: JobColumn = new Int32Array(64);
  /** the event that comes next to it: the end of its patience, its run or its notice; −1 for none */
  event: JobColumn = new Int32Array(64);
  /** the event that ends the protection of its run, or −1 */
  protection: JobColumn = new Int32Array(64);

  // Claims: a job that preempts with notice holds what is free and waits for the rest.
  /** of a noticed job: for whom it must leave */
  claimant: JobColumn = new Int32Array(64);
  /** of a claiming job: victims still to leave */
  victimsLeft: JobColumn = new Int32Array(64);
  /** of a claiming job: GPUs still to come; of a service: GPUs on notice for it */
  wanted: JobColumn = new Int32Array(64);

  // Links of the lists a job can stand in: waiting by order, or running by start.
  line: JobColumn = new Int32Array(64);
  /** key of its order: the least goes first */
  key: JobColumn = new Float64Array(64);
  next: JobColumn = new Int32Array(64);
  previous: JobColumn = new Int32Array(64);

  private freeHead: number = NO_JOB;
  private used = 0;

  /** A fresh row; every column must be set by the caller. */
  take(): JobIndex {
    this.alive++;
    if (this.freeHead !== NO_JOB) {
      const row = this.freeHead as JobIndex;
      this.freeHead = this.next[row]!;
      return row;
    }
    if (this.used === this.capacity) this.grow();
    return this.used++ as JobIndex;
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
      const job = row as JobIndex;
      if (this.state[job] !== JobState.free) yield job;
    }
  }

  private grow(): void {
    const length = this.capacity * 2;
    const table = this as unknown as Record<string, unknown>;
    for (const [name, column] of Object.entries(this)) {
      if (ArrayBuffer.isView(column)) table[name] = grown(column as Int32Array, length);
    }
    this.capacity = length;
  }
}
