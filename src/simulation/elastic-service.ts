// A service at work: what it wants, what it holds. It is not a job: it is resized, never queued, and asks before any job.

import { Image } from "../fleet/tenancy.ts";
import type { Instant } from "../kernel/time.ts";
import type { ServiceView } from "../scheduling/contract.ts";
import type { DemandCurve } from "../workload/demand.ts";
import { demandCurve } from "../workload/demand.ts";
import type { Factor } from "../workload/drivers/driver-factor.ts";
import type { JobIndex } from "../workload/job-table.ts";
import type { ServicePlan } from "../workload/plan.ts";
import { type ReplicaRule, replicaRule } from "../workload/replicas.ts";

export class ElasticService implements ServiceView {
  readonly plan: ServicePlan;
  readonly pools: readonly number[];
  readonly gpusPerReplica: number;
  readonly holders: readonly JobIndex[];
  readonly image = Image.internal;
  /** GPUs wanted: whole replicas */
  target = 0;
  held = 0;
  /** GPUs on notice for it */
  coming = 0;
  private readonly curve: DemandCurve;
  private readonly replicas: ReplicaRule;
  /** demands at the instants looked at: the last that is past, and those to come */
  private readonly looks: { readonly instant: Instant; readonly demand: number }[] = [];

  /** @param drivers what multiplies its demand, or null */
  constructor(
    plan: ServicePlan,
    holders: readonly JobIndex[],
    seed: string,
    replication: number,
    drivers: Factor | null,
  ) {
    this.plan = plan;
    this.pools = plan.pools;
    this.gpusPerReplica = plan.gpusPerReplica;
    this.holders = holders;
    this.replicas = replicaRule(plan);
    this.curve = demandCurve(plan.demand, seed, replication, `internal.${plan.name}`, drivers);
  }

  get missing(): number {
    return Math.max(0, this.target - this.held - this.coming);
  }

  get shortfall(): number {
    return Math.max(0, this.target - this.held);
  }

  /** Look at the demand; returns the instant of the next look. */
  look(now: Instant): Instant {
    const { gpusPerReplica, delay, resize } = this.plan;
    this.target = this.replicas(this.greatestDemand(now, now + delay)) * gpusPerReplica;
    if (resize !== "crossing") return now + resize;
    const crossing = this.curve.nextCrossing(now + delay, this.replicas) - delay;
    return Math.min(crossing, this.looks[1]?.instant ?? Infinity);
  }

  /** The greatest of the demands known for the time from `now` to `ahead`: replicas asked for early must not leave. */
  private greatestDemand(now: Instant, ahead: Instant): number {
    const { looks } = this;
    looks.push({ instant: ahead, demand: this.curve.at(ahead) });
    while (looks.length > 1 && looks[1]!.instant <= now) looks.shift();
    return looks.reduce((most, { demand }) => Math.max(most, demand), 0);
  }
}
