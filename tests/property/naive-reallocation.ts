// A second opinion on reallocation from zero: the words of docs/scheduling.md, nobody given any notice, and no code of src.

import { naiveKey } from "./naive-order.ts";
import { freeGpus, naivePlacement, sum } from "./naive-placement.ts";
import {
  absentIn,
  deliveryInstants,
  type Held,
  type NaiveFate,
  type NaiveScenario,
  naiveFates,
  naivePools,
} from "./naive-scenario.ts";

interface Start {
  readonly fate: NaiveFate;
  readonly pool: number;
  /** null: wherever there is room when it starts */
  readonly held: Held | null;
}

export class NaiveReallocation {
  readonly fates: readonly NaiveFate[];
  private readonly scenario: NaiveScenario;
  /** under `pool` a pool is one large node */
  private readonly pools: NaiveScenario["pools"];
  /** jobs in the system as the last sort left them */
  private list: NaiveFate[] = [];
  private now = Number.NEGATIVE_INFINITY;

  constructor(scenario: NaiveScenario) {
    this.scenario = scenario;
    this.pools = naivePools(scenario);
    this.fates = naiveFates(scenario);
  }

  run(): void {
    for (;;) {
      const coming = deliveryInstants(this.scenario).filter((at) => at > this.now);
      this.now = Math.min(...coming, ...this.fates.map((fate) => fate.nextEvent));
      if (this.now > this.scenario.end || this.now === Infinity) break;
      const due = this.fates.filter((fate) => fate.nextEvent === this.now);
      for (const fate of due) if (fate.state === "running") this.end(fate);
      for (const fate of due) if (fate.state === "coming") this.arrive(fate);
      this.sort();
      while (this.reallocate());
      for (const fate of this.list)
        if (fate.state === "waiting" && fate.impatient) fate.leave("refused", this.now);
      this.list = this.list.filter((fate) => fate.state !== "left");
    }
  }

  private arrive(fate: NaiveFate): void {
    fate.state = "waiting";
    const room = fate.job.gpus + (fate.firm ? this.scenario.headroom : 0);
    if (fate.source.pools.some((pool) => sum(freeGpus(this.pools[pool]!, [])) >= room)) this.list.push(fate);
    else fate.leave("rejected", this.now);
  }

  private end(fate: NaiveFate): void {
    this.stop(fate, 0);
    fate.leave("completed", this.now);
    this.list.splice(this.list.indexOf(fate), 1);
  }

  private sort(): void {
    const keys = new Map(
      this.list.map((fate) => [fate, naiveKey(this.scenario.order, fate, this.now)] as const),
    );
    this.list.sort((a, b) => b.job.priority - a.job.priority || keys.get(a)! - keys.get(b)!);
  }

  /** Give everything away anew; true when somebody who was to start, or held up others, has been killed instead. */
  private reallocate(): boolean {
    const losers: NaiveFate[] = [];
    const starts: Start[] = [];
    const loose = (fate: NaiveFate) => fate.state === "running" && fate.source.preemptible;
    const left = this.pools.map((_, pool) =>
      this.freeBut(
        pool,
        this.fates.filter((fate) => !loose(fate)),
      ),
    );
    let blocker: NaiveFate | null = null;
    this.list.forEach((fate, place) => {
      if (fate.state === "left" || (fate.state === "running" && !loose(fate))) return;
      if (loose(fate) && blocker === null && take(left[fate.pool]!, this.heldBy(fate))) return;
      if (loose(fate)) losers.push(fate);
      if (blocker !== null) return;
      const start = this.find(fate, left, this.list.slice(place + 1).filter(loose));
      if (start !== null) starts.push(start);
      else if (this.scenario.blocks && !fate.impatient) blocker = fate;
    });
    for (const fate of losers) this.evict(fate);
    for (const start of starts) if (start.fate.state !== "left") this.begin(start);
    return [...starts.map(({ fate }) => fate), blocker].some((fate) => fate?.state === "left");
  }

