// A second opinion on tenancy: the words of docs/model.md on whole nodes for each side or customer, with no code of src.

import { naivePlacement, sum } from "./naive-placement.ts";
import type { Held, NaiveFate, NaiveScenario } from "./naive-scenario.ts";
import { NaiveSimulator } from "./naive-simulator.ts";

class NaiveNode {
  /** for whom it is set up, by name */
  image = "internal";
  /** for whom it is emptied or wiped, by name */
  next = "";
  /** when it has been wiped */
  wiped = Infinity;
  /** who has claimed GPUs that it will have, the first to claim first */
  claims: { readonly fate: NaiveFate; readonly gpus: number }[] = [];
}

export class NaiveTenancy extends NaiveSimulator {
  private readonly nodes: readonly (readonly NaiveNode[])[];
  /** nodes that are being wiped, in the order in which they were emptied */
  private wipes: { readonly pool: number; readonly node: number }[] = [];

  constructor(scenario: NaiveScenario) {
    super(scenario);
    this.nodes = this.pools.map(({ nodes }) => Array.from({ length: nodes }, () => new NaiveNode()));
  }

  protected override nextInstant(): number {
    return Math.min(super.nextInstant(), ...this.nodes.flat().map(({ wiped }) => wiped));
  }

  protected override applyOne(): boolean {
    if (super.applyOne()) return true;
    const due = this.wipes.find(({ pool, node }) => this.nodes[pool]![node]!.wiped === this.now);
    if (due === undefined) return false;
    this.wipes.splice(this.wipes.indexOf(due), 1);
    this.finish(due.pool, due.node);
    return true;
  }

  /** A node has been wiped: those who have claimed it get it. */
  private finish(pool: number, node: number): void {
    const at = this.nodes[pool]![node]!;
    const { claims } = at;
    Object.assign(at, { image: at.next, next: "", wiped: Infinity, claims: [] });
    for (const { fate, gpus } of claims) {
      fate.held.push([node, gpus]);
      fate.wanted -= gpus;
      if (fate.wanted === 0) this.begin(fate);
    }
  }

  protected override start(fate: NaiveFate): boolean {
    for (const pool of fate.source.pools) {
      const held = this.place(fate, pool);
      if (held === null) continue;
      this.begin(Object.assign(fate, { held, pool }));
      return true;
    }
    for (const takes of this.scenario.preempts && fate.source.internal ? [false, true] : [false]) {
      for (const pool of fate.source.pools) {
        const chosen = this.leavesHeadroom(fate, pool) ? this.nodesFor(fate, pool, takes) : null;
        if (chosen === null) continue;
        this.claim(fate, pool, chosen);
        return true;
      }
    }
    return false;
  }

  /** On nodes that are set up for it and ready. */
  protected override place(fate: NaiveFate, pool: number): Held | null {
    if (!this.leavesHeadroom(fate, pool)) return null;
    const free = this.each(pool, (at, node) =>
      at.image === this.tenantOf(fate) && at.next === "" ? this.freeOn(pool)[node]! : 0,
    );
    return this.onNodes(fate, pool, free);
  }

  private onNodes({ job }: NaiveFate, pool: number, free: readonly number[]): Held | null {
    const seen = this.fates.filter(({ state }) => state !== "coming").map((each) => each.job.gpus);
    return naivePlacement(free, this.pools[pool]!.gpusPerNode, job.gpus, this.scenario.placement, seen);
  }

  private leavesHeadroom({ firm, job }: NaiveFate, pool: number): boolean {
    const ready = this.each(pool, (at, node) => (at.next !== "" ? 0 : this.freeOn(pool)[node]!));
    const loose = sum(this.victimsIn(pool).map((victim) => victim.job.gpus));
    return !firm || sum(ready) + loose - job.gpus >= this.scenario.headroom;
  }

