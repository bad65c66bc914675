import type { AllocationRow } from "../ledger/rows.ts";
import { POOL, REPLICATION, STEP } from "./common-columns.ts";
import type { Table } from "./table.ts";
import { toGpuHours } from "./units.ts";

export const ALLOCATION: Table<AllocationRow> = {
  file: "allocation.csv",
  row: "What one source, service or product held of one pool over one reporting step of one replication.",
  columns: [
    REPLICATION,
    ...STEP,
    POOL,
    {
      name: "source",
      unit: "",
      formula: "",
      description: "Name of the source of jobs, the service or the product.",
      cell: ({ source }) => source,
    },
    {
      name: "allocated_gpu_h",
      unit: "GPU-h",
      formula:
        "Σ over sources of allocated_gpu_h − unused_gpu_h = allocated_internal_gpu_h + allocated_rental_gpu_h of utilisation.csv",
      description: "GPU-hours that it held.",
      cell: ({ allocated }) => toGpuHours(allocated),
    },
    {
      name: "useful_gpu_h",
      unit: "GPU-h",
      formula: "allocated_gpu_h − unused_gpu_h − checkpoint_gpu_h − restart_gpu_h − lost_gpu_h",
      description: "GPU-hours that count.",
      cell: ({ allocated, unused, checkpoint, restart, lost }) =>
        toGpuHours(allocated - unused - checkpoint - restart - lost),
    },
    {
      name: "checkpoint_gpu_h",
      unit: "GPU-h",
      formula: "",
      description: "GPU-hours spent on writing checkpoints, booked when an attempt ends.",
      cell: ({ checkpoint }) => toGpuHours(checkpoint),
    },
    {
      name: "restart_gpu_h",
      unit: "GPU-h",
      formula: "",
      description: "GPU-hours of downtime and restarts, booked when an attempt ends.",
      cell: ({ restart }) => toGpuHours(restart),
    },
    {
      name: "lost_gpu_h",
      unit: "GPU-h",
      formula: "",
      description:
        "GPU-hours of work to be done again, booked when it is lost; it may be work of earlier steps.",
      cell: ({ lost }) => toGpuHours(lost),
    },
    {
      name: "unused_gpu_h",
      unit: "GPU-h",
      formula: "Σ over sources = idle_reserved_unused_gpu_h + resold_gpu_h of utilisation.csv",
      description: "GPU-hours that its customers held and did not use, whether they were resold or not.",
      cell: ({ unused }) => toGpuHours(unused),
    },
  ],
};
