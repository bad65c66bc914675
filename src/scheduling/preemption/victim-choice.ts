// Which jobs leave so that another can be placed: the candidates are walked in their order until the job would fit, and
// of those walked only the ones whose GPUs the placement needs are taken. That it can fit is known before.

import type { PoolView } from "../../fleet/pool-view.ts";
import { grown } from "../../kernel/column.ts";
import { JobWhole } from "../../workload/job-row.ts";
import type { JobIndex } from "../../workload/job-table.ts";
import type { Topology } from "../../workload/plan.ts";
import type { Proposal, View } from "../contract.ts";
import type { VictimsName } from "../plan.ts";
import { nextVictim, type VictimOrder, victimOrder } from "./victim-orders.ts";
import { WholeGpuVictims } from "./whole-gpu-victims.ts";

/** Nodes from the first on, up to the second. */
interface NodeRange {
  readonly from: number;
  readonly to: number;
}

export class VictimChoice {
  private readonly view: View;
  private readonly order: VictimOrder;
  /** GPUs that the walk has freed on each node, or that are still missing there; all 0 between two choices */
  private marks = new Int32Array(0);
  private walked = new Int32Array(64);
  private walkedCount = 0;
  /** the nodes that the placement must keep to; null: all */
  private range: NodeRange | null = null;
  private readonly wholeGpus: WholeGpuVictims;

  constructor(victims: VictimsName, view: View) {
    this.view = view;
    this.order = victimOrder(victims, view);
    this.wholeGpus = new WholeGpuVictims(this.order);
  }

  /** Fill `proposal` with nodes and victims for a job of `gpus` GPUs whose reach is `reach`. */
  choose(pool: PoolView, gpus: number, reach: number, topology: Topology, proposal: Proposal): void {
    if (pool.nodes === null) this.chooseByCount(pool, gpus, reach, proposal);
    else if (pool.shape === "spread") this.spread(pool, gpus, reach, proposal);
    else if (pool.shape === "slices" && gpus >= pool.gpusPerNode)
      this.wholeGpus.choose(pool, gpus, reach, proposal);
    else {
      this.range = topology === "required" ? domainFor(pool, gpus, reach) : null;
      this.place(pool, gpus, reach, proposal);
    }
  }

  /** Victims until, with what is free, there are `gpus` GPUs, wherever they are. */
  chooseByCount(pool: PoolView, gpus: number, reach: number, proposal: Proposal): void {
    const { jobs } = this.view;
    let missing = gpus - pool.free;
    this.order.begin(pool, reach, missing);
    while (missing > 0) {
      const victim = nextVictim(this.order);
      proposal.addVictim(victim);
      missing -= jobs.whole[victim + JobWhole.gpus]!;
    }
    this.spare(-missing, proposal);
  }

  /** Take back the first victims whose GPUs turn out to be spare, `spare` in all. */
  private spare(spare: number, proposal: Proposal): void {
    const { jobs } = this.view;
    let left = spare;
    let kept = 0;
    for (let place = 0; place < proposal.victimCount; place++) {
      const victim = proposal.victims[place]! as JobIndex;
      if (jobs.whole[victim + JobWhole.gpus]! <= left) left -= jobs.whole[victim + JobWhole.gpus]!;
      else proposal.victims[kept++] = victim;
    }
    proposal.victimCount = kept;
  }

  /** One-GPU workers: all free GPUs, the fullest nodes first, and then those of the victims. */
  private spread(pool: PoolView, gpus: number, reach: number, proposal: Proposal): void {
    const nodes = pool.nodes!;
    const { segments } = pool;
    let left = gpus;
    for (let count = nodes.nextFreeCount(1); count !== -1; count = nodes.nextFreeCount(count + 1)) {
      for (let node = nodes.nextWithFree(count, 0); node !== -1; node = nodes.nextWithFree(count, node + 1)) {
        proposal.addNode(node, count);
        left -= count;
      }
    }
    this.chooseByCount(pool, gpus, reach, proposal);
    for (let place = 0; place < proposal.victimCount; place++) {
      const victim = proposal.victims[place]! as JobIndex;
      for (let at = segments.firstOf(victim); at !== -1 && left > 0; at = segments.next[at]!) {
        const some = Math.min(segments.gpus[at]!, left);
        proposal.addNode(segments.node[at]!, some);
        left -= some;
      }
    }
  }

