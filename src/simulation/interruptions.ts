// When running jobs are interrupted from outside. Each job has a stream of its own, so that what happens to it does not
// depend on what happens to others: a run with rental and one without strike the same job at the same ages.

import { type RandomStream, randomStream } from "../kernel/random-stream.ts";
import type { Duration } from "../kernel/time.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import type { JobIndex, JobTable } from "../workload/job-table.ts";
import type { SourcePlan } from "../workload/plan.ts";

export class Interruptions {
  private readonly streams = new Map<JobIndex, RandomStream>();
  private readonly jobs: JobTable;
  private readonly sources: readonly SourcePlan[];
  private readonly seed: string;
  private readonly replication: number;

  constructor(jobs: JobTable, sources: readonly SourcePlan[], seed: string, replication: number) {
    this.jobs = jobs;
    this.sources = sources;
    this.seed = seed;
    this.replication = replication;
  }

  /** Running time until the next interruption of a job, ms; its source must have a rate. */
  gap(job: JobIndex): Duration {
    const plan = this.sources[this.jobs.whole[job + JobWhole.source]!]!;
    let stream = this.streams.get(job);
    if (stream === undefined) {
      const name = `${this.replication}/${plan.side}.${plan.name}/interruptions/${this.jobs.real[job + JobReal.number]}`;
      stream = randomStream(this.seed, name);
      this.streams.set(job, stream);
    }
    return Math.round(stream.exponential() / plan.interruptions!.rate);
  }

  /** The job has left. */
  forget(job: JobIndex): void {
    if (this.streams.size > 0) this.streams.delete(job);
  }
}
