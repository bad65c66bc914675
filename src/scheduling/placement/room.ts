// The largest job of a line that a pool has room for, by the line's topology: gangs that must not leave a domain find less.

import type { PoolView } from "../../fleet/pool.ts";
import type { LineView } from "../contract.ts";

/** As the pool is now. */
export function fitLimit(line: LineView, pool: PoolView): number {
  return line.topology === "required" ? pool.domainLimit : pool.fitLimit;
}

/** If the victims in the line's reach left. */
export function reclaimLimit(line: LineView, pool: PoolView): number {
  const { reach } = line;
  return line.topology === "required" ? pool.reclaimDomainLimit(reach) : pool.reclaimLimit(reach);
}
