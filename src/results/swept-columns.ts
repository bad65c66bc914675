// Columns that the tables of an experiment begin with: which point, and what was set there.

import type { Cell } from "./cell.ts";
import type { Column } from "./table.ts";

/** One scenario of an experiment. */
export interface SweptPoint {
  /** its number, from 1 */
  readonly point: number;
  /** values at the swept paths, in their order; plain trees, null where the scenario's own value stays */
  readonly swept: readonly unknown[];
}

export const POINT: Column<SweptPoint, null> = {
  name: "point",
  unit: "",
  formula: "",
  description: "Number of the point of the experiment, from 1.",
  cell: ({ point }) => point,
};

/** A column for every swept path, named by it. */
export function sweptColumns(paths: readonly string[]): Column<SweptPoint, null>[] {
  return paths.map((path, place) => ({
    name: path,
    unit: "the path's",
    formula: "",
    description:
      "What was set at this path of the scenario, as it was given: a bare number has the unit of the value that it replaced; empty where the scenario's own value stayed.",
    cell: ({ swept }) => sweptCell(swept[place]),
  }));
}

/** A list or a map is written as JSON. */
function sweptCell(value: unknown): Cell {
  if (typeof value === "number" || typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
