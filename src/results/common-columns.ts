// Columns that several tables begin with.

import type { Column, RunLabels } from "./table.ts";
import { toSeconds } from "./units.ts";

export const REPLICATION: Column<unknown, RunLabels> = {
  name: "replication",
  unit: "",
  formula: "",
  description: "Number of the replication, from 1.",
  cell: (_, { replication }) => replication,
};

/** Begin and end of the reporting step that a row is about. */
export const STEP: readonly Column<{ readonly stepStart: number; readonly stepEnd: number }, RunLabels>[] = [
  {
    name: "step_start_s",
    unit: "s",
    formula: "",
    description:
      "Begin of the reporting step, from the start of the run (a Monday, 00:00 UTC; warm-up included).",
    cell: ({ stepStart }) => toSeconds(stepStart),
  },
  {
    name: "step_end_s",
    unit: "s",
    formula: "",
    description: "End of the reporting step; the last one of a run may be short.",
    cell: ({ stepEnd }) => toSeconds(stepEnd),
  },
];

/** The pool that a row is about; empty when there is none. */
export const POOL: Column<{ readonly pool: number }, RunLabels> = {
  name: "pool",
  unit: "",
  formula: "",
  description: "Name of the pool.",
  cell: ({ pool }, { pools }) => pools[pool] ?? "",
};

/** The product of GPU-hours that a row is about. */
export const PRODUCT: Column<{ readonly product: number }, RunLabels> = {
  name: "product",
  unit: "",
  formula: "",
  description: "Name of the product.",
  cell: ({ product }, { products }) => products[product] ?? "",
};
