import type { DemandRow } from "../ledger/rows.ts";
import { PRODUCT, REPLICATION, STEP } from "./common-columns.ts";
import type { Column, RunLabels, Table } from "./table.ts";

function counted(
  name: string,
  description: string,
  cell: (row: DemandRow) => number,
): Column<DemandRow, RunLabels> {
  return { name, unit: "customers", formula: "", description, cell };
}

/** Written where prices move or customers choose. */
export const DEMAND: Table<DemandRow> = {
  file: "demand.csv",
  row: "One product over one reporting step of one replication, where prices move or customers choose: at what price, and what became of the customers who came for it.",
  columns: [
    REPLICATION,
    ...STEP,
    PRODUCT,
    {
      name: "price_usd_per_gpu_h",
      unit: "USD/GPU-h",
      formula: "∫ price dt / step",
      description: "Mean price over the step.",
      cell: ({ price }) => price,
    },
    counted(
      "customers",
      "Customers who came for the product, whether they asked for anything or not.",
      (row) => row.customers,
    ),
    counted("not_ready", "Of these, who could not buy yet.", (row) => row.notReady),
    counted("gone", "Of these, who had left for good.", (row) => row.gone),
    counted("declined", "Of these, to whom nothing was worth its price.", (row) => row.declined),
    counted("switched", "Of these, who asked for another product.", (row) => row.switched),
    {
      name: "retries",
      unit: "requests",
      formula: "",
      description: "Refused requests of the product that came again.",
      cell: ({ retries }) => retries,
    },
  ],
};
