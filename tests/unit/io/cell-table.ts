import type { Cell, Table } from "../../../src/index.ts";

/** A table whose rows are their cells. */
export function cellTable(...names: string[]): Table<readonly Cell[], null> {
  return {
    file: "cells.csv",
    row: "Cells.",
    columns: names.map((name, place) => ({
      name,
      unit: "",
      formula: "",
      description: "A cell.",
      cell: (row) => row[place]!,
    })),
  };
}
