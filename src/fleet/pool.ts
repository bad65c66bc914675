// The GPUs of one pool by who holds them. installed = free + held (by internal work, firm rental, preemptible rental,
// claims) + withdrawn (of nodes that are down, drain, stand by or are turned over), at every instant; the counts per node, where a
// placement needs them, say the same. Nodes that are to come are there as withdrawn nodes that are not installed.

import { fault } from "../kernel/assert.ts";
import { type JobIndex, type JobTable, NO_JOB } from "../workload/job-table.ts";
import { Domains, type DomainView } from "./domains.ts";
import { HOLDINGS, Holding, SAFE } from "./holding.ts";
import { Nodes } from "./nodes.ts";
import { Offers } from "./offers.ts";
import type { PoolLayout, Shape } from "./pool-layout.ts";
import { Reclaimable } from "./reclaimable.ts";
import { Segments } from "./segments.ts";
import { STANDINGS, Standing } from "./standing.ts";
import { Tenancy } from "./tenancy.ts";

export class Pool {
  readonly name: string;
  /** GPUs of all nodes, those that are to come or gone among them */
  readonly places: number;
  readonly gpusPerNode: number;
  readonly shape: Shape;
  /** null when only counts matter */
  readonly nodes: Nodes | null;
  readonly segments: Segments;
  /** null where no gang asks for them */
  readonly domains: Domains | null;
  /** null where whoever comes may share a node */
  readonly tenancy: Tenancy | null;
  /** null where nothing unused is resold */
  readonly offers: Offers | null;
  free: number;
  /** GPUs that nobody holds or may have, by the `Standing` of their nodes; single GPUs that fail are down */
  readonly withdrawn = new Float64Array(STANDINGS);
  /** GPUs by `Holding` */
  readonly held = new Float64Array(HOLDINGS);
  /** GPUs by tier */
  readonly heldByTier: Float64Array;
  /** the runs of each tier hang together in the order of their starts: the last and the first of them, or −1 */
  readonly youngest: Int32Array;
  readonly oldest: Int32Array;
  /** GPUs that waiting jobs ask of this pool; changed by `ask` */
  waiting = 0;
  /** whether any of its numbers has changed since the ledger read them */
  changed = true;
  /** whether `withdrawn` has, which is rare */
  standingChanged = true;
  /** what a preemptor of reach r could have of each node, at r − 1 */
  private readonly reclaimables: readonly Reclaimable[];
  /** `Standing` of each node, and how many of its GPUs are withdrawn with it; null where none goes out of service */
  private readonly standings: Uint8Array | null;
  private readonly withdrawnOn: Int32Array;

  constructor(layout: PoolLayout, jobs: JobTable) {
    const { name, nodes, gpusPerNode, shape, tiers, fails, nodesPerDomain, images, resells } = layout;
    const { absent = 0 } = layout;
    this.name = name;
    this.places = nodes * gpusPerNode;
    this.gpusPerNode = gpusPerNode;
    this.shape = shape;
    this.nodes = shape === "counts" ? null : new Nodes(nodes, gpusPerNode);
    this.domains = nodesPerDomain === null ? null : new Domains(nodes, nodesPerDomain);
    this.offers = resells ? new Offers(nodes, gpusPerNode, shape) : null;
    const leaves = fails || images > 0;
    this.segments = new Segments(jobs, leaves || resells ? nodes : 0);
    const told = leaves || (absent > 0 && shape !== "counts");
    this.standings = told ? new Uint8Array(nodes) : null;
    this.withdrawnOn = new Int32Array(told ? nodes : 0);
    this.free = this.places;
    this.heldByTier = new Float64Array(tiers);
    this.youngest = new Int32Array(tiers).fill(NO_JOB);
    this.oldest = new Int32Array(tiers).fill(NO_JOB);
    const counted = shape === "counts" ? 0 : tiers;
    this.reclaimables = Array.from(
      { length: counted },
      () => new Reclaimable(nodes, gpusPerNode, nodesPerDomain),
    );
    const { nodesPerUnit = 1 } = layout;
    this.tenancy = images > 0 ? new Tenancy(this.nodes!, nodesPerUnit, tiers, images) : null;
    if (shape === "counts") this.arrive(-absent * gpusPerNode);
    else for (let node = nodes - absent; node < nodes; node++) this.setStanding(node, Standing.absent);
  }

