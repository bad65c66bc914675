// A source gives its jobs one at a time and keeps the next arrival ahead, so that the event list holds one event
// per source and never the future. Each purpose of a source has its own random stream, and a job takes from a
// stream only what its purpose needs: removing a source, or a feature of it, moves no other draw.

import { type RandomStream, randomStream } from "../kernel/random-stream.ts";
import { type Duration, type Instant, LATER } from "../kernel/time.ts";
import { JobSourceFromLaws } from "./job-source-from-laws.ts";
import type { SourcePlan } from "./plan.ts";
import type { RecentService } from "./recent-service.ts";
import { TraceSource } from "./trace-source.ts";

/** A job about to arrive: one record that the engine reuses for every job. */
export interface JobDraft {
  /** running number within the source from 0: of the draw, or the row of the trace */
  id: number;
  gpus: number;
  /** number of its group within the source; 0 for the source's own */
  group: number;
  /** time on its GPUs until it leaves, ms */
  service: Duration;
  /** what the scheduler is told of `service`, ms */
  estimate: Duration;
  /** larger runs first */
  priority: number;
  /** `service` was cut to the estimate: the job leaves as killed_at_estimate, not completed */
  killedAtEstimate: boolean;
  /** a job that has not started so long after its arrival leaves, ms; Infinity: never */
  patience: Duration;
  /** a job should have ended so long after its arrival, ms; Infinity: it says nothing */
  deadline: Duration;
}

/** An empty record for {@link JobSource.take} to fill. */
export function jobDraft(): JobDraft {
  return {
    id: 0,
    gpus: 0,
    group: 0,
    service: LATER,
    estimate: LATER,
    priority: 0,
    killedAtEstimate: false,
    patience: Number.POSITIVE_INFINITY,
    deadline: Number.POSITIVE_INFINITY,
  };
}

/** Jobs of one source, pulled one arrival ahead. */
export interface JobSource {
  /** instant of the next arrival, a whole ms; Infinity when there is none now */
  readonly next: Instant;
  /** Fill `draft` with the job that arrives at `next`, and move `next` on. Call only while `next` is finite. */
  take(draft: JobDraft): void;
  /** One of the source's jobs has started for the first time, at `now`; only a backlog listens. */
  started(now: Instant): void;
  /** One of the source's jobs has left the system at `now`, whatever its outcome; only a closed source listens. */
  left(now: Instant): void;
  /** what it has seen of jobs that ended, where its estimates follow them, else null */
  readonly recent: RecentService | null;
  /** whether it wants to hear of starts and departures */
  readonly listens: boolean;
  /** true when no job can come any more, even if running ones end */
  readonly exhausted: boolean;
}

/**
 * The source that a plan describes, its first arrival drawn.
 * Its streams are named `replication/side.name/purpose` with the purposes of `arrivalProcess`, and `mix` (class and
 * size together), `service`, `estimate`, `patience` and `deadline`.
 */
export function jobSource(plan: SourcePlan, seed: string, replication: number): JobSource {
  const stream = (purpose: string): RandomStream =>
    randomStream(seed, `${replication}/${plan.side}.${plan.name}/${purpose}`);
  return plan.kind === "trace" ? new TraceSource(plan, stream) : new JobSourceFromLaws(plan, stream);
}

/** Jobs that a source gives in all: rows of a trace, given instants; Infinity when it goes on as long as the run. */
export function jobsInAll(plan: SourcePlan): number {
  if (plan.kind === "trace") return plan.jobs.submit.length;
  return plan.arrivals.kind === "at" ? plan.arrivals.instants.length : Number.POSITIVE_INFINITY;
}
