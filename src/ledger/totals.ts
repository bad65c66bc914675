// Sums over a whole run. A million GPUs pass 2^53 GPU-ms within months: totals are carried as BigInt, step by step.

import type { GpuTime } from "./rows.ts";

/** The columns of GPU-time, in the order of the tables. */
export const GPU_TIME_COLUMNS = [
  "installed",
  "down",
  "draining",
  "spare",
  "available",
  "allocatedInternal",
  "allocatedRental",
  "overheadInternal",
  "lostInternal",
  "overheadRental",
  "lostRental",
  "idle",
  "idleHeadroom",
  "idleFragmentation",
  "idleNotice",
  "idleTurnover",
  "idleBooked",
  "idleUnused",
  "idleNoDemand",
  "resold",
  "waiting",
  "shortfall",
  "waitingQuota",
  "waitingNoGpus",
  "waitingFragmented",
  "waitingHeadroom",
  "waitingBlocked",
  "waitingReservation",
] as const satisfies readonly (keyof GpuTime)[];

/** Exact sums of GPU-time, in GPU-ms. */
export class GpuTimeTotal {
  private readonly sums = GPU_TIME_COLUMNS.map(() => 0n);

  add(time: GpuTime): void {
    GPU_TIME_COLUMNS.forEach((column, place) => {
      this.sums[place]! += BigInt(time[column]);
    });
  }

  /** The sums, each rounded once to a double. */
  get value(): GpuTime {
    const entries = GPU_TIME_COLUMNS.map((column, place) => [column, Number(this.sums[place])]);
    return Object.fromEntries(entries) as GpuTime;
  }
}