  /** Nodes that a job gets by turnover, or null; the GPUs that it wants of each. */
  private nodesFor(fate: NaiveFate, pool: number, takes: boolean): Held | null {
    const size = this.pools[pool]!.gpusPerNode;
    const tenant = this.tenantOf(fate);
    const free = this.freeOn(pool);
    const all = this.each(pool, (at, node) => ({
      node,
      own: at.image === tenant && at.next === "",
      foreign: at.image !== tenant && at.next === "",
      unclaimed: at.next === tenant ? size - sum(at.claims.map(({ gpus }) => gpus)) : 0,
    }));
    if (fate.job.gpus <= size) {
      const coming = this.onNodes(
        fate,
        pool,
        all.map(({ unclaimed }) => unclaimed),
      );
      if (coming !== null) return coming;
    }
    const ready = fate.job.gpus > size ? all.filter(({ own, node }) => own && free[node] === size) : [];
    const coming = fate.job.gpus > size ? all.filter(({ unclaimed }) => unclaimed === size) : [];
    const empty = all.filter(({ foreign, node }) => foreign && free[node] === size);
    const nodes = [...ready, ...coming, ...empty].map(({ node }) => node);
    if (takes) nodes.push(...this.emptiable(pool));
    const count = Math.ceil(fate.job.gpus / size);
    if (nodes.length < count) return null;
    return nodes.slice(0, count).map((node, place) => [node, Math.min(size, fate.job.gpus - place * size)]);
  }

  /** Nodes that would be empty if rental left, in the order in which victims empty them: the youngest leave first. */
  private emptiable(pool: number): number[] {
    const emptied: number[] = [];
    const gone = new Set<NaiveFate>();
    for (const victim of this.victimsIn(pool)) {
      gone.add(victim);
      for (const [node] of [...victim.held].reverse())
        if (this.holders(pool, node).every((holder) => gone.has(holder))) emptied.push(node);
    }
    return emptied;
  }

  private holders(pool: number, node: number): NaiveFate[] {
    return this.fates.filter((fate) => fate.pool === pool && fate.held.some(([at]) => at === node));
  }

  private claim(fate: NaiveFate, pool: number, chosen: Held): void {
    Object.assign(fate, { state: "claiming", pool, held: [], wanted: 0 });
    for (const [node, gpus] of chosen) {
      const at = this.nodes[pool]![node]!;
      if (at.image === this.tenantOf(fate) && at.next === "") fate.held.push([node, gpus]);
      else {
        at.next = this.tenantOf(fate);
        at.claims.push({ fate, gpus });
        fate.wanted += gpus;
      }
    }
    for (const [node] of chosen)
      for (const holder of this.holders(pool, node)) if (holder.state === "running") this.notify(holder);
    this.wipeEmpty();
  }

  private notify(victim: NaiveFate): void {
    const noticeEnd = this.now + victim.source.notice;
    if (noticeEnd === this.now) this.evict(victim);
    else Object.assign(victim, { state: "noticed", noticeEnd });
  }

  protected override stop(fate: NaiveFate, by: "customer" | "provider"): void {
    super.stop(fate, by);
    this.wipeEmpty();
  }

  /** Nodes to be turned over that have just been emptied. */
  private wipeEmpty(): void {
    this.nodes.forEach((nodes, pool) => {
      nodes.forEach((at, node) => {
        if (at.next === "" || at.wiped < Infinity || this.holders(pool, node).length > 0) return;
        at.wiped = this.now + this.scenario.turnover!;
        this.wipes.push({ pool, node });
      });
    });
  }

  /** With whom a job may share nodes: its side, or its customer. */
  private tenantOf({ job, source }: NaiveFate): string {
    if (source.internal) return "internal";
    return this.scenario.customersApart ? `customer ${job.group ?? job.source}` : "rental";
  }

  private each<T>(pool: number, of: (at: NaiveNode, node: number) => T): T[] {
    return this.nodes[pool]!.map(of);
  }
}
