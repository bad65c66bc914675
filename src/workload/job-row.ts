// How a job lies in memory, and what it may be doing. Numbers that the engine reads at every event are members of enums:
// a bundler then writes them into the code as they are (docs/decisions/0008-two-buffers-and-enums.md).

declare const entity: unique symbol;
/** A row of the job table. A plain number does not fit a job column: the compiler tells rows from counts. */
export type JobIndex = number & { readonly [entity]: "job" };

export const NO_JOB = -1 as JobIndex;
/** The column `queue` of a job that stands in no line. */
export const NO_QUEUE = -1;

/** What a job is doing. */
export enum JobState {
  free = 0,
  waiting = 1,
  /** holds claimed GPUs and waits for the last victim to leave */
  claiming = 2,
  running = 3,
  /** running, its notice given */
  noticed = 4,
  /** stands for a service: never queued */
  service = 5,
  /** claims GPUs for one replica of a service, until the last victim has left */
  replica = 6,
  /** has been promised a window that is still to come: stands in no line */
  booked = 7,
}

/** Numbers of a row in each of the two buffers: a row of doubles is two cache lines, one of whole numbers is one. */
export const JOB_STRIDE = 16;

/** The number of a row, from 0: for whoever keeps something of their own beside the table. */
export function rowNumber(job: JobIndex): number {
  return (job / JOB_STRIDE) | 0;
}

/** The row with this number; none for −1. */
export function jobOfRow(number: number): JobIndex {
  return (number < 0 ? NO_JOB : number * JOB_STRIDE) as JobIndex;
}

/** Places of the doubles of a row, those of every event first. */
export enum JobReal {
  /** work still to do, ms, when the present attempt began */
  remaining = 0,
  /** start of the present run: since then it has held its GPUs */
  start = 1,
  /** start of the present attempt: the run's, or that after the last failure in it */
  attempt = 2,
  /** time at the beginning of the attempt that is no work: downtime and restart, ms */
  overhead = 3,
  /** GPU work on its GPUs, ms */
  service = 4,
  /** instant, ms */
  arrival = 5,
  /** place in the order of all arrivals; it decides ties and a victim's place when it returns */
  sequence = 6,
  /** key of its order: the least goes first */
  key = 7,
  /** NaN until the job first starts */
  firstStart = 8,
  /** number within its source, from 0; a trace's row */
  number = 9,
  /** what the scheduler is told of the service, ms */
  estimate = 10,
  /** instant at which a checkpoint on notice was begun, or NaN */
  noticeCheckpoint = 11,
  /** instant by which it should have ended, or Infinity */
  deadline = 12,
  /** of a claiming job: victims still to leave, or nodes still to be turned over */
  awaited = 13,
  /** of a claiming job: GPUs still to come */
  wanted = 14,
  /** instant at which its patience ends, or Infinity */
  patienceEnd = 15,
}

/** Places of the whole numbers of a row. */
export enum JobWhole {
  /** index of its source, or of its service */
  source = 0,
  gpus = 1,
  state = 2,
  /** pool of its GPUs, or −1 */
  pool = 3,
  /** first segment of its placement, or −1 */
  segment = 4,
  /** the event that comes next to it: the end of its patience, its run or its notice; −1 for none */
  event = 5,
  /** tier among the victims, or −1: safe now */
  tier = 6,
  /** links of the list it stands in: waiting by order, or running by start */
  next = 7,
  previous = 8,
  line = 9,
  /** attempts begun so far: every one but the first pays the restart */
  attempts = 10,
  preemptions = 11,
  /** the event that comes next to its run by its age: the end of its protection, that of its life; −1 for none */
  ageEvent = 12,
  /** of a noticed job: for whom it must leave */
  claimant = 13,
  /** place of its queue in its line, or NO_QUEUE */
  queue = 14,
  /** 1 when its service ends at its estimate because it is killed there */
  killedAtEstimate = 15,
}
