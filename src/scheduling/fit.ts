import type { LineView, View } from "./contract.ts";
import { headroomLimit } from "./headroom/fixed.ts";
import { fitLimit } from "./placement/room.ts";

/** The largest job of a line that fits a pool as it is. */
export function fitLimitOf(view: View, line: LineView, index: number): number {
  const pool = view.pools[index]!;
  const limit = fitLimit(line, pool);
  return line.headroom === null ? limit : Math.min(limit, headroomLimit(pool, line.headroom[index]!));
}

/** GPUs that a start of a line must leave free in a pool, beside the preemptible rental of now. */
export function headroomLeft(view: View, line: LineView, index: number): number {
  if (line.headroom === null) return 0;
  return Math.max(0, line.headroom[index]! - view.pools[index]!.preemptibleRental);
}
