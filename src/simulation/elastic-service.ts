// A service at work: what it wants, what it holds. It is not a job: it is resized, never queued, and asks before any job.

import type { Instant } from "../kernel/time.ts";
import type { ServiceView } from "../scheduling/contract.ts";
import type { DemandCurve } from "../workload/demand.ts";
import { demandCurve } from "../workload/demand.ts";
import type { JobIndex } from "../workload/job-table.ts";
import type { ServicePlan } from "../workload/plan.ts";

export class ElasticService implements ServiceView {
  readonly plan: ServicePlan;
  readonly pools: readonly number[];
  readonly gpusPerReplica: number;
  readonly holders: readonly JobIndex[];
  /** GPUs wanted: whole replicas */
  target = 0;
  held = 0;
  /** GPUs on notice for it */
  coming = 0;
  private readonly curve: DemandCurve;

  constructor(plan: ServicePlan, holders: readonly JobIndex[], seed: string, replication: number) {
    this.plan = plan;
    this.pools = plan.pools;
    this.gpusPerReplica = plan.gpusPerReplica;
    this.holders = holders;
    this.curve = demandCurve(plan.demand, seed, replication, plan.name);
  }

  get missing(): number {
    return Math.max(0, this.target - this.held - this.coming);
  }

  get shortfall(): number {
    return Math.max(0, this.target - this.held);
  }

  /** Look at the demand; returns the instant of the next look. */
  look(now: Instant): Instant {
    this.target = Math.ceil(this.curve.at(now) / this.gpusPerReplica) * this.gpusPerReplica;
    return this.plan.resizeEvery === null ? this.curve.next(now) : now + this.plan.resizeEvery;
  }
}
