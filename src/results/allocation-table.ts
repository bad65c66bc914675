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
      formula: "Σ over sources = allocated_internal_gpu_h + allocated_rental_gpu_h of utilisation.csv",
      description: "GPU-hours that it held.",
      cell: ({ allocated }) => toGpuHours(allocated),
    },
  ],
};
