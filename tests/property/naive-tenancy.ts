// A second opinion on tenancy: the words of docs/model.md on whole nodes and domains for each side or customer, with no code of src.

import { NaiveNodes } from "./naive-nodes.ts";
import { naivePlacement, sum } from "./naive-placement.ts";
import type { Held, NaiveFate, NaiveScenario } from "./naive-scenario.ts";
import { NaiveSimulator } from "./naive-simulator.ts";

/** Nodes of a pool that change hands together. */
class NaiveUnit {
  readonly pool: number;
  readonly nodes: readonly number[];
  /** for whom it is set up, by name */
  image = "internal";
  /** for whom it is emptied or wiped, by name */
  next = "";
  /** when it has been wiped */
  wiped = Infinity;
  /** who has claimed GPUs that it will have, the first to claim first */
  claims: { readonly fate: NaiveFate; readonly node: number; readonly gpus: number }[] = [];

  constructor(pool: number, nodes: readonly number[]) {
    this.pool = pool;
    this.nodes = nodes;
  }

  claimedOf(node: number): number {
    return sum(this.claims.filter((claim) => claim.node === node).map(({ gpus }) => gpus));
  }
}

export class NaiveTenancy extends NaiveSimulator {
  private readonly standing: NaiveNodes;
  private readonly units: readonly NaiveUnit[];
  /** units that are being wiped, in the order in which they were emptied */
  private wipes: NaiveUnit[] = [];
  /** all that a claim will hold, in the order in which it was chosen */
  private readonly chosen = new Map<NaiveFate, Held>();

  constructor(scenario: NaiveScenario) {
    super(scenario);
    this.units = scenario.pools.flatMap(({ nodes, nodesPerDomain }, pool) => {
      const size = scenario.byDomain ? nodesPerDomain : 1;
      const all = [...Array(nodes).keys()];
      return all
        .filter((node) => node % size === 0)
        .map((node) => unitAt(pool, all.slice(node, node + size)));
    });
    this.standing = new NaiveNodes(scenario, {
      withdraw: (pool, node) => this.withdraw(pool, node),
      hit: (pool, node) => {
        for (const fate of this.holders(pool, node)) {
          fate.remaining = fate.job.service;
          this.stop(fate, "provider");
        }
      },
      clear: (pool, node) => {
        for (const fate of this.holders(pool, node)) this.evict(fate);
      },
    });
  }

  protected override nextInstant(): number {
    const wiped = this.units.map((unit) => unit.wiped);
    return Math.min(super.nextInstant(), this.standing.nextChange, ...wiped);
  }

  /** Jobs end, then nodes go and come, notices end and jobs arrive, units are wiped, and new nodes arrive. */
  protected override applyOne(): boolean {
    const ends = this.fates.find((fate) => this.runs(fate) && fate.start + fate.remaining === this.now);
    if (ends !== undefined) this.apply(ends);
    else if (!this.standing.applyOne(this.now, false) && !super.applyOne() && !this.finishOne())
      return this.standing.applyOne(this.now, true);
    return true;
  }

  /** A unit has been wiped: those who have claimed some of it get it, node by node. */
  private finishOne(): boolean {
    const unit = this.wipes.find(({ wiped }) => wiped === this.now);
    if (unit === undefined) return false;
    this.wipes = this.wipes.filter((each) => each !== unit);
    const { claims } = unit;
    Object.assign(unit, { image: unit.next, next: "", wiped: Infinity, claims: [] });
    for (const each of unit.nodes) {
      for (const { fate, node, gpus } of claims) {
        if (node !== each) continue;
        fate.held.push([node, gpus]);
        fate.wanted -= gpus;
        if (fate.wanted === 0) this.begin(Object.assign(fate, { held: this.chosen.get(fate) }));
      }
    }
    return true;
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
    const free = this.freeOn(pool).map((gpus, node) => (this.isOwn(fate, pool, node) ? gpus : 0));
    return this.onNodes(fate, pool, free);
  }

  private onNodes({ job }: NaiveFate, pool: number, free: readonly number[]): Held | null {
    const seen = this.fates.filter(({ state }) => state !== "coming").map((each) => each.job.gpus);
    return naivePlacement(free, this.pools[pool]!.gpusPerNode, job.gpus, this.scenario.placement, seen);
  }

  private leavesHeadroom({ firm, job }: NaiveFate, pool: number): boolean {
    const loose = sum(this.victimsIn(pool).map((victim) => victim.job.gpus));
    return !firm || sum(this.freeOn(pool)) + loose - job.gpus >= this.scenario.headroom;
  }

  /** Nodes that a job gets by turnover, or null; the GPUs that it wants of each. */
  private nodesFor(fate: NaiveFate, pool: number, takes: boolean): Held | null {
    const size = this.pools[pool]!.gpusPerNode;
    const { gpus } = fate.job;
    const unclaimed = this.freeOn(pool).map((_, node) => this.unclaimedOf(pool, node, this.tenantOf(fate)));
    const coming = gpus <= size ? this.onNodes(fate, pool, unclaimed) : null;
    if (coming !== null) return coming;
    const nodes: number[] = [];
    if (gpus > size) {
      const free = this.freeOn(pool);
      free.forEach((some, node) => {
        if (some === size && this.isOwn(fate, pool, node)) nodes.push(node);
      });
      unclaimed.forEach((some, node) => {
        if (some === size) nodes.push(node);
      });
    }
    for (const unit of this.units)
      if (unit.pool === pool && this.isForeign(fate, unit) && this.holdersOf(unit).length === 0)
        nodes.push(...this.serving(unit));
    if (takes) nodes.push(...this.emptiable(pool));
    const count = Math.ceil(gpus / size);
    if (nodes.length < count) return null;
    return nodes.slice(0, count).map((node, place) => [node, Math.min(size, gpus - place * size)]);
  }

