// Units that break down and are repaired, whether work runs on them or not. The process of failures and repairs asks
// nothing of the work, so it is the same with and without rental. Every unit that is up has one event: its failure.

import type { FailurePlan } from "../fleet/plan.ts";
import type { Pool } from "../fleet/pool.ts";
import { sampleDuration } from "../kernel/law.ts";
import { type RandomStream, randomStream } from "../kernel/random-stream.ts";
import { JobWhole } from "../workload/job-row.ts";
import { type JobIndex, JobState } from "../workload/job-table.ts";
import { EventKind } from "./event-kinds.ts";
import { fail } from "./job-life.ts";
import { cancelClaim, shrinkService } from "./runs.ts";
import type { State } from "./state.ts";

export class Failures {
  private readonly state: State;
  private readonly plan: FailurePlan;
  private readonly ttf: RandomStream;
  private readonly repair: RandomStream;
  /** first unit of each pool */
  private readonly firstUnit: number[] = [];
  /** 1 for a unit that is down */
  private readonly isDown: Uint8Array;
  /** units that wait for a crew, and for how long they will take */
  private readonly queue: { unit: number; repair: number }[] = [];
  private underRepair = 0;
  /** the event of each unit's own next failure, or −1 */
  private readonly nextFailure: Int32Array;
  /** failures so far */
  count = 0;

  constructor(plan: FailurePlan, state: State, seed: string, replication: number) {
    this.plan = plan;
    this.state = state;
    this.ttf = randomStream(seed, `${replication}/fleet/failures`);
    this.repair = randomStream(seed, `${replication}/fleet/repairs`);
    let units = 0;
    for (const pool of state.pools) {
      this.firstUnit.push(units);
      units += plan.unit === "gpu" ? pool.installed : pool.nodes!.count;
    }
    this.isDown = new Uint8Array(units);
    this.nextFailure = new Int32Array(units).fill(-1);
    for (let unit = 0; unit < units; unit++) this.scheduleFailure(unit);
    plan.at.forEach(({ instant }, named) => {
      state.events.schedule(instant, EventKind.namedFailure, named);
    });
  }

  /** The time of a unit has come. */
  fail(unit: number): void {
    this.nextFailure[unit] = -1;
    this.breakDown(unit, sampleDuration(this.plan.repair, this.repair));
  }

  /** The plan says that a unit fails now; one that is down already stays down. */
  failNamed(named: number): void {
    const { unit, repair } = this.plan.at[named]!;
    if (this.isDown[unit] === 1) return;
    if (this.nextFailure[unit] !== -1) this.state.events.cancel(this.nextFailure[unit]!);
    this.nextFailure[unit] = -1;
    this.breakDown(unit, repair);
  }

  /** What runs on a unit is hit, and its GPUs are gone until it is repaired. */
  private breakDown(unit: number, repair: number): void {
    const index = this.poolOf(unit);
    const pool = this.state.pools[index]!;
    const local = unit - this.firstUnit[index]!;
    if (this.plan.unit === "gpu") this.failGpu(pool, local, unit);
    else this.failNode(pool, local);
    this.isDown[unit] = 1;
    this.count++;
    this.queue.push({ unit, repair });
    this.startRepairs();
  }

  /** A unit is up again. */
  restore(unit: number): void {
    const { state, plan } = this;
    const index = this.poolOf(unit);
    const pool = state.pools[index]!;
    const local = unit - this.firstUnit[index]!;
    const size = pool.gpusPerNode;
    if (plan.unit === "gpu") pool.breakDown(Math.floor(local / size), -1);
    else pool.breakDown(local, -size);
    this.isDown[unit] = 0;
    this.underRepair--;
    this.scheduleFailure(unit);
    this.startRepairs();
  }

  private scheduleFailure(unit: number): void {
    const { ttf } = this.plan;
    if (ttf === null) return;
    const { events, now } = this.state;
    this.nextFailure[unit] = events.schedule(now + sampleDuration(ttf, this.ttf), EventKind.failure, unit);
  }

  private startRepairs(): void {
    const { state, plan, queue } = this;
    while (this.underRepair < plan.crew && queue.length > 0) {
      const { unit, repair } = queue.shift()!;
      this.underRepair++;
      state.events.schedule(state.now + repair, EventKind.repair, unit);
    }
  }

  private poolOf(unit: number): number {
    let index = this.firstUnit.length - 1;
    while (this.firstUnit[index]! > unit) index--;
    return index;
  }

  /** The failed GPU is the one of its place among those that are up; the free ones come first. */
  private failGpu(pool: Pool, local: number, unit: number): void {
    const size = pool.gpusPerNode;
    const node = Math.floor(local / size);
    let place = 0;
    for (let gpu = unit - (local % size); gpu < unit; gpu++) place += 1 - this.isDown[gpu]!;
    const { free } = pool.nodes!;
    let number = place - free[node]!;
    while (number >= 0 || free[node] === 0) {
      this.hit(pool, pool.segments.holderOf(node, Math.max(0, number)) as JobIndex, node);
      number = -1; // a claim may have taken what came free: then it is hit too
    }
    pool.breakDown(node, 1);
  }

  private failNode(pool: Pool, node: number): void {
    for (let job = pool.segments.anyOn(node); job !== -1; job = pool.segments.anyOn(node)) {
      this.hit(pool, job as JobIndex, node);
    }
    pool.breakDown(node, pool.nodes!.free[node]!);
  }

  /** A failed GPU is replaced by an idle one of its own node if there is one; else what stands there moves to another. */
  private moveOff(pool: Pool, job: JobIndex, node: number): boolean {
    if (this.plan.unit === "gpu" && pool.nodes!.free[node]! > 0) return true;
    return pool.moveOff(job, node, this.state.jobs.whole[job + JobWhole.tier]!);
  }

  /** Whether a job may go on elsewhere; one on notice stays, for somebody waits for its GPUs. */
  private moves(job: JobIndex): boolean {
    return (
      this.plan.preferIdleReplacement && this.state.jobs.whole[job + JobWhole.state] === JobState.running
    );
  }

  /** A job loses a unit: it moves to an idle one if it may, else it fails; a claim is given up; a service shrinks. */
  private hit(pool: Pool, job: JobIndex, node: number): void {
    const { state } = this;
    const { jobs } = state;
    if (jobs.whole[job + JobWhole.state] === JobState.service) shrinkService(state, job, node);
    else if (
      jobs.whole[job + JobWhole.state] === JobState.claiming ||
      jobs.whole[job + JobWhole.state] === JobState.replica
    )
      cancelClaim(state, job);
    else if (this.moves(job) && this.moveOff(pool, job, node)) return;
    else fail(state, job);
  }
}
