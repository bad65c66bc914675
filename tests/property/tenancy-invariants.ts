// What must hold where internal work and rental, or customers, never share a node or a domain. Everything is counted afresh from the table of jobs.

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

/** @throws where a node has jobs that must not share it, or is not counted where it belongs */
export function checkTenancy(state: State): void {
  if (state.model.fleet.tenancy !== null) checkImages(state);
  state.pools.forEach((pool, index) => {
    const { tenancy } = pool;
    if (tenancy === null) return;
    const nodes = nodesOf(state, pool, index);
    nodes.forEach(({ occupants, image, target, standing }) => {
      const holders = occupants.filter(({ gpus }) => gpus > 0);
      expect(holders.every((holder) => holder.image === image)).toBe(true);
      if (standing === Standing.turning) expect(holders).toEqual([]);
      if (standing === Standing.vacating)
        expect(holders.every((holder) => holder.state === JobState.noticed)).toBe(true);
      const wanting = occupants.filter(({ wanted }) => wanted > 0);
      expect(wanting.every((claim) => claim.image === target)).toBe(true);
    });
    for (const unit of unitsOf(nodes, unitSize(state, index))) checkUnit(unit);
    for (const image of tenancy.ready.keys()) {
      const ready = nodes.map((node) => (node.image === image ? node.free : 0));
      expect([...tenancy.ready[image]!.free]).toEqual(ready);
      expect([...tenancy.coming[image]!.free]).toEqual(nodes.map((node) => comingTo(image, node, pool)));
      expect(tenancy.readyGpus[image]).toBe(total([...tenancy.ready[image]!.free]));
      expect(tenancy.comingGpus[image]).toBe(total([...tenancy.coming[image]!.free]));
      for (let reach = 0; reach <= pool.heldByTier.length; reach++)
        expect(tenancy.turnoverLimit(image, reach)).toBe(naiveLimit(state, index, image, reach));
    }
  });
}

/** Nodes of a unit change hands together: those in service all serve or are all on their way, and whoever is on one is on its way out. */
function checkUnit(unit: readonly NodeNow[]): void {
  expect(new Set(unit.map(({ image }) => image)).size).toBe(1);
  const turned = unit.filter(isTurnedOver);
  if (turned.length === 0) return;
  expect(new Set(turned.map(({ standing }) => standing)).size).toBe(1);
  expect(new Set(unit.map(({ target }) => target)).size).toBe(1);
  expect(unit.every(({ standing }) => standing !== Standing.inService)).toBe(true);
  const holders = unit.flatMap(({ occupants }) => occupants.filter(({ gpus }) => gpus > 0));
  // Whoever keeps a unit from being wiped has its notice, and nobody is left when it is.
  expect(holders.every(({ state }) => state === JobState.noticed)).toBe(true);
  expect(holders.length > 0).toBe(turned[0]!.standing === Standing.vacating);
}

/** Two lines have one image exactly if their jobs may share nodes. */
function checkImages({ lines, groups, model }: State): void {
  const isApart = model.fleet.tenancy!.customers === "apart";
  const tenants = lines.map(({ plan, group }) => {
    if (plan.side === "internal") return "internal";
    return isApart ? `customer ${groups.names[group]}` : "rental";
  });
  const images = lines.map(({ image }, line) => `${image} ${tenants[line]}`);
  expect(new Set(images).size).toBe(new Set(tenants).size);
  expect(new Set(images).size).toBe(new Set(lines.map(({ image }) => image)).size);
  expect(
    lines.every(({ image }, line) => (image === Image.internal) === (tenants[line] === "internal")),
  ).toBe(true);
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
        expect(standing).not.toBe(Standing.inService);
        // Where a turnover takes no time, the last notice and the end of the wipe are of one instant.
        const unit = unitsOf(nodes, unitSize(state, pool)).find((each) => each.includes(nodes[node]!))!;
        expect(unit.some(isTurnedOver)).toBe(true);
      });
    });
    this.before = now;
  }
}

/** The largest job of a side that could be placed, by preemption and turnover if it must. */
export function naiveLimit(state: State, index: number, image: Image, reach: number): number {
  const pool = state.pools[index]!;
  const units = unitsOf(nodesOf(state, pool, index), unitSize(state, index));
  const room = units.flatMap((unit) => {
    const holders = unit.flatMap(({ occupants }) => occupants.filter(({ gpus }) => gpus > 0));
    const leave = holders.every(({ tier }) => tier !== -1 && tier < reach);
    return unit.map((node) => {
      if (node.standing !== Standing.inService) return comingTo(image, node, pool);
      if (node.image === image) return node.free;
      return leave ? pool.gpusPerNode : 0;
    });
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
  /** what it was last on its way to */
  readonly target: Image;
  readonly standing: Standing;
  readonly free: number;
  readonly occupants: readonly Occupant[];
}

function comingTo(image: Image, node: NodeNow, pool: Pool): number {
  if (!isTurnedOver(node) || node.target !== image) return 0;
  return pool.gpusPerNode - total(node.occupants.map(({ wanted }) => wanted));
}

function isTurnedOver({ standing }: Pick<NodeNow, "standing">): boolean {
  return standing === Standing.vacating || standing === Standing.turning;
}

/** Consecutive nodes that change hands together. */
function unitsOf<T>(nodes: readonly T[], size: number): (readonly T[])[] {
  const count = Math.ceil(nodes.length / size);
  return Array.from({ length: count }, (_, unit) => nodes.slice(unit * size, (unit + 1) * size));
}

function unitSize({ model }: State, index: number): number {
  return model.fleet.tenancy!.unit === "domain" ? model.fleet.pools[index]!.nodesPerDomain! : 1;
}

function nodesOf(state: State, pool: Pool, index: number): NodeNow[] {
  const occupants: Occupant[][] = Array.from({ length: pool.nodes!.count }, () => []);
  const { jobs, services } = state;
  for (const job of jobs.rows()) {
    if (jobs.pool[job] !== index || jobs.state[job] === JobState.waiting) continue;
    const isService = services.some(({ holders }) => holders.includes(job));
    const isReplica = jobs.state[job] === JobState.replica;
    const { segments } = pool;
    for (let at = segments.firstOf(job); at !== -1; at = segments.next[at]!) {
      occupants[segments.node[at]!]!.push({
        job,
        image: isService || isReplica ? Image.internal : state.lineOf(job).image,
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
      target: pool.tenancy!.target[node]!,
      standing,
      free: standing === Standing.inService ? left : 0,
      occupants: here,
    };
  });
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