  /** One node, or a gang of empty nodes: walk until enough nodes would have the room. */
  private place(pool: PoolView, gpus: number, reach: number, proposal: Proposal): void {
    const nodes = pool.nodes!;
    const size = nodes.gpusPerNode;
    const perNode = Math.min(gpus, size);
    let left = gpus;
    if (gpus > size) {
      for (let node = nodes.nextWithFree(size, 0); node !== -1; node = nodes.nextWithFree(size, node + 1)) {
        if (this.isOutside(node)) continue;
        proposal.addNode(node, size);
        left -= size;
      }
    }
    if (this.marks.length < nodes.count) this.marks = new Int32Array(nodes.count);
    this.walkedCount = 0;
    this.order.begin(pool, reach, left);
    while (left > 0) left = this.walk(nextVictim(this.order), pool, perNode, left, proposal);
    this.clearMarks(pool);
    this.takeThoseNeeded(pool, perNode, proposal);
    this.clearMarks(pool);
  }

  /** Whether a node is of another domain than the one that must be kept to. */
  private isOutside(node: number): boolean {
    return this.range !== null && (node < this.range.from || node >= this.range.to);
  }

  /** Count the GPUs of one more candidate; nodes that now have the room join the placement. Returns GPUs still to place. */
  private walk(job: JobIndex, pool: PoolView, perNode: number, gpus: number, proposal: Proposal): number {
    const { marks } = this;
    const { segments } = pool;
    const nodes = pool.nodes!;
    if (this.walkedCount === this.walked.length) this.walked = grown(this.walked, this.walkedCount * 2);
    this.walked[this.walkedCount++] = job;
    let left = gpus;
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      const node = segments.node[at]!;
      if (this.isOutside(node)) continue;
      const before = nodes.free[node]! + marks[node]!;
      marks[node]! += segments.gpus[at]!;
      if (before >= perNode || before + segments.gpus[at]! < perNode || left <= 0) continue;
      proposal.addNode(node, Math.min(perNode, left));
      left -= perNode;
    }
    return left;
  }

  /**
   * Of the walked jobs, take those with GPUs on a chosen node that has fewer than `perNode` free: from the last, which
   * made the room complete, to the first, each only while something is still missing.
   */
  private takeThoseNeeded(pool: PoolView, perNode: number, proposal: Proposal): void {
    const { marks, walked } = this;
    const { segments } = pool;
    const nodes = pool.nodes!;
    for (let place = 0; place < proposal.nodeCount; place++) {
      const node = proposal.nodes[place]!;
      marks[node] = Math.max(0, perNode - nodes.free[node]!);
    }
    for (let place = this.walkedCount - 1; place >= 0; place--) {
      const victim = walked[place]! as JobIndex;
      let needed = false;
      for (let at = segments.firstOf(victim); at !== -1; at = segments.next[at]!) {
        if (marks[segments.node[at]!]! > 0) needed = true;
      }
      if (!needed) continue;
      proposal.addVictim(victim);
      for (let at = segments.firstOf(victim); at !== -1; at = segments.next[at]!) {
        marks[segments.node[at]!]! -= segments.gpus[at]!;
      }
    }
  }

  private clearMarks(pool: PoolView): void {
    const { segments } = pool;
    for (let place = 0; place < this.walkedCount; place++) {
      const victim = this.walked[place]! as JobIndex;
      for (let at = segments.firstOf(victim); at !== -1; at = segments.next[at]!) {
        this.marks[segments.node[at]!] = 0;
      }
    }
  }
}

/** Of the domains whose victims could make room for a gang, that with the fewest nodes to empty; null where any node will do. */
function domainFor(pool: PoolView, gpus: number, reach: number): NodeRange | null {
  const domains = pool.reclaimDomains(reach);
  if (domains === null || gpus <= pool.gpusPerNode) return null;
  const { byEmptyNodes, nodesPerDomain } = domains;
  const count = byEmptyNodes.nextFreeCount(Math.ceil(gpus / pool.gpusPerNode));
  const domain = byEmptyNodes.nextWithFree(count, 0);
  return { from: domain * nodesPerDomain, to: (domain + 1) * nodesPerDomain };
}
