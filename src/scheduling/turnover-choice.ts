// Which nodes a job gets that finds no room on those of its image: those already on their way to it, then those of empty units
// of other images, then of such as rental is sent away from. The last two are turned over, unit by unit.

import type { PoolView } from "../fleet/pool-view.ts";
import type { TenancyView } from "../fleet/tenancy.ts";
import { fault } from "../kernel/assert.ts";
import { JobWhole } from "../workload/job-row.ts";
import type { JobIndex } from "../workload/job-table.ts";
import {
  type LineView,
  type Placement,
  type Proposal,
  ProposalKind,
  type ServiceView,
  type View,
} from "./contract.ts";
import { headroomLimit } from "./headroom/fixed.ts";
import { fillBucket, placeGang } from "./placement/gang.ts";
import type { VictimsName } from "./plan.ts";
import { victimOrder } from "./preemption/victim-orders.ts";
import { takeUnit, WholeUnitVictims } from "./preemption/whole-unit-victims.ts";

export class TurnoverChoice {
  private readonly view: View;
  private readonly placement: Placement;
  private readonly victims: WholeUnitVictims;

  constructor(view: View, placement: Placement, victims: VictimsName) {
    this.view = view;
    this.placement = placement;
    this.victims = new WholeUnitVictims(victimOrder(victims, view));
  }

  /** Nodes for a job that finds none ready, and that is known to have room: without victims in any of its pools, else with some. */
  fill(job: JobIndex, line: LineView, proposal: Proposal): void {
    const gpus = this.view.jobs.whole[job + JobWhole.gpus]!;
    for (let reach = 0; reach <= line.reach; reach++) {
      for (const index of line.pools) {
        const pool = this.view.pools[index]!;
        const room = pool.tenancy!.turnoverLimit(line.image, reach);
        const kept = line.headroom === null ? room : headroomLimit(pool, line.headroom[index]!);
        if (gpus > Math.min(room, kept)) continue;
        proposal.reset(ProposalKind.turn, job, index, gpus);
        this.place(pool, gpus, line.image, reach, proposal);
        return;
      }
    }
    fault(`job row ${job} was found to fit, and no pool has room for it`);
  }

  /** Replicas for a service: on nodes that are ready, else on others, one proposal a node. False if it can get none. */
  grow(service: ServiceView, proposal: Proposal): boolean {
    for (let place = 0; place < service.pools.length; place++)
      if (this.growNow(service, place, proposal)) return true;
    for (let reach = 0; reach <= this.view.serviceReach; reach++) {
      for (let place = 0; place < service.pools.length; place++)
        if (this.growLater(service, place, reach, proposal)) return true;
    }
    return false;
  }

  private growNow(service: ServiceView, place: number, proposal: Proposal): boolean {
    const index = service.pools[place]!;
    const { shape, tenancy } = this.view.pools[index]!;
    const { image, gpusPerReplica, missing } = service;
    const nodes = tenancy!.ready[image]!;
    const oneByOne = gpusPerReplica === 1;
    const gpus = oneByOne ? Math.min(missing, tenancy!.readyGpus[image]!) : gpusPerReplica;
    if (gpus === 0 || (!oneByOne && gpus > tenancy!.fitLimit(image))) return false;
    proposal.reset(ProposalKind.grow, service.holders[place]!, index, gpus);
    if (oneByOne) this.placement.spread(nodes, gpus, proposal);
    else placeGang(this.placement, { nodes, shape, domains: null }, gpus, "none", proposal);
    return true;
  }

  /** As many replicas of one GPU as a node has room for, or one that is larger. */
  private growLater(service: ServiceView, place: number, reach: number, proposal: Proposal): boolean {
    const index = service.pools[place]!;
    const pool = this.view.pools[index]!;
    const { image, gpusPerReplica, missing } = service;
    const limit = pool.tenancy!.turnoverLimit(image, reach);
    const onOne = pool.tenancy!.coming[image]!.mostFree || Math.min(limit, pool.gpusPerNode);
    const gpus = gpusPerReplica === 1 ? Math.min(missing, onOne) : gpusPerReplica;
    if (gpus === 0 || gpus > limit) return false;
    proposal.reset(ProposalKind.turn, service.holders[place]!, index, gpus);
    this.place(pool, gpus, image, reach, proposal);
    return true;
  }

  /** Nodes and victims for a job that fits: up to a node's size one node, else whole ones, ready ones first. */
  private place(pool: PoolView, gpus: number, image: number, reach: number, proposal: Proposal): void {
    const { ready, coming }: TenancyView = pool.tenancy!;
    const size = pool.gpusPerNode;
    let left = gpus;
    if (gpus > size) {
      left = fillBucket(ready[image]!, size, left, proposal);
      left = fillBucket(coming[image]!, size, left, proposal);
    } else if (coming[image]!.mostFree >= gpus) {
      proposal.addNode(this.placement.node(coming[image]!, gpus), gpus);
      return;
    }
    left = fillForeign(pool, image, left, proposal);
    if (left > 0) this.victims.choose(pool, left, reach, proposal);
  }
}

/** Add nodes of empty units of other images, the lowest index first; returns the GPUs still to place. */
function fillForeign(pool: PoolView, image: number, gpus: number, proposal: Proposal): number {
  const { units, image: images } = pool.tenancy!;
  let left = gpus;
  for (let unit = units.nextEmpty(0); unit !== -1 && left > 0; unit = units.nextEmpty(unit + 1)) {
    if (images[unit * units.nodesPerUnit] === image) continue; // these the job has already
    left = takeUnit(pool, unit, left, proposal);
  }
  return left;
}
