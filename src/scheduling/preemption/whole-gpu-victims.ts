// Which runs leave a pool that divides its GPUs, so that a job gets whole ones: candidates are walked in their order until
// enough GPUs of one node, or enough nodes, would be held by nobody, and of those walked only the ones are taken that hold a
// GPU which the placement needs. A GPU is free when all that hold slices of it have left.

import type { PoolView } from "../../fleet/pool-view.ts";
import { grown } from "../../kernel/column.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import type { Proposal } from "../contract.ts";
import { nextVictim, type VictimOrder } from "./victim-orders.ts";

export class WholeGpuVictims {
  private readonly order: VictimOrder;
  /** slices that the walk has freed on each GPU; all 0 between two choices, as in the next three */
  private freed = new Int32Array(0);
  /** 1 for a GPU that its victims are to leave */
  private needed = new Uint8Array(0);
  /** GPUs of each node that the walk has freed, and those that a chosen node still lacks */
  private freedOn = new Int32Array(0);
  private lacking = new Int32Array(0);
  private walked = new Int32Array(64);
  private walkedCount = 0;
  /** nodes of the placement, in the order in which they were chosen */
  private readonly chosen: number[] = [];

  constructor(order: VictimOrder) {
    this.order = order;
  }

  /** Fill `proposal` with GPUs and victims for a job of `size` slices, which are whole GPUs. */
  choose(pool: PoolView, size: number, reach: number, proposal: Proposal): void {
    const slices = pool.gpusPerNode;
    const { byEmptyNodes: nodes, nodesPerDomain: gpusOfNode } = pool.domains!;
    this.makeRoom(pool.nodes!.count, nodes.count);
    const perNode = Math.min(size / slices, gpusOfNode);
    const most = Math.ceil(size / slices / perNode);
    this.chosen.length = 0;
    if (size / slices > gpusOfNode) this.chooseEmpty(pool);
    this.walkedCount = 0;
    this.order.begin(pool, reach, size - this.chosen.length * perNode * slices);
    while (this.chosen.length < most) this.walk(nextVictim(this.order), pool, perNode, most);
    for (const node of this.chosen) this.lacking[node] = perNode - nodes.free[node]!;
    this.needGpus(pool);
    this.takeHolders(pool, proposal);
    this.addGpus(pool, size / slices, perNode, proposal);
    this.clear(pool);
  }

  private makeRoom(gpus: number, nodes: number): void {
    if (this.freed.length < gpus) {
      this.freed = new Int32Array(gpus);
      this.needed = new Uint8Array(gpus);
    }
    if (this.freedOn.length >= nodes) return;
    this.freedOn = new Int32Array(nodes);
    this.lacking = new Int32Array(nodes);
  }

  /** A gang has all nodes that nobody holds; they are too few. */
  private chooseEmpty(pool: PoolView): void {
    const { byEmptyNodes: nodes, nodesPerDomain } = pool.domains!;
    for (let node = nodes.nextWithFree(nodesPerDomain, 0); node !== -1; ) {
      this.chosen.push(node);
      node = nodes.nextWithFree(nodesPerDomain, node + 1);
    }
  }

  /** Count the slices of one more candidate; a node that now has `perNode` whole GPUs joins the placement. */
  private walk(job: JobIndex, pool: PoolView, perNode: number, most: number): void {
    const { freed, freedOn, chosen } = this;
    const { segments, domains } = pool;
    const gpus = pool.nodes!;
    if (this.walkedCount === this.walked.length) this.walked = grown(this.walked, this.walkedCount * 2);
    this.walked[this.walkedCount++] = job;
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      const gpu = segments.node[at]!;
      freed[gpu]! += segments.gpus[at]!;
      if (gpus.free[gpu]! + freed[gpu]! < gpus.gpusPerNode) continue;
      const node = this.nodeOf(gpu, pool);
      const whole = domains!.byEmptyNodes.free[node]! + ++freedOn[node]!;
      if (whole === perNode && chosen.length < most) chosen.push(node);
    }
  }

  /** From the last walked, which made the room complete, to the first: GPUs of chosen nodes that still lack some. */
  private needGpus(pool: PoolView): void {
    const { freed, needed, lacking } = this;
    const { segments } = pool;
    const gpus = pool.nodes!;
    for (let place = this.walkedCount - 1; place >= 0; place--) {
      for (let at = segments.firstOf(this.walked[place]! as JobIndex); at !== -1; at = segments.next[at]!) {
        const gpu = segments.node[at]!;
        const node = this.nodeOf(gpu, pool);
        const isWhole = gpus.free[gpu]! + freed[gpu]! === gpus.gpusPerNode;
        if (lacking[node]! === 0 || !isWhole || needed[gpu] === 1) continue;
        needed[gpu] = 1;
        lacking[node]!--;
      }
    }
  }

  private takeHolders(pool: PoolView, proposal: Proposal): void {
    const { segments } = pool;
    for (let place = this.walkedCount - 1; place >= 0; place--) {
      const victim = this.walked[place]! as JobIndex;
      let holds = false;
      for (let at = segments.firstOf(victim); at !== -1; at = segments.next[at]!) {
        if (this.needed[segments.node[at]!] === 1) holds = true;
      }
      if (holds) proposal.addVictim(victim);
    }
  }

  /** Of each chosen node the GPUs that nobody holds, and then those that the victims leave, the lowest first. */
  private addGpus(pool: PoolView, gpus: number, perNode: number, proposal: Proposal): void {
    const { free, gpusPerNode: slices } = pool.nodes!;
    let left = gpus;
    for (const node of this.chosen) {
      const first = node * pool.domains!.nodesPerDomain;
      let here = Math.min(perNode, left);
      left -= here;
      for (const vacated of [false, true]) {
        for (let gpu = first; here > 0 && gpu < first + pool.domains!.nodesPerDomain; gpu++) {
          if (vacated ? this.needed[gpu] !== 1 : free[gpu] !== slices) continue;
          proposal.addNode(gpu, slices);
          here--;
        }
      }
    }
  }

  private clear(pool: PoolView): void {
    const { segments } = pool;
    for (let place = 0; place < this.walkedCount; place++) {
      for (let at = segments.firstOf(this.walked[place]! as JobIndex); at !== -1; at = segments.next[at]!) {
        const gpu = segments.node[at]!;
        this.freed[gpu] = 0;
        this.needed[gpu] = 0;
        this.freedOn[this.nodeOf(gpu, pool)] = 0;
      }
    }
  }

  private nodeOf(gpu: number, pool: PoolView): number {
    return Math.floor(gpu / pool.domains!.nodesPerDomain);
  }
}
