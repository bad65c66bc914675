// A table as a schema: from it come the header, the cells and the data dictionary, so that none can say another thing.

import { type Cell, cellText } from "./cell.ts";

/** Who the rows of one run are about: the ledger counts pools and products, the tables name them. */
export interface RunLabels {
  /** number of the replication, from 1 */
  readonly replication: number;
  readonly pools: readonly string[];
  readonly products: readonly string[];
  /** those that are sold by the token */
  readonly tokens: readonly string[];
}

export interface Column<Row, Labels> {
  /** snake_case, the unit last */
  readonly name: string;
  readonly unit: string;
  /** in terms of other columns or of the words of the glossary; empty where the column is an observation */
  readonly formula: string;
  readonly description: string;
  readonly cell: (row: Row, labels: Labels) => Cell;
}

export interface Table<Row, Labels = RunLabels> {
  readonly file: string;
  /** what one row is */
  readonly row: string;
  readonly columns: readonly Column<Row, Labels>[];
}

/** The names of the columns, in order. */
export function tableHeader<Row, Labels>(table: Table<Row, Labels>): string[] {
  return table.columns.map((column) => column.name);
}

/** The cells of one row, in order, as they stand in the file. */
export function tableCells<Row, Labels>(table: Table<Row, Labels>, row: Row, labels: Labels): string[] {
  return table.columns.map((column) => cellText(column.cell(row, labels)));
}