  /** GPUs that are still to come, or gone */
  get absent(): number {
    return this.withdrawn[Standing.absent]!;
  }

  /** GPUs that have arrived, whatever their state */
  get installed(): number {
    return this.places - this.absent;
  }

  get down(): number {
    return this.withdrawn[Standing.down]!;
  }

  /** GPUs that preemptible rental holds, its notice not given */
  get preemptibleRental(): number {
    return this.held[Holding.preemptible]!;
  }

  /** GPUs that jobs and services hold, used or not, and not merely claim */
  get busy(): number {
    const { held } = this;
    return held[Holding.internal]! + held[Holding.firm]! + held[Holding.preemptible]! + held[Holding.unused]!;
  }

  /** Waiting jobs ask for so many GPUs more (or fewer). */
  ask(gpus: number): void {
    this.waiting += gpus;
    this.changed = true;
  }

  /** GPUs free or held by victims of the tiers below `reach`. */
  reclaimable(reach: number): number {
    let gpus = this.free;
    for (let tier = 0; tier < reach; tier++) gpus += this.heldByTier[tier]!;
    return gpus;
  }

  /** Nodes in service that nobody holds or claims anything of; only where nodes are told apart. */
  get emptyNodes(): number {
    return this.nodes!.emptyNodes;
  }

  /** The largest job that can be placed now; every smaller one fits too. */
  get fitLimit(): number {
    const { nodes } = this;
    if (nodes === null || this.shape === "spread") return this.free;
    return nodes.emptyNodes > 0 ? nodes.emptyNodes * nodes.gpusPerNode : nodes.mostFree;
  }

  /** The same for a job whose nodes must be of one domain. */
  get domainLimit(): number {
    return this.domains === null ? this.fitLimit : this.inOneDomain(this.domains, this.fitLimit);
  }

  /** The same if every victim of the tiers below `reach` left. */
  reclaimDomainLimit(reach: number): number {
    if (reach === 0 || this.domains === null)
      return reach === 0 ? this.domainLimit : this.reclaimLimit(reach);
    return this.inOneDomain(this.reclaimables[reach - 1]!.domains!, this.reclaimLimit(reach));
  }

  /** Domains by the nodes that would be empty then. */
  reclaimDomains(reach: number): DomainView | null {
    return this.reclaimables[reach - 1]!.domains;
  }

  /** Without an empty node the largest job is on one node anyway. */
  private inOneDomain({ byEmptyNodes }: Domains, anywhere: number): number {
    return Math.min(anywhere, Math.max(1, byEmptyNodes.mostFree) * this.gpusPerNode);
  }

  /** The largest job that could be placed if every victim of the tiers below `reach` left. */
  reclaimLimit(reach: number): number {
    if (reach === 0) return this.fitLimit;
    if (this.nodes === null || this.shape === "spread") return this.reclaimable(reach);
    const { emptiableNodes, most } = this.reclaimables[reach - 1]!;
    return emptiableNodes > 0 ? emptiableNodes * this.gpusPerNode : most;
  }

  /**
   * Give free GPUs to a job; on `node` unless only counts matter.
   * @param wanted GPUs that a claim still expects on this node
   */
  take(job: JobIndex, node: number, gpus: number, holding: Holding, tier: number, wanted = 0): void {
    this.free -= gpus;
    this.hold(gpus, holding, tier);
    if (this.nodes === null) return;
    this.segments.add(job, node, gpus, wanted);
    this.occupy(node, gpus, tier);
  }

  /** Take all GPUs of a job back. */
  release(job: JobIndex, gpus: number, holding: Holding, tier: number): void {
    this.free += gpus;
    this.hold(-gpus, holding, tier);
    if (this.nodes === null) return;
    const { segments } = this;
    for (let segment = segments.firstOf(job); segment !== -1; segment = segments.firstOf(job)) {
      this.occupy(segments.node[segment]!, -segments.gpus[segment]!, tier);
      segments.drop(job);
    }
  }

