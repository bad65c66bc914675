// A second opinion: the rules of docs/model.md told as plainly as possible, with no regard for speed and no code of src.
// Free GPUs are counted afresh from the jobs whenever they are asked for, and the queue is sorted for every decision.

import { naiveKey } from "./naive-order.ts";
import { freeGpus, naivePlacement, sum } from "./naive-placement.ts";
import {
  absentIn,
  deliveryInstants,
  type Held,
  type NaiveFate,
  type NaiveRun,
  type NaiveScenario,
  naiveFates,
  naivePools,
} from "./naive-scenario.ts";

export class NaiveSimulator {
  /** what becomes of every job, in the order of the jobs */
  readonly fates: readonly NaiveFate[];
  protected readonly scenario: NaiveScenario;
  /** under `pool` a pool is one large node */
  protected readonly pools: NaiveScenario["pools"];
  protected now = Number.NEGATIVE_INFINITY;
  private turns = 0;

  constructor(scenario: NaiveScenario) {
    this.scenario = scenario;
    this.pools = naivePools(scenario);
    this.fates = naiveFates(scenario);
  }

  run(): void {
    for (;;) {
      this.now = this.nextInstant();
      if (this.now > this.scenario.end || this.now === Infinity) break;
      while (this.applyOne());
      while (this.startOne());
      for (const fate of this.queue()) if (fate.impatient) fate.leave("refused", this.now);
    }
  }

  protected nextInstant(): number {
    const coming = deliveryInstants(this.scenario).filter((at) => at > this.now);
    return Math.min(...coming, ...this.fates.map((fate) => fate.nextEvent));
  }

  /** Apply an event of this instant; false when there is none. */
  protected applyOne(): boolean {
    const due = this.fates.find((fate) => fate.nextEvent === this.now);
    if (due !== undefined) this.apply(due);
    return due !== undefined;
  }

  /** What happens to a job at this instant. */
  protected apply(due: NaiveFate): void {
    if (due.state === "coming") {
      due.state = "waiting";
      if (due.source.pools.every((pool) => this.neverFits(due, pool))) due.leave("rejected", this.now);
    } else if (due.start + due.remaining === this.now) {
      this.stop(due, "customer");
      due.leave("completed", this.now);
    } else this.evict(due);
  }

  private neverFits({ job, firm }: NaiveFate, pool: number): boolean {
    const { nodes, gpusPerNode, spares } = this.pools[pool]!;
    return job.gpus > (nodes - spares) * gpusPerNode - (firm ? this.scenario.headroom : 0);
  }

  private queue(): NaiveFate[] {
    const key = (fate: NaiveFate) => naiveKey(this.scenario.order, fate, this.now);
    const order = (a: NaiveFate, b: NaiveFate) => b.job.priority - a.job.priority || key(a) - key(b);
    return this.fates.filter((fate) => fate.state === "waiting").sort(order);
  }

  /** Start the first that can, or refuse a request that would block others; false when none may start any more. */
  private startOne(): boolean {
    for (const fate of this.queue()) {
      if (this.start(fate)) return true;
      if (!this.scenario.blocks) continue;
      if (fate.impatient) fate.leave("refused", this.now);
      return fate.impatient;
    }
    return false;
  }

  protected start(fate: NaiveFate): boolean {
    for (const pool of fate.source.pools) {
      const held = this.place(fate, pool);
      if (held === null) continue;
      this.begin(Object.assign(fate, { held, pool }));
      return true;
    }
    const room = fate.source.pools.find((pool) => this.reclaimable(pool) >= fate.job.gpus);
    if (!this.scenario.preempts || !fate.source.internal || room === undefined) return false;
    this.preempt(fate, room);
    return true;
  }

  /** Where a job would stand in a pool, or null. */
  protected place({ job: { gpus }, firm }: NaiveFate, pool: number): Held | null {
    const { placement, headroom, spread } = this.scenario;
    if (firm && this.reclaimable(pool) - gpus < headroom) return null;
    const whole = !spread && placement !== "pool";
    const size = whole ? this.pools[pool]!.gpusPerNode : null;
    const seen = this.fates.filter(({ state }) => state !== "coming").map((each) => each.job.gpus);
    return naivePlacement(this.freeOn(pool), size, gpus, placement, seen);
  }

  private preempt(fate: NaiveFate, pool: number): void {
    Object.assign(fate, { state: "claiming", pool });
    for (const victim of this.victimsFor(fate.job.gpus - sum(this.freeOn(pool)), pool)) {
      const noticeEnd = this.now + victim.source.notice;
      if (noticeEnd === this.now) this.evict(victim);
      else Object.assign(victim, { state: "noticed", noticeEnd, claimant: fate });
    }
    const free = Math.min(fate.job.gpus, sum(this.freeOn(pool)));
    Object.assign(fate, { held: [[0, free]], wanted: fate.job.gpus - free });
    this.beginIfClear(fate);
  }

  protected evict(fate: NaiveFate): void {
    fate.preemptions++;
    if (fate.source.onPreemption === "resume") fate.remaining -= this.now - fate.start;
    else fate.remaining = fate.job.service;
    this.stop(fate, "provider");
    if (fate.source.onPreemption === "kill") fate.leave("preempted", this.now);
  }

  protected begin(fate: NaiveFate): void {
    Object.assign(fate, { state: "running", start: this.now, turn: this.turns++, lastHeld: fate.held });
    fate.runs.push({ start: this.now, end: Number.NaN, by: "horizon" });
    fate.firstStart = fate.runs[0]!.start;
  }

  /** A claim is complete when the last victim has left, even if less would do. */
  private beginIfClear(claimant: NaiveFate): void {
    if (this.fates.every((fate) => fate.claimant !== claimant)) this.begin(claimant);
  }

  protected stop(fate: NaiveFate, by: NaiveRun["by"]): void {
    fate.runs[fate.runs.length - 1] = { start: fate.start, end: this.now, by };
    const { claimant } = fate;
    Object.assign(fate, { held: [], claimant: null, noticeEnd: Infinity, state: "waiting" });
    if (claimant === null) return;
    claimant.held[0]![1] += Math.min(claimant.wanted, fate.job.gpus);
    claimant.wanted = Math.max(0, claimant.wanted - fate.job.gpus);
    this.beginIfClear(claimant);
  }

  protected freeOn(pool: number): number[] {
    const held = this.fates.flatMap((fate) => (fate.pool === pool ? fate.held : []));
    const absent = absentIn(this.scenario.pools[pool]!, this.now, this.scenario.placement === "pool");
    return freeGpus(this.pools[pool]!, [...held, ...absent]);
  }

  /** From the first on until there are enough, but for those without whom there would be: the first of these are spared. */
  private victimsFor(missing: number, pool: number): NaiveFate[] {
    const taken: NaiveFate[] = [];
    const freed = () => sum(taken.map((victim) => victim.job.gpus));
    for (const victim of this.victimsIn(pool)) if (freed() < missing) taken.push(victim);
    for (const victim of [...taken])
      if (freed() - victim.job.gpus >= missing) taken.splice(taken.indexOf(victim), 1);
    return taken;
  }

  /** The youngest first. */
  protected victimsIn(pool: number): NaiveFate[] {
    return this.fates
      .filter((fate) => fate.preemptible && fate.pool === pool)
      .sort((a, b) => b.turn - a.turn);
  }

  protected reclaimable(pool: number): number {
    return sum(this.freeOn(pool)) + sum(this.victimsIn(pool).map((victim) => victim.job.gpus));
  }
}
