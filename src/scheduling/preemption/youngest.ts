// Which preemptible jobs leave so that another can be placed: the youngest runs first, and of those walked only the
// ones whose GPUs the placement needs. The walk stops as soon as the job would fit; that it can fit is known before.

import type { PoolView } from "../../fleet/pool.ts";
import { grown } from "../../kernel/column.ts";
import type { JobIndex, JobTable } from "../../workload/job-table.ts";
import type { Proposal } from "../contract.ts";

/** GPUs that the walk has freed on each node; cleared after every use. */
let freed = new Int32Array(64);
let walked = new Int32Array(64);

/** Fill `proposal` with the nodes and the youngest victims for `gpus` GPUs; they must fit once all victims have left. */
export function youngestVictims(pool: PoolView, gpus: number, jobs: JobTable, proposal: Proposal): void {
  if (pool.nodes === null) youngestByCount(pool, gpus, jobs, proposal);
  else if (pool.shape === "spread") spreadOverVictims(pool, gpus, jobs, proposal);
  else placeOnVictims(pool, gpus, jobs, proposal);
}

/** The youngest until, with what is free, there are `gpus` GPUs, wherever they are. */
export function youngestByCount(pool: PoolView, gpus: number, jobs: JobTable, proposal: Proposal): void {
  let victim = pool.youngest;
  for (let missing = gpus - pool.free; missing > 0; missing -= jobs.gpus[victim]!) {
    if (proposal.victimCount > 0) victim = jobs.previous[victim]! as JobIndex;
    proposal.addVictim(victim);
  }
}

/** One-GPU workers: all free GPUs, by node index, and then those of the victims. */
function spreadOverVictims(pool: PoolView, gpus: number, jobs: JobTable, proposal: Proposal): void {
  const nodes = pool.nodes!;
  const { segments } = pool;
  let left = gpus;
  for (let count = nodes.nextFreeCount(1); count !== -1; count = nodes.nextFreeCount(count + 1)) {
    for (let node = nodes.nextWithFree(count, 0); node !== -1; node = nodes.nextWithFree(count, node + 1)) {
      proposal.addNode(node, Math.min(count, left));
      left -= Math.min(count, left);
    }
  }
  youngestByCount(pool, gpus, jobs, proposal);
  for (let place = 0; place < proposal.victimCount; place++) {
    const victim = proposal.victims[place]! as JobIndex;
    for (let at = segments.firstOf(victim); at !== -1 && left > 0; at = segments.next[at]!) {
      const some = Math.min(segments.gpus[at]!, left);
      proposal.addNode(segments.node[at]!, some);
      left -= some;
    }
  }
}

/** One node, or a gang of empty nodes: walk from the youngest until enough nodes would have the room. */
function placeOnVictims(pool: PoolView, gpus: number, jobs: JobTable, proposal: Proposal): void {
  const nodes = pool.nodes!;
  const { segments } = pool;
  const size = nodes.gpusPerNode;
  const perNode = Math.min(gpus, size);
  let nodesLeft = Math.ceil(gpus / size);
  if (freed.length < nodes.count) freed = new Int32Array(nodes.count);
  let last = gpus;
  if (gpus > size) {
    for (let node = nodes.nextWithFree(size, 0); node !== -1; node = nodes.nextWithFree(size, node + 1)) {
      proposal.addNode(node, size);
      nodesLeft--;
      last -= size;
    }
  }
  let count = 0;
  for (let victim = pool.youngest; nodesLeft > 0; victim = jobs.previous[victim]! as JobIndex) {
    if (count === walked.length) walked = grown(walked, count * 2);
    walked[count++] = victim;
    for (let at = segments.firstOf(victim); at !== -1; at = segments.next[at]!) {
      const node = segments.node[at]!;
      const before = nodes.free[node]! + freed[node]!;
      freed[node]! += segments.gpus[at]!;
      const now = nodes.free[node]! + freed[node]!;
      if (before < perNode && now >= perNode && nodesLeft > 0) {
        proposal.addNode(node, Math.min(perNode, last));
        nodesLeft--;
        last -= perNode;
      }
    }
  }
  addThoseOn(proposal, perNode, count, pool);
}

/**
 * Of the walked jobs, the victims are those with GPUs on a chosen node that has fewer than `perNode` free; a job whose GPUs turn
 * out to be spare on every such node is spared.
 */
function addThoseOn(proposal: Proposal, perNode: number, count: number, pool: PoolView): void {
  const nodes = pool.nodes!;
  const { segments } = pool;
  clear(count, pool);
  for (let place = 0; place < proposal.nodeCount; place++) {
    const node = proposal.nodes[place]!;
    freed[node] = Math.max(0, perNode - nodes.free[node]!);
  }
  // From the oldest, which made the room complete, to the youngest: each is taken while something is still missing.
  for (let place = count - 1; place >= 0; place--) {
    const victim = walked[place]! as JobIndex;
    let needed = false;
    for (let at = segments.firstOf(victim); at !== -1; at = segments.next[at]!) {
      if (freed[segments.node[at]!]! > 0) needed = true;
    }
    if (!needed) continue;
    proposal.addVictim(victim);
    for (let at = segments.firstOf(victim); at !== -1; at = segments.next[at]!) {
      freed[segments.node[at]!]! -= segments.gpus[at]!;
    }
  }
  clear(count, pool);
}

/** Clear what the walk and the choice have left on the nodes of the walked jobs. */
function clear(count: number, pool: PoolView): void {
  const { segments } = pool;
  for (let place = 0; place < count; place++) {
    const victim = walked[place]! as JobIndex;
    for (let at = segments.firstOf(victim); at !== -1; at = segments.next[at]!) freed[segments.node[at]!] = 0;
  }
}
