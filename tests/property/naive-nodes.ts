// Which nodes are in service, by the words of docs/model.md on failures, maintenance, spares and deliveries, with no code of src.
// A node is out as long as any cause has it out; that it has not arrived is one.

import type { NaivePool, NaiveScenario } from "./naive-scenario.ts";

interface NaiveNode {
  readonly pool: number;
  readonly node: number;
  arrived: boolean;
  failed: boolean;
  causes: number;
  drains: boolean;
  serves: boolean;
  standsBy: boolean;
}

/** Changes of one instant go in the order of their ranks: failures, repairs, maintenance, and last what arrives. */
enum Rank {
  failure = 0,
  repair = 1,
  maintenance = 2,
  delivery = 3,
}

interface Change {
  readonly at: number;
  readonly rank: Rank;
  readonly apply: () => void;
}

/** What becomes of work on nodes that go out of service. */
export interface NaiveWork {
  /** a node takes no work from now on: nobody claims any of it */
  withdraw(pool: number, node: number): void;
  /** it has failed under those who run on it */
  hit(pool: number, node: number): void;
  /** it has drained, and they must leave */
  clear(pool: number, node: number): void;
}

export class NaiveNodes {
  private readonly work: NaiveWork;
  private readonly pools: readonly (readonly NaiveNode[])[];
  /** nodes of each pool that should serve */
  private readonly wanted: number[];
  /** changes to come, in the order in which they were planned */
  private changes: Change[] = [];

  constructor(scenario: NaiveScenario, work: NaiveWork) {
    this.work = work;
    this.wanted = scenario.pools.map((pool) => presentIn(pool) - pool.spares);
    this.pools = scenario.pools.map((pool, index) =>
      Array.from({ length: pool.nodes }, (_, node) => ({
        pool: index,
        node,
        arrived: node < presentIn(pool),
        failed: false,
        causes: node < presentIn(pool) ? 0 : 1,
        drains: false,
        serves: node < this.wanted[index]!,
        standsBy: node >= this.wanted[index]! && node < presentIn(pool),
      })),
    );
    scenario.failures.forEach(({ node, at, repair }) => {
      this.plan(at, Rank.failure, () => this.failNow(this.pools[0]![node]!, at + repair));
    });
    this.planMaintenance(scenario);
    this.planDeliveries(scenario);
  }

  isInService(pool: number, node: number): boolean {
    const { causes, drains, serves } = this.pools[pool]![node]!;
    return causes === 0 && !drains && serves;
  }

  drains(pool: number, node: number): boolean {
    const { causes, drains } = this.pools[pool]![node]!;
    return causes === 0 && drains;
  }

  /** The next instant at which something changes. */
  get nextChange(): number {
    return Math.min(Infinity, ...this.changes.map(({ at }) => at));
  }

  /** Apply one change of this instant, arrivals of nodes only if asked for; false when there is none. */
  applyOne(now: number, arrivals: boolean): boolean {
    const due = this.changes.filter(({ at, rank }) => at === now && (rank === Rank.delivery) === arrivals);
    if (due.length === 0) return false;
    const first = due.reduce((best, each) => (each.rank < best.rank ? each : best));
    this.changes = this.changes.filter((each) => each !== first);
    first.apply();
    return true;
  }

  private plan(at: number, rank: Rank, apply: () => void): void {
    this.changes.push({ at, rank, apply });
  }

  private planMaintenance({ pools, maintenance }: NaiveScenario): void {
    if (maintenance === null) return;
    const { every, batchNodes, drain, duration } = maintenance;
    pools.forEach(({ nodes }, pool) => {
      const count = Math.ceil(nodes / batchNodes);
      for (let batch = 0; batch < count; batch++) {
        const members = this.pools[pool]!.slice(batch * batchNodes, (batch + 1) * batchNodes);
        const begin = (at: number): void =>
          this.plan(at, Rank.maintenance, () => {
            for (const node of members) this.beginDrain(node);
            this.plan(at + drain, Rank.maintenance, () => {
              for (const node of members) this.endDrain(node);
              this.plan(at + drain + duration, Rank.maintenance, () => {
                for (const node of members) this.rise(node);
                begin(at + every);
              });
            });
          });
        begin(Math.round((batch * every) / count));
      }
    });
  }

  private planDeliveries({ pools }: NaiveScenario): void {
    pools.forEach((plan, pool) => {
      let from = presentIn(plan);
      for (const { at, nodes } of plan.deliveries) {
        const arriving = this.pools[pool]!.slice(from, from + nodes);
        this.plan(at, Rank.delivery, () => {
          for (const node of arriving) this.arrive(node);
        });
        from += nodes;
      }
    });
  }

  private failNow(node: NaiveNode, repaired: number): void {
    if (node.failed || !node.arrived) return;
    this.fall(node);
    node.failed = true;
    this.plan(repaired, Rank.repair, () => {
      this.rise(node);
      node.failed = false;
    });
  }

  private fall(node: NaiveNode): void {
    if (node.causes++ > 0) return;
    this.work.withdraw(node.pool, node.node);
    this.work.hit(node.pool, node.node);
    this.lose(node);
  }

  private rise(node: NaiveNode): void {
    if (--node.causes > 0 || node.drains) return;
    if (this.serving(node.pool) < this.wanted[node.pool]!) node.serves = true;
    else node.standsBy = true;
  }

  private beginDrain(node: NaiveNode): void {
    node.drains = true;
    if (node.causes > 0) return;
    this.work.withdraw(node.pool, node.node);
    node.standsBy = false;
  }

  private endDrain(node: NaiveNode): void {
    node.drains = false;
    this.work.clear(node.pool, node.node);
    this.fall(node);
  }

  /** One more is to serve, and it does unless something else keeps it. */
  private arrive(node: NaiveNode): void {
    node.arrived = true;
    this.wanted[node.pool]!++;
    node.serves = true;
    if (--node.causes > 0) this.lose(node);
  }

  /** The lowest that stands by takes the place of one that served. */
  private lose(node: NaiveNode): void {
    node.standsBy = false;
    if (!node.serves) return;
    node.serves = false;
    const spare = this.pools[node.pool]!.find(({ standsBy }) => standsBy);
    if (spare !== undefined) Object.assign(spare, { standsBy: false, serves: true });
  }

  private serving(pool: number): number {
    return this.pools[pool]!.filter(({ serves }) => serves).length;
  }
}

/** Nodes that are there from the beginning. */
function presentIn({ nodes, deliveries }: NaivePool): number {
  return deliveries.reduce((left, delivery) => left - delivery.nodes, nodes);
}
