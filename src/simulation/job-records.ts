// One record per job, for `jobs.csv`: written when the job leaves, or at the end of the run for those still there.

import type { Pool } from "../fleet/pool.ts";
import type { Duration } from "../kernel/time.ts";
import type { EndedRun, JobRecord, Outcome } from "../ledger/rows.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import type { JobIndex } from "../workload/job-table.ts";
import { ENDLESS } from "../workload/plan.ts";
import type { State } from "./state.ts";

export class JobRecords {
  private readonly state: State;
  /** ended runs of jobs that have not left the system */
  private readonly ended = new Map<JobIndex, EndedRun[]>();

  constructor(state: State) {
    this.state = state;
  }

  /** Keep the run that a job is about to end. */
  remember(job: JobIndex, pool: Pool): void {
    const { jobs, now } = this.state;
    const run = {
      pool: jobs.whole[job + JobWhole.pool]!,
      start: jobs.real[job + JobReal.start]!,
      end: now,
      nodes: this.nodesOf(job, pool),
    };
    const runs = this.ended.get(job);
    if (runs === undefined) this.ended.set(job, [run]);
    else runs.push(run);
  }

  /** Write the record of a job; `end` is now for one that left, nothing for one still there. */
  add(job: JobIndex, outcome: Outcome): void {
    const { jobs, model, now, pools } = this.state;
    const plan = model.sources[jobs.whole[job + JobWhole.source]!]!;
    const number = jobs.real[job + JobReal.number]!;
    const stillThere = outcome === "waiting" || outcome === "running";
    const ended = this.ended.get(job) ?? [];
    const firstStart = jobs.real[job + JobReal.firstStart]!;
    const record: JobRecord = {
      id: plan.kind === "trace" ? plan.jobs.ids[number]! : String(number),
      source: plan.name,
      pool: Number.isNaN(firstStart) ? -1 : jobs.whole[job + JobWhole.pool]!,
      gpus: jobs.whole[job + JobWhole.gpus]!,
      arrival: jobs.real[job + JobReal.arrival]!,
      firstStart,
      lastStart: Number.isNaN(firstStart) ? firstStart : jobs.real[job + JobReal.start]!,
      end: stillThere ? Number.NaN : now,
      service: serviceOf(jobs.real[job + JobReal.service]!),
      preemptions: jobs.whole[job + JobWhole.preemptions]!,
      outcome,
      nodes:
        outcome === "running"
          ? this.nodesOf(job, pools[jobs.whole[job + JobWhole.pool]!]!)
          : (ended.at(-1)?.nodes ?? []),
      earlierRuns: stillThere ? ended : ended.slice(0, -1),
    };
    this.ended.delete(job);
    this.state.ledger.rows.jobs.push(record);
  }

  private nodesOf(job: JobIndex, pool: Pool): readonly number[] {
    return this.state.model.scheduling.placement === "pool" ? [] : pool.nodesOf(job);
  }
}

/** A replica has no service time. */
function serviceOf(service: Duration): Duration {
  return service === ENDLESS ? Number.NaN : service;
}