  /** Take some GPUs of a job back, the last placed first. */
  shrink(job: JobIndex, gpus: number, holding: Holding, tier: number): void {
    this.free += gpus;
    this.hold(-gpus, holding, tier);
    if (this.nodes === null) return;
    const { segments } = this;
    for (let left = gpus; left > 0; ) {
      const segment = segments.firstOf(job);
      const some = Math.min(left, segments.gpus[segment]!);
      this.occupy(segments.node[segment]!, -some, tier);
      left -= some;
      segments.gpus[segment]! -= some;
      if (segments.gpus[segment] === 0) segments.drop(job);
    }
  }

  /** The same GPUs change hands or tier: a notice is given, a claim is made good, a protection ends. */
  convert(job: JobIndex, gpus: number, from: Holding, fromTier: number, to: Holding, toTier: number): void {
    this.hold(-gpus, from, fromTier);
    this.hold(gpus, to, toTier);
    if (this.nodes === null || fromTier === toTier) return;
    const { segments } = this;
    for (let segment = segments.firstOf(job); segment !== -1; segment = segments.next[segment]!) {
      const node = segments.node[segment]!;
      this.countReclaimable(node, segments.gpus[segment]!, fromTier);
      this.countReclaimable(node, -segments.gpus[segment]!, toTier);
    }
  }

  /** All GPUs of one row go to another, on the same nodes. */
  handOn(from: JobIndex, to: JobIndex, gpus: number, holding: Holding, next: Holding): void {
    this.hold(-gpus, holding, SAFE);
    this.hold(gpus, next, SAFE);
    if (this.nodes === null) return;
    const { segments } = this;
    for (let segment = segments.firstOf(from); segment !== -1; segment = segments.firstOf(from)) {
      segments.add(to, segments.node[segment]!, segments.gpus[segment]!, 0);
      segments.drop(from);
    }
  }

  /** Move to a claim what it wants of the GPUs that have just come free; returns how many it took. */
  fillClaim(claimant: JobIndex, wanted: number, holding: Holding): number {
    const { nodes, segments } = this;
    let taken = 0;
    if (nodes === null) taken = Math.min(wanted, this.free);
    else {
      for (let segment = segments.firstOf(claimant); segment !== -1; segment = segments.next[segment]!) {
        const node = segments.node[segment]!;
        const some = Math.min(segments.wanted[segment]!, nodes.free[node]!);
        if (some === 0) continue;
        segments.gpus[segment]! += some;
        segments.wanted[segment]! -= some;
        this.occupy(node, some, SAFE);
        taken += some;
      }
    }
    this.free -= taken;
    this.hold(taken, holding, SAFE);
    return taken;
  }

  /** Free GPUs of a node fail, or come back (a negative number). */
  breakDown(node: number, gpus: number): void {
    this.changed = true;
    this.free -= gpus;
    this.standingChanged = true;
    this.withdrawn[Standing.down]! += gpus;
    this.occupy(node, gpus, SAFE);
  }

  /** So many GPUs arrive where only counts matter; elsewhere the standing of a node says that it is there. */
  arrive(gpus: number): void {
    this.changed = true;
    this.standingChanged = true;
    this.free += gpus;
    this.withdrawn[Standing.absent]! -= gpus;
  }

  /** Whether a job holds GPUs of a node that drains. */
  drains(job: JobIndex): boolean {
    const { segments, standings } = this;
    if (standings === null) return false;
    for (let segment = segments.firstOf(job); segment !== -1; segment = segments.next[segment]!) {
      if (standings[segments.node[segment]!] === Standing.draining) return true;
    }
    return false;
  }

  /** A node goes out of service, or comes back. Its free GPUs are withdrawn, and those that come free while it is out. */
  setStanding(node: number, standing: Standing): void {
    const standings = this.standings!;
    const gpus = this.withdrawnOn[node]!;
    this.changed = true;
    this.standingChanged = true;
    this.withdrawn[standings[node]!]! -= gpus;
    this.withdrawnOn[node] = 0;
    this.free += gpus;
    standings[node] = Standing.inService;
    this.occupy(node, -gpus, SAFE);
    standings[node] = standing;
    if (standing !== Standing.inService) this.withdraw(node);
    if (this.tenancy !== null) this.tenancy.units.serve(node, standing === Standing.inService);
  }

