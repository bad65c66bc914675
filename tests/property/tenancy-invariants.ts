// What must hold where internal work and rental never share a node. Everything is counted afresh from the table of jobs.

import { expect } from "vitest";
import type { Pool } from "../../src/fleet/pool.ts";
import { Standing } from "../../src/fleet/standing.ts";
import { Image } from "../../src/fleet/tenancy.ts";
import type { State } from "../../src/simulation/state.ts";
import { type JobIndex, JobState } from "../../src/workload/job-table.ts";

/** A job, a service or a claim on a node. */
interface Occupant {
  readonly job: JobIndex;
  readonly image: Image;
  readonly state: number;
  readonly gpus: number;
  readonly wanted: number;
  readonly tier: number;
}

/** @throws where a node has jobs of both sides, or is not counted where it belongs */
export function checkTenancy(state: State): void {
  state.pools.forEach((pool, index) => {
    const { tenancy } = pool;
    if (tenancy === null) return;
    const nodes = nodesOf(state, pool, index);
    nodes.forEach(({ occupants, image, standing, free }, node) => {
      const holders = occupants.filter(({ gpus }) => gpus > 0);
      expect(holders.every((holder) => holder.image === image)).toBe(true);
      if (standing === Standing.turning) expect(holders).toEqual([]);
      if (standing === Standing.vacating)
        expect(holders.every((holder) => holder.state === JobState.noticed)).toBe(true);
      for (const side of [Image.internal, Image.rental]) {
        expect(tenancy.ready[side]!.free[node]).toBe(side === image ? free : 0);
        expect(tenancy.coming[side]!.free[node]).toBe(comingTo(side, nodes[node]!, pool));
      }
    });
    for (const image of [Image.internal, Image.rental]) {
      expect(tenancy.readyGpus[image]).toBe(total([...tenancy.ready[image]!.free]));
      expect(tenancy.comingGpus[image]).toBe(total([...tenancy.coming[image]!.free]));
      for (let reach = 0; reach <= pool.heldByTier.length; reach++)
        expect(tenancy.turnoverLimit(image, reach)).toBe(naiveLimit(state, index, image, reach));
    }
  });
}

/** Watches the images of all nodes: one changes only where a node was being turned over. */
export class ImageWatch {
  private before: { readonly image: Image; readonly standing: Standing }[][] = [];

  look(state: State): void {
    const now = state.pools.map((pool, index) =>
      nodesOf(state, pool, index).map(({ image, standing }) => ({ image, standing })),
    );
    this.before.forEach((nodes, pool) => {
      nodes.forEach(({ image, standing }, node) => {
        if (now[pool]![node]!.image === image) return;
        // Where a turnover takes no time, the last notice and the end of the wipe are of one instant.
        expect([Standing.vacating, Standing.turning]).toContain(standing);
      });
    });
    this.before = now;
  }
}

/** The largest job of a side that could be placed, by preemption and turnover if it must. */
export function naiveLimit(state: State, index: number, image: Image, reach: number): number {
  const pool = state.pools[index]!;
  const room = nodesOf(state, pool, index).map((node) => {
    if (node.image === image && node.standing === Standing.inService) return node.free;
    const coming = comingTo(image, node, pool);
    if (coming > 0 || node.image === image || node.standing !== Standing.inService) return coming;
    const leaves = node.occupants.every(({ tier }) => tier !== -1 && tier < reach);
    return leaves ? pool.gpusPerNode : 0;
  });
  const whole = room.filter((gpus) => gpus === pool.gpusPerNode).length;
  return whole > 0 ? whole * pool.gpusPerNode : Math.max(...room);
}

/** A claim awaits the nodes that it has claimed and that are turned over, and gets the rest of its GPUs there. */
export function checkClaimed(state: State, claim: JobIndex): void {
  const { jobs } = state;
  const index = jobs.pool[claim]!;
  const pool = state.pools[index]!;
  const turned = nodesOf(state, pool, index).filter(({ occupants }) =>
    occupants.some(({ job, wanted }) => job === claim && wanted > 0),
  );
  const window = state.bookings?.isAhead(claim) === true ? 1 : 0;
  expect(turned.length + window).toBe(jobs.awaited[claim]);
  expect(jobs.awaited[claim]).toBeGreaterThan(0);
  expect(turned.every(isTurnedOver)).toBe(true);
}

interface NodeNow {
  readonly image: Image;
  readonly standing: Standing;
  readonly free: number;
  readonly occupants: readonly Occupant[];
}

function comingTo(image: Image, node: NodeNow, pool: Pool): number {
  if (!isTurnedOver(node) || node.image === image) return 0;
  return pool.gpusPerNode - total(node.occupants.map(({ wanted }) => wanted));
}

function isTurnedOver({ standing }: NodeNow): boolean {
  return standing === Standing.vacating || standing === Standing.turning;
}

function nodesOf(state: State, pool: Pool, index: number): NodeNow[] {
  const occupants: Occupant[][] = Array.from({ length: pool.nodes!.count }, () => []);
  const { jobs, model, services } = state;
  for (const job of jobs.rows()) {
    if (jobs.pool[job] !== index || jobs.state[job] === JobState.waiting) continue;
    const isService = services.some(({ holders }) => holders.includes(job));
    const isReplica = jobs.state[job] === JobState.replica;
    const rental = !isService && !isReplica && model.sources[jobs.source[job]!]!.side === "rental";
    const { segments } = pool;
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      occupants[segments.node[at]!]!.push({
        job,
        image: rental ? Image.rental : Image.internal,
        state: jobs.state[job]!,
        gpus: segments.gpus[at]!,
        wanted: segments.wanted[at]!,
        tier: jobs.state[job] === JobState.running ? jobs.tier[job]! : -1,
      });
    }
  }
  return occupants.map((here, node) => {
    const standing = pool.standingOf(node);
    const left = pool.gpusPerNode - total(here.map(({ gpus }) => gpus));
    return {
      image: pool.tenancy!.image[node]!,
      standing,
      free: standing === Standing.inService ? left : 0,
      occupants: here,
    };
  });
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
