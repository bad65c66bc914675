import type { TableRow } from "../../io/table-file.ts";

/** GPU-hours of a row of allocation.csv without those that customers hold and do not use: these are idle, or resold. */
export function usedGpuHours(row: TableRow): number {
  const unused = row.columns.includes("unused_gpu_h") ? row.number("unused_gpu_h") : 0;
  return row.number("allocated_gpu_h") - unused;
}
