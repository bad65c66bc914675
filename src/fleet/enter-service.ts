import type { Pool } from "./pool.ts";
import { Standing } from "./standing.ts";

/** A node is to serve from now on; where its unit is being turned over, from when that is over. */
export function enterService(pool: Pool, node: number): void {
  pool.setStanding(node, pool.tenancy === null ? Standing.inService : pool.tenancy.standingOnEntry(node));
}
