// Which runs leave so that units of tenancy, nodes or domains, become empty: candidates are walked in their order until enough
// units would be, and of those walked all leave that stand on one of them.

import type { PoolView } from "../../fleet/pool-view.ts";
import { grown } from "../../kernel/column.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import type { Proposal } from "../contract.ts";
import type { VictimOrder } from "./victim-orders.ts";

export class WholeUnitVictims {
  private readonly order: VictimOrder;
  /** GPUs that the walk has freed on each node; all 0 between two choices, as in the next two */
  private freed = new Int32Array(0);
  /** by unit: nodes that the walk has emptied, and 1 if it is to be emptied */
  private emptied = new Int32Array(0);
  private chosen = new Uint8Array(0);
  private walked = new Int32Array(64);
  private walkedCount = 0;

  constructor(order: VictimOrder) {
    this.order = order;
  }

  /** Add nodes of units that their victims leave, for the `gpus` GPUs that a job still misses, and these victims. */
  choose(pool: PoolView, gpus: number, reach: number, proposal: Proposal): void {
    const nodes = pool.nodes!.count;
    if (this.freed.length < nodes) {
      this.freed = new Int32Array(nodes);
      this.emptied = new Int32Array(nodes);
      this.chosen = new Uint8Array(nodes);
    }
    this.walkedCount = 0;
    this.order.begin(pool, reach, gpus);
    for (let left = gpus; left > 0; ) left = this.walk(this.order.next(), pool, left, proposal);
    this.takeThoseThere(pool, proposal);
    this.clear(pool);
  }

  /** Count the GPUs of one more candidate; nodes of a unit that would now be empty join the placement. Returns GPUs still to place. */
  private walk(job: JobIndex, pool: PoolView, gpus: number, proposal: Proposal): number {
    const { freed, emptied, chosen } = this;
    const { segments } = pool;
    const { free, gpusPerNode } = pool.nodes!;
    const { units } = pool.tenancy!;
    if (this.walkedCount === this.walked.length) this.walked = grown(this.walked, this.walkedCount * 2);
    this.walked[this.walkedCount++] = job;
    let left = gpus;
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      const node = segments.node[at]!;
      freed[node]! += segments.gpus[at]!;
      if (free[node]! + freed[node]! < gpusPerNode) continue;
      const unit = Math.floor(node / units.nodesPerUnit);
      if (++emptied[unit]! < units.occupied(unit) || left <= 0) continue;
      chosen[unit] = 1;
      left = takeUnit(pool, unit, left, proposal);
    }
    return left;
  }

  /** From the last walked, which made the room complete, to the first. */
  private takeThoseThere(pool: PoolView, proposal: Proposal): void {
    for (let place = this.walkedCount - 1; place >= 0; place--) {
      const victim = this.walked[place]! as JobIndex;
      if (this.standsOnChosen(victim, pool)) proposal.addVictim(victim);
    }
  }

  private standsOnChosen(job: JobIndex, { segments, tenancy }: PoolView): boolean {
    const { nodesPerUnit } = tenancy!.units;
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      if (this.chosen[Math.floor(segments.node[at]! / nodesPerUnit)] === 1) return true;
    }
    return false;
  }

  private clear({ segments, tenancy }: PoolView): void {
    const { nodesPerUnit } = tenancy!.units;
    for (let place = 0; place < this.walkedCount; place++) {
      for (let at = segments.firstOf(this.walked[place]! as JobIndex); at !== -1; at = segments.next[at]!) {
        const node = segments.node[at]!;
        const unit = Math.floor(node / nodesPerUnit);
        this.freed[node] = 0;
        this.emptied[unit] = 0;
        this.chosen[unit] = 0;
      }
    }
  }
}

/** Add nodes of a unit that are in service, the lowest first, as far as a job needs them; returns the GPUs still to place. */
export function takeUnit(pool: PoolView, unit: number, gpus: number, proposal: Proposal): number {
  const { serves, nodesPerUnit } = pool.tenancy!.units;
  const end = Math.min(serves.length, (unit + 1) * nodesPerUnit);
  let left = gpus;
  for (let node = unit * nodesPerUnit; node < end && left > 0; node++) {
    if (serves[node] === 0) continue;
    proposal.addNode(node, Math.min(left, pool.gpusPerNode));
    left -= pool.gpusPerNode;
  }
  return left;
}