  /** What is free on a node out of service is free to nobody. */
  private withdraw(node: number): void {
    const gpus = this.nodes!.free[node]!;
    this.free -= gpus;
    this.standingChanged = true;
    this.withdrawn[this.standings![node]!]! += gpus;
    this.withdrawnOn[node]! += gpus;
    this.occupy(node, gpus, SAFE);
  }

  /** Whether a node takes work, or why not. */
  standingOf(node: number): Standing {
    return this.standings === null ? Standing.inService : this.standings[node]!;
  }

  /**
   * Move all that a job has on a node to another node with as many free GPUs; false if there is none.
   */
  moveOff(job: JobIndex, node: number, tier: number): boolean {
    const { segments } = this;
    const nodes = this.nodes!;
    let segment = segments.firstOf(job);
    while (segments.node[segment] !== node) segment = segments.next[segment]!;
    const gpus = segments.gpus[segment]!;
    for (let count = nodes.nextFreeCount(gpus); count !== -1; count = nodes.nextFreeCount(count + 1)) {
      let target = nodes.nextWithFree(count, 0);
      if (target === node) target = nodes.nextWithFree(count, node + 1);
      if (target === -1) continue;
      this.occupy(node, -gpus, tier);
      this.occupy(target, gpus, tier);
      segments.moveTo(segment, target);
      return true;
    }
    return false;
  }

  /** GPUs of a node that a job holds go back, all of them. */
  releaseOn(job: JobIndex, node: number, holding: Holding, tier: number): number {
    const { segments } = this;
    let gpus = 0;
    for (let segment = segments.firstOf(job); segment !== -1; segment = segments.next[segment]!) {
      if (segments.node[segment] !== node) continue;
      gpus += segments.gpus[segment]!;
      this.occupy(node, -segments.gpus[segment]!, tier);
      segments.gpus[segment] = 0;
    }
    segments.dropEmpty(job);
    this.free += gpus;
    this.hold(-gpus, holding, tier);
    return gpus;
  }

  /** Node indices that a job holds, in ascending order. */
  nodesOf(job: JobIndex): number[] {
    const { segments } = this;
    const held = new Set<number>();
    for (let segment = segments.firstOf(job); segment !== -1; segment = segments.next[segment]!) {
      held.add(segments.node[segment]!);
    }
    return [...held].sort((a, b) => a - b);
  }

  private hold(gpus: number, holding: Holding, tier: number): void {
    this.changed = true;
    this.held[holding]! += gpus;
    if (tier !== SAFE) this.heldByTier[tier]! += gpus;
  }

  /** GPUs of a node that were free are so no longer (or the reverse, with a negative number). */
  private occupy(node: number, gpus: number, tier: number): void {
    if (gpus === 0) return;
    const nodes = this.nodes!;
    const free = nodes.free[node]! - gpus;
    if (free < 0) fault(`node ${node} of pool ${this.name} would have ${free} free GPUs`);
    if (this.domains !== null) this.countEmpty(this.domains, node, free);
    nodes.setFree(node, free);
    if (this.tenancy !== null) this.tenancy.setFree(node, free, this.withdrawnOn[node]!);
    this.countReclaimable(node, -gpus, tier);
    if (gpus < 0 && this.standings !== null && this.standings[node] !== Standing.inService)
      this.withdraw(node);
  }

  /** A node will have so many free GPUs. */
  private countEmpty(domains: Domains, node: number, free: number): void {
    const size = this.gpusPerNode;
    if (free === size) domains.change(node, 1);
    else if (this.nodes!.free[node] === size) domains.change(node, -1);
  }

  /** A tier's GPUs stay reclaimable for those who reach it: count the change for the others. */
  private countReclaimable(node: number, by: number, tier: number): void {
    const { reclaimables, tenancy } = this;
    if (by === 0) return;
    for (let reach = tier === SAFE ? reclaimables.length : tier; reach > 0; reach--) {
      const reclaimable = reclaimables[reach - 1]!;
      reclaimable.change(node, by);
      if (tenancy === null) continue;
      const after = reclaimable.gpus[node]!;
      tenancy.countEmptiable(reach, node, after - by, after);
    }
  }
}
