import type { GpuTime, UtilisationRow } from "../ledger/rows.ts";
import { POOL, REPLICATION, STEP } from "./common-columns.ts";
import type { Column, RunLabels, Table } from "./table.ts";
import { toGpuHours } from "./units.ts";

function gpuHours(
  name: string,
  quantity: keyof GpuTime,
  formula: string,
  description: string,
): Column<UtilisationRow, RunLabels> {
  return { name, unit: "GPU-h", formula, description, cell: (row) => toGpuHours(row[quantity]) };
}

export const UTILISATION: Table<UtilisationRow> = {
  file: "utilisation.csv",
  row: "One pool over one reporting step of one replication: where its GPU-hours went.",
  columns: [
    REPLICATION,
    ...STEP,
    POOL,
    gpuHours(
      "installed_gpu_h",
      "installed",
      "available_gpu_h + down_gpu_h + draining_gpu_h + spare_gpu_h",
      "All GPUs of the pool.",
    ),
    gpuHours(
      "available_gpu_h",
      "available",
      "allocated_internal_gpu_h + allocated_rental_gpu_h + idle_gpu_h",
      "GPUs that are held or may be.",
    ),
    gpuHours("allocated_internal_gpu_h", "allocatedInternal", "", "Held by internal jobs and services."),
    gpuHours(
      "allocated_rental_gpu_h",
      "allocatedRental",
      "",
      "Held by customers' jobs, whether billed or not.",
    ),
    gpuHours(
      "idle_gpu_h",
      "idle",
      "idle_headroom_gpu_h + idle_fragmentation_gpu_h + idle_notice_gpu_h + idle_turnover_gpu_h + idle_booked_ahead_gpu_h + idle_reserved_unused_gpu_h + idle_no_demand_gpu_h",
      "Available and held by nobody.",
    ),
    gpuHours("down_gpu_h", "down", "", "Failed or in maintenance."),
    gpuHours(
      "idle_headroom_gpu_h",
      "idleHeadroom",
      "",
      "Idle because kept free on purpose for internal work.",
    ),
    gpuHours(
      "idle_fragmentation_gpu_h",
      "idleFragmentation",
      "",
      "Idle although waiting jobs ask for them: too few free GPUs, in pieces, or behind a blocked head of line.",
    ),
    gpuHours(
      "idle_notice_gpu_h",
      "idleNotice",
      "",
      "Idle because claimed by a preemptor that waits for the notice of its victims to end.",
    ),
    gpuHours("idle_no_demand_gpu_h", "idleNoDemand", "", "Idle because nobody asks for it."),
    gpuHours(
      "overhead_internal_gpu_h",
      "overheadInternal",
      "",
      "Part of allocated_internal_gpu_h: checkpoints, downtime and restarts, booked when an attempt ends.",
    ),
    gpuHours(
      "lost_internal_gpu_h",
      "lostInternal",
      "",
      "Part of allocated_internal_gpu_h: work to be done again, booked when it is lost; it may be work of earlier steps.",
    ),
    {
      name: "useful_internal_gpu_h",
      unit: "GPU-h",
      formula: "allocated_internal_gpu_h − overhead_internal_gpu_h − lost_internal_gpu_h",
      description: "What internal work held and got something for.",
      cell: (row) => toGpuHours(row.allocatedInternal - row.overheadInternal - row.lostInternal),
    },
    gpuHours("overhead_rental_gpu_h", "overheadRental", "", "The same of allocated_rental_gpu_h."),
    gpuHours("lost_rental_gpu_h", "lostRental", "", "The same of allocated_rental_gpu_h."),
    gpuHours(
      "waiting_gpu_h",
      "waiting",
      "waiting_quota_gpu_h + waiting_no_gpus_gpu_h + waiting_fragmented_gpu_h + waiting_headroom_gpu_h + waiting_reservation_gpu_h + waiting_blocked_gpu_h",
      "GPUs that jobs in a line ask for (those that already claim theirs aside); no part of installed_gpu_h.",
    ),
    gpuHours(
      "shortfall_gpu_h",
      "shortfall",
      "",
      "GPUs that services want and do not have; no part of installed_gpu_h.",
    ),
    gpuHours(
      "draining_gpu_h",
      "draining",
      "",
      "Held by nobody on nodes that take no new work because their maintenance is near.",
    ),
    gpuHours("spare_gpu_h", "spare", "", "Of nodes that stand by until another node is down."),
    gpuHours(
      "waiting_quota_gpu_h",
      "waitingQuota",
      "",
      "Part of waiting_gpu_h: the group has had its quota.",
    ),
    gpuHours(
      "waiting_no_gpus_gpu_h",
      "waitingNoGpus",
      "",
      "Part of waiting_gpu_h: no pool has so many GPUs that are free or could be taken.",
    ),
    gpuHours(
      "waiting_fragmented_gpu_h",
      "waitingFragmented",
      "",
      "Part of waiting_gpu_h: a pool has the GPUs, but not where a job can use them together.",
    ),
    gpuHours(
      "waiting_headroom_gpu_h",
      "waitingHeadroom",
      "",
      "Part of waiting_gpu_h: a start would leave too few GPUs for internal work.",
    ),
    gpuHours(
      "waiting_blocked_gpu_h",
      "waitingBlocked",
      "",
      "Part of waiting_gpu_h: nothing is missing but a place before the jobs that wait ahead.",
    ),
    gpuHours(
      "waiting_reservation_gpu_h",
      "waitingReservation",
      "",
      "Part of waiting_gpu_h: it fits, but a backfill has promised the GPUs to a job that waits.",
    ),
    gpuHours(
      "idle_turnover_gpu_h",
      "idleTurnover",
      "",
      "Idle because nodes are wiped between internal work and rental, or claimed by jobs that wait for such a node.",
    ),
    gpuHours(
      "idle_reserved_unused_gpu_h",
      "idleUnused",
      "",
      "Idle because customers hold it and do not use it; they pay for it all the same, and it is resold to nobody.",
    ),
    gpuHours(
      "idle_booked_ahead_gpu_h",
      "idleBooked",
      "",
      "Idle because claimed for a window that is still to begin.",
    ),
    gpuHours(
      "resold_gpu_h",
      "resold",
      "",
      "Part of allocated_rental_gpu_h: of what customers hold, those to whom it is resold while it is not used.",
    ),
  ],
};