  /** Nodes of units that would be empty if rental left, in the order in which victims empty them: the youngest leave first. */
  private emptiable(pool: number): number[] {
    const emptied: number[] = [];
    const left: [NaiveFate, number][] = [];
    const hasLeft = (fate: NaiveFate, node: number) => left.some(([who, at]) => who === fate && at === node);
    for (const victim of this.victimsIn(pool)) {
      for (const [node] of [...victim.held].reverse()) {
        left.push([victim, node]);
        const unit = this.unitOf(pool, node);
        const isEmpty = unit.nodes.every((each) =>
          this.holders(pool, each).every((holder) => hasLeft(holder, each)),
        );
        if (isEmpty) emptied.push(...this.serving(unit));
      }
    }
    return emptied;
  }

  private claim(fate: NaiveFate, pool: number, chosen: Held): void {
    Object.assign(fate, { state: "claiming", pool, held: [], wanted: 0 });
    this.chosen.set(fate, chosen);
    const taken = new Set<NaiveUnit>();
    for (const [node, gpus] of chosen) {
      const unit = this.unitOf(pool, node);
      if (this.isOwn(fate, pool, node)) fate.held.push([node, gpus]);
      else {
        unit.next = this.tenantOf(fate);
        unit.claims.push({ fate, node, gpus });
        fate.wanted += gpus;
        taken.add(unit);
      }
    }
    for (const unit of taken)
      for (const holder of this.holdersOf(unit)) if (holder.state === "running") this.notify(holder);
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

  /** Units to be turned over that have just been emptied. */
  private wipeEmpty(): void {
    for (const unit of this.units) {
      if (unit.next === "" || unit.wiped < Infinity || this.holdersOf(unit).length > 0) continue;
      unit.wiped = this.now + this.scenario.turnover!;
      this.wipes.push(unit);
    }
  }

  /** A node goes out of service: claims on it are given up; the last of its unit to go ends what the unit is on its way to. */
  private withdraw(pool: number, node: number): void {
    const unit = this.unitOf(pool, node);
    const claimed = unit.claims.filter((claim) => claim.node === node).map(({ fate }) => fate);
    for (const fate of new Set([...claimed, ...this.holders(pool, node)]))
      if (fate.state === "claiming") this.giveUp(fate);
    if (unit.next === "" || this.serving(unit).length > 0) return;
    Object.assign(unit, { next: "", wiped: Infinity });
    this.wipes = this.wipes.filter((each) => each !== unit);
  }

  private giveUp(fate: NaiveFate): void {
    Object.assign(fate, { state: "waiting", held: [], wanted: 0 });
    for (const unit of this.units) unit.claims = unit.claims.filter((claim) => claim.fate !== fate);
  }

  protected override victimsIn(pool: number): NaiveFate[] {
    const drains = ([node]: Held[number]) => this.standing.drains(pool, node);
    const victims = super.victimsIn(pool);
    return this.scenario.preempts ? victims.filter(({ held }) => !held.some(drains)) : victims;
  }

  /** What anybody may have now, wherever it is. */
  protected override freeOn(pool: number): number[] {
    const isReady = (node: number) =>
      this.standing.isInService(pool, node) && this.unitOf(pool, node).next === "";
    return super.freeOn(pool).map((gpus, node) => (isReady(node) ? gpus : 0));
  }

  /** With whom a job may share nodes: its side, or its customer. */
  private tenantOf({ job, source }: NaiveFate): string {
    if (source.internal) return "internal";
    return this.scenario.customersApart ? `customer ${job.group ?? job.source}` : "rental";
  }

  private isOwn(fate: NaiveFate, pool: number, node: number): boolean {
    const { image, next } = this.unitOf(pool, node);
    return image === this.tenantOf(fate) && next === "";
  }

  private isForeign(fate: NaiveFate, { image, next }: NaiveUnit): boolean {
    return image !== this.tenantOf(fate) && next === "";
  }

  /** GPUs of a node on its way to a tenant that nobody has claimed. */
  private unclaimedOf(pool: number, node: number, tenant: string): number {
    const unit = this.unitOf(pool, node);
    const comes = unit.next === tenant && this.standing.isInService(pool, node);
    return comes ? this.pools[pool]!.gpusPerNode - unit.claimedOf(node) : 0;
  }

  private unitOf(pool: number, node: number): NaiveUnit {
    return this.units.find((unit) => unit.pool === pool && unit.nodes.includes(node))!;
  }

  /** The nodes that a unit has in service. */
  private serving({ pool, nodes }: NaiveUnit): number[] {
    return nodes.filter((node) => this.standing.isInService(pool, node));
  }

  private holders(pool: number, node: number): NaiveFate[] {
    return this.fates.filter((fate) => fate.pool === pool && fate.held.some(([at]) => at === node));
  }

  private holdersOf({ pool, nodes }: NaiveUnit): NaiveFate[] {
    return [...new Set(nodes.flatMap((node) => this.holders(pool, node)))];
  }

  private runs({ state }: NaiveFate): boolean {
    return state === "running" || state === "noticed";
  }
}

function unitAt(pool: number, nodes: readonly number[]): NaiveUnit {
  return new NaiveUnit(pool, nodes);
}
