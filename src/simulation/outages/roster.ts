// Which nodes of a pool serve and which stand by. A spare takes the place of a node that is down; that node, once it is up
// again, stands by in its stead, so that no work has to move back.

import type { PoolPlan } from "../../fleet/plan.ts";
import type { Pool } from "../../fleet/pool.ts";
import { Standing } from "../../fleet/standing.ts";
import { IndexSet } from "../../kernel/index-set.ts";

export class Roster {
  private readonly pool: Pool;
  /** nodes that should serve */
  private readonly wanted: number;
  private readonly ready: IndexSet;
  /** 1 for a node that serves, also while it drains */
  private readonly serves: Uint8Array;
  private serving: number;

  /** The last nodes of the pool stand by first. */
  constructor({ nodes, spares }: PoolPlan, pool: Pool) {
    this.pool = pool;
    this.wanted = nodes - spares;
    this.serving = this.wanted;
    this.ready = new IndexSet(nodes);
    this.serves = new Uint8Array(nodes).fill(1, 0, this.wanted);
    for (let node = this.wanted; node < nodes; node++) this.standBy(node);
  }

  /** A node is down: the lowest spare takes its place, if it had one. */
  lose(node: number): void {
    this.ready.remove(node);
    if (this.serves[node] === 0) return;
    this.serves[node] = 0;
    this.serving--;
    const spare = this.ready.next(0);
    if (spare !== -1) this.serve(spare);
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
    this.pool.setStanding(node, Standing.inService);
  }

  private standBy(node: number): void {
    this.ready.add(node);
    this.pool.setStanding(node, Standing.spare);
  }
}
