// Which nodes of a pool serve and which stand by; the spares are there from the beginning. A spare takes the place of a node that is down; that node, once it is up
// again, stands by in its stead, so that no work has to move back.

import { enterService } from "../../fleet/enter-service.ts";
import { firstNodes, type PoolPlan } from "../../fleet/plan.ts";
import type { Pool } from "../../fleet/pool.ts";
import { Standing } from "../../fleet/standing.ts";
import { IndexSet } from "../../kernel/index-set.ts";

export class Roster {
  private readonly pool: Pool;
  /** nodes that should serve */
  private wanted: number;
  private readonly ready: IndexSet;
  /** 1 for a node that serves, also while it drains */
  private readonly serves: Uint8Array;
  private serving: number;

  /** Of the nodes that are there the last stand by first. */
  constructor(plan: PoolPlan, pool: Pool) {
    const present = firstNodes(plan);
    this.pool = pool;
    this.wanted = present - plan.spares;
    this.serving = this.wanted;
    this.ready = new IndexSet(plan.nodes);
    this.serves = new Uint8Array(plan.nodes).fill(1, 0, this.wanted);
    for (let node = this.wanted; node < present; node++) this.standBy(node);
  }

  /** A node arrives: one more is to serve, and it does. */
  enter(node: number): void {
    this.wanted++;
    this.serve(node);
  }

  /** A node is down: the lowest spare takes its place, if it had one. */
  lose(node: number): void {
    this.ready.remove(node);
    if (this.serves[node] === 0) return;
    this.serves[node] = 0;
    this.serving--;
    const spare = this.serving < this.wanted ? this.ready.next(0) : -1;
    if (spare !== -1) this.serve(spare);
  }

  /** A node leaves for good: one fewer is to serve. A spare that has taken its place serves on until a node is down. */
  leave(node: number): void {
    this.ready.remove(node);
    this.wanted--;
    this.serving -= this.serves[node]!;
    this.serves[node] = 0;
  }

  /** A node is up: it serves where one is missing, and stands by otherwise. */
  gain(node: number): void {
    if (this.serving < this.wanted) this.serve(node);
    else this.standBy(node);
  }

  /** A spare takes nobody's place as long as it drains. */
  withhold(node: number): void {
    this.ready.remove(node);
  }

  private serve(node: number): void {
    this.ready.remove(node);
    this.serves[node] = 1;
    this.serving++;
    enterService(this.pool, node);
  }

  private standBy(node: number): void {
    this.ready.add(node);
    this.pool.setStanding(node, Standing.spare);
  }
}
