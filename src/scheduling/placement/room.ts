// The largest job of a line that a pool has room for: by its topology, for gangs that must not leave a domain find less, and
// by its side where nodes are set up for one.

import type { PoolView } from "../../fleet/pool-view.ts";
import type { LineView } from "../contract.ts";

/** As the pool is now. */
export function fitLimit(line: LineView, pool: PoolView): number {
  if (pool.tenancy !== null) return pool.tenancy.fitLimit(line.image);
  return line.topology === "required" ? pool.domainLimit : pool.fitLimit;
}

/** If the victims in the line's reach left, and nodes were turned over to its side. */
export function reclaimLimit(line: LineView, pool: PoolView): number {
  const { reach } = line;
  if (pool.tenancy !== null) return pool.tenancy.turnoverLimit(line.image, reach);
  return line.topology === "required" ? pool.reclaimDomainLimit(reach) : pool.reclaimLimit(reach);
}

/** GPUs that would be free then, wherever they are. */
export function reclaimable(line: LineView, pool: PoolView): number {
  const gpus = pool.reclaimable(line.reach);
  return pool.tenancy === null ? gpus : gpus + pool.tenancy.comingGpus[line.image]!;
}

/** Where a job of a line is placed: on all nodes of a pool, or on those that are set up for its side. */
export function roomOf(line: LineView, pool: PoolView): Pick<PoolView, "nodes" | "shape" | "domains"> {
  const { tenancy, shape } = pool;
  return tenancy === null ? pool : { nodes: tenancy.ready[line.image]!, shape, domains: null };
}