  /** A place for a job among GPUs that nobody holds, else among all that are left; they are taken from `left`. */
  private find(fate: NaiveFate, left: number[][], later: readonly NaiveFate[]): Start | null {
    const { placement, headroom } = this.scenario;
    for (const holders of [later, []]) {
      for (const pool of fate.source.pools) {
        const free = left[pool]!;
        if (sum(free) - fate.job.gpus < (fate.firm ? headroom : 0)) continue;
        const held = this.freeBut(pool, []).map((all, node) => all - this.freeBut(pool, holders)[node]!);
        const spare = free.map((gpus, node) => Math.max(0, gpus - held[node]!));
        const size = this.whole ? this.pools[pool]!.gpusPerNode : null;
        const place = naivePlacement(spare, size, fate.job.gpus, placement, this.seen);
        if (place === null) continue;
        take(free, place);
        return { fate, pool, held: this.whole ? place : null };
      }
    }
    return null;
  }

  private get whole(): boolean {
    return this.scenario.placement !== "pool" && !this.scenario.spread;
  }

  /** What a job holds; only its number counts when its GPUs may be anywhere. */
  private heldBy(fate: NaiveFate): Held {
    return this.whole || fate.held.length === 0 ? fate.held : [[0, fate.job.gpus]];
  }

  /** GPUs of all jobs that have come. */
  private get seen(): number[] {
    return this.fates.filter(({ state }) => state !== "coming").map(({ job }) => job.gpus);
  }

  /** Free GPUs of each node beside what some jobs hold; of the pool as one when GPUs may be anywhere. */
  private freeBut(pool: number, holders: readonly NaiveFate[]): number[] {
    const { nodes, gpusPerNode } = this.pools[pool]!;
    const shape = this.whole ? { nodes, gpusPerNode } : { nodes: 1, gpusPerNode: nodes * gpusPerNode };
    const held = holders.flatMap((fate) => (fate.pool === pool ? this.heldBy(fate) : []));
    return freeGpus(shape, [...held, ...absentIn(this.scenario.pools[pool]!, this.now, !this.whole)]);
  }

  private begin({ fate, pool, held }: Start): void {
    const taken = this.fates.flatMap((other) => (other.pool === pool ? other.held : []));
    const place =
      held ??
      naivePlacement(
        freeGpus(this.pools[pool]!, [...taken, ...this.absentOn(pool)]),
        null,
        fate.job.gpus,
        this.scenario.placement,
        this.seen,
      )!;
    Object.assign(fate, { state: "running", start: this.now, pool, held: place, lastHeld: place });
    fate.runs.push({ start: this.now, end: Number.NaN, by: "horizon" });
    fate.firstStart = fate.runs[0]!.start;
  }

  /** Nodes that have not arrived, on the nodes that jobs are told. */
  private absentOn(pool: number): Held {
    return absentIn(this.scenario.pools[pool]!, this.now, this.scenario.placement === "pool");
  }

  private evict(fate: NaiveFate): void {
    fate.preemptions++;
    const { onPreemption } = fate.source;
    this.stop(fate, onPreemption === "resume" ? fate.remaining - (this.now - fate.start) : fate.job.service);
    if (onPreemption === "kill") fate.leave("preempted", this.now);
  }

  private stop(fate: NaiveFate, remaining: number): void {
    fate.runs[fate.runs.length - 1] = {
      start: fate.start,
      end: this.now,
      by: remaining === 0 ? "customer" : "provider",
    };
    Object.assign(fate, { held: [], state: "waiting", remaining });
  }
}

/** Take GPUs node by node, or nothing if some are not there. */
function take(free: number[], held: Held): boolean {
  if (held.some(([node, gpus]) => free[node]! < gpus)) return false;
  for (const [node, gpus] of held) free[node]! -= gpus;
  return true;
}
