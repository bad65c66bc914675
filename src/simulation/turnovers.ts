// Nodes that pass from one side to the other, or from customer to customer. A node is emptied, wiped and set up, and takes no work meanwhile:
//
//   in service ─▶ vacating ─▶ turning ─▶ in service, with another image
//              claimed      empty     the turnover has run
//
// Jobs of that image claim its GPUs from the beginning, and get them when it is in service again.

import type { TenancyPlan } from "../fleet/plan.ts";
import type { Pool } from "../fleet/pool.ts";
import { Standing } from "../fleet/standing.ts";
import type { Image } from "../fleet/tenancy.ts";
import { sampleDuration } from "../kernel/law.ts";
import { type RandomStream, randomStream } from "../kernel/random-stream.ts";
import { JobReal, JobWhole } from "../workload/job-row.ts";
import { type JobIndex, JobState } from "../workload/job-table.ts";
import { EventKind } from "./event-kinds.ts";
import { NO_EVENT } from "./lines.ts";
import { UnitNumbers } from "./outages/unit-numbers.ts";
import { awaitOneLess, cancelClaim, claimHolding } from "./runs.ts";
import type { State } from "./state.ts";

const HOLDS_UP: ReadonlySet<number> = new Set([JobState.running, JobState.service]);

export class Turnovers {
  private readonly state: State;
  private readonly plan: TenancyPlan;
  private readonly stream: RandomStream;
  private readonly numbers: UnitNumbers;
  /** by node, counted over all pools: the event at which its turnover has run, or −1 */
  private readonly ends: Int32Array;

  constructor(plan: TenancyPlan, state: State, seed: string, replication: number) {
    this.state = state;
    this.plan = plan;
    this.stream = randomStream(seed, `${replication}/fleet/turnover`);
    this.numbers = new UnitNumbers(state.model.fleet.pools.map(({ nodes }) => nodes));
    this.ends = new Int32Array(this.numbers.count).fill(NO_EVENT);
  }

  /** Whether jobs of an image could have so many GPUs of a node, if those of its own image left it. */
  mayTake(pool: Pool, node: number, image: Image, gpus: number): boolean {
    const tenancy = pool.tenancy!;
    if (isTurnedOver(pool, node)) return gpus <= tenancy.coming[image]!.free[node]!;
    if (pool.standingOf(node) !== Standing.inService) return false;
    return tenancy.image[node] !== image || gpus <= pool.nodes!.free[node]!;
  }

  /** Claim GPUs of a node for an image, and begin its turnover if it has not begun; false if the node is ready for it. */
  claim(pool: Pool, node: number, image: Image, gpus: number): boolean {
    const tenancy = pool.tenancy!;
    if (!isTurnedOver(pool, node)) {
      if (tenancy.image[node] === image) return false;
      tenancy.expect(node, image);
      pool.setStanding(node, Standing.vacating);
    }
    tenancy.claim(node, gpus);
    return true;
  }

  /** Whether somebody without notice keeps a node from being turned over. */
  isHeldUp(pool: Pool, node: number): boolean {
    const { whole } = this.state.jobs;
    if (pool.standingOf(node) !== Standing.vacating) return false;
    return pool.segments.jobsOn(node).some((job) => HOLDS_UP.has(whole[job + JobWhole.state]!));
  }

  /** Wipe the nodes of a pool that have been emptied. */
  wipeCleared(index: number): void {
    const pool = this.state.pools[index]!;
    const { cleared } = pool.tenancy!;
    for (let node = cleared.shift(); node !== undefined; node = cleared.shift()) {
      const { events, now } = this.state;
      const unit = this.numbers.firstOf(index) + node;
      pool.setStanding(node, Standing.turning);
      const end = now + sampleDuration(this.plan.turnover, this.stream);
      this.ends[unit] = events.schedule(end, EventKind.turnover, unit);
    }
  }

  /** A node has its new image: those who have claimed its GPUs get them, the first to claim first. */
  finish(unit: number): void {
    const { state } = this;
    const { real } = state.jobs;
    const index = this.numbers.poolOf(unit);
    const node = unit - this.numbers.firstOf(index);
    const pool = state.pools[index]!;
    const tenancy = pool.tenancy!;
    const claims = claimsOn(pool, node);
    this.ends[unit] = NO_EVENT;
    tenancy.unexpect(node);
    tenancy.image[node] = tenancy.target[node]!;
    pool.setStanding(node, Standing.inService);
    for (const claim of claims) {
      const wanted = real[claim + JobReal.wanted]!;
      real[claim + JobReal.wanted] = wanted - pool.fillClaim(claim, wanted, claimHolding(state, claim));
      awaitOneLess(state, claim);
    }
  }

  /** A claim is given up: others may claim what it has claimed. */
  giveUp({ segments, tenancy }: Pool, claim: JobIndex): void {
    for (let at = segments.firstOf(claim); at !== -1; at = segments.next[at]!) {
      if (segments.wanted[at]! > 0) tenancy!.claim(segments.node[at]!, -segments.wanted[at]!);
    }
  }

  /** A node that is turned over goes out of service: it keeps its old image, and claims on it are given up. */
  abandon(index: number, node: number): void {
    const { state } = this;
    const pool = state.pools[index]!;
    const unit = this.numbers.firstOf(index) + node;
    if (!isTurnedOver(pool, node)) return;
    for (const row of pool.segments.jobsOn(node)) {
      const standing = state.jobs.whole[row + JobWhole.state]!;
      if (standing === JobState.claiming || standing === JobState.replica)
        cancelClaim(state, row as JobIndex);
    }
    if (this.ends[unit] !== NO_EVENT) state.events.cancel(this.ends[unit]!);
    this.ends[unit] = NO_EVENT;
    pool.tenancy!.unexpect(node);
    pool.setStanding(node, Standing.inService);
  }
}

/** Whether a node is emptied or wiped for others. */
function isTurnedOver(pool: Pool, node: number): boolean {
  const standing = pool.standingOf(node);
  return standing === Standing.vacating || standing === Standing.turning;
}

/** Everybody on an empty node has claimed some of it; the node names the last first. */
function claimsOn(pool: Pool, node: number): JobIndex[] {
  return pool.segments.jobsOn(node).reverse() as JobIndex[];
}
