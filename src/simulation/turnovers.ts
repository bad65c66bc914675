// Nodes that pass from one side to the other, or from customer to customer, unit by unit: a node by itself, or all nodes of a
// domain. They are emptied, wiped and set up together, and take no work meanwhile:
//
//   in service ─▶ vacating ─▶ turning ─▶ in service, with another image
//              claimed      empty     the turnover has run
//
// Jobs of that image claim its GPUs from the beginning, and get them when it is in service again. A node that comes into
// service meanwhile joins its unit, and one that goes out of service leaves it; when the last has left, nothing is turned over.

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
  /** by unit, counted over all pools: the event at which its turnover has run, or −1 */
  private readonly ends: Int32Array;

  constructor(plan: TenancyPlan, state: State, seed: string, replication: number) {
    this.state = state;
    this.plan = plan;
    this.stream = randomStream(seed, `${replication}/fleet/turnover`);
    this.numbers = new UnitNumbers(state.pools.map(({ tenancy }) => tenancy!.units.count));
    this.ends = new Int32Array(this.numbers.count).fill(NO_EVENT);
  }

  /** Whether jobs of an image could have so many GPUs of a node, if those of its own image left its unit. */
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
      begin(pool, tenancy.units.unitOf(node), image);
    }
    tenancy.claim(node, gpus);
    return true;
  }

  /** Whether somebody without notice keeps the unit of a node from being turned over. */
  isHeldUp(pool: Pool, node: number): boolean {
    const { whole } = this.state.jobs;
    const { units } = pool.tenancy!;
    const unit = units.unitOf(node);
    if (units.phase[unit] !== Standing.vacating) return false;
    return nodesOf(pool, unit).some((each) =>
      pool.segments.jobsOn(each).some((job) => HOLDS_UP.has(whole[job + JobWhole.state]!)),
    );
  }

  /** Wipe the units of a pool that have been emptied. */
  wipeCleared(index: number): void {
    const pool = this.state.pools[index]!;
    const { units } = pool.tenancy!;
    for (let unit = units.cleared.shift(); unit !== undefined; unit = units.cleared.shift()) {
      const { events, now } = this.state;
      const number = this.numbers.firstOf(index) + unit;
      const leaving = nodesOf(pool, unit).filter((node) => isTurnedOver(pool, node));
      units.phase[unit] = Standing.turning;
      for (const node of leaving) pool.setStanding(node, Standing.turning);
      const end = now + sampleDuration(this.plan.turnover, this.stream);
      this.ends[number] = events.schedule(end, EventKind.turnover, number);
    }
  }

  /** A unit has its new image: those who have claimed its GPUs get them, node by node, the first to claim first. */
  finish(number: number): void {
    const { state } = this;
    const { real } = state.jobs;
    const index = this.numbers.poolOf(number);
    const unit = number - this.numbers.firstOf(index);
    const pool = state.pools[index]!;
    const tenancy = pool.tenancy!;
    const wiped = nodesOf(pool, unit).filter((node) => isTurnedOver(pool, node));
    const claims = wiped.flatMap((node) => claimsOn(pool, node));
    this.ends[number] = NO_EVENT;
    for (const node of wiped) tenancy.unexpect(node);
    tenancy.arrive(unit);
    for (const node of wiped) pool.setStanding(node, Standing.inService);
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

  /**
   * A node that is turned over goes out of service: claims on it are given up. The rest of its unit goes on, and if there is
   * none, the unit keeps its old image.
   */
  abandon(index: number, node: number): void {
    const { state } = this;
    const pool = state.pools[index]!;
    if (!isTurnedOver(pool, node)) return;
    for (const row of pool.segments.jobsOn(node)) {
      const standing = state.jobs.whole[row + JobWhole.state]!;
      if (standing === JobState.claiming || standing === JobState.replica)
        cancelClaim(state, row as JobIndex);
    }
    const { units } = pool.tenancy!;
    const unit = units.unitOf(node);
    pool.tenancy!.unexpect(node);
    pool.setStanding(node, Standing.draining); // it takes no work while it is decided what becomes of those on it
    if (nodesOf(pool, unit).some((each) => isTurnedOver(pool, each))) return;
    const number = this.numbers.firstOf(index) + unit;
    if (this.ends[number] !== NO_EVENT) state.events.cancel(this.ends[number]!);
    this.ends[number] = NO_EVENT;
    units.phase[unit] = Standing.inService;
  }
}

/** All nodes of a unit that are in service take no more work, for they are to be wiped for an image. */
function begin(pool: Pool, unit: number, image: Image): void {
  const tenancy = pool.tenancy!;
  tenancy.aim(unit, image);
  for (const node of nodesOf(pool, unit)) {
    if (pool.standingOf(node) !== Standing.inService) continue;
    tenancy.expect(node);
    pool.setStanding(node, Standing.vacating);
  }
  if (tenancy.units.isCleared(unit)) tenancy.units.cleared.push(unit);
}

/** The nodes of a unit, whatever their standing. */
function nodesOf({ tenancy }: Pool, unit: number): number[] {
  const first = tenancy!.units.firstOf(unit);
  return Array.from({ length: tenancy!.units.endOf(unit) - first }, (_, place) => first + place);
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
