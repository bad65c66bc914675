// One record per job, for `jobs.csv`: written when the job leaves, or at the end of the run for those still there.

import type { Pool } from "../fleet/pool.ts";
import type { Duration } from "../kernel/time.ts";
import type { JobRecord, Outcome } from "../ledger/rows.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import type { JobIndex } from "../workload/job-table.ts";
import { ENDLESS } from "../workload/plan.ts";
import type { State } from "./state.ts";

export class JobRecords {
  private readonly state: State;
  /** nodes of the last placement of jobs that have left their GPUs but not the system */
  private readonly lastNodes = new Map<JobIndex, readonly number[]>();

  constructor(state: State) {
    this.state = state;
  }

  /** Keep the nodes that a job is about to leave. */
  remember(job: JobIndex, pool: Pool): void {
    this.lastNodes.set(job, pool.nodesOf(job));
  }

  /** Write the record of a job; `end` is now for one that left, nothing for one still there. */
  add(job: JobIndex, outcome: Outcome): void {
    const { jobs, model, now, pools } = this.state;
    const plan = model.sources[jobs.whole[job + JobWhole.source]!]!;
    const number = jobs.real[job + JobReal.number]!;
    const stillThere = outcome === "waiting" || outcome === "running";
    const nodes =
      outcome === "running" ? pools[jobs.whole[job + JobWhole.pool]!]!.nodesOf(job) : this.lastNodes.get(job);
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
      nodes: model.scheduling.placement === "pool" ? [] : (nodes ?? []),
    };
    this.lastNodes.delete(job);
    this.state.ledger.rows.jobs.push(record);
  }
}

/** A replica has no service time. */
function serviceOf(service: Duration): Duration {
  return service === ENDLESS ? Number.NaN : service;
}
