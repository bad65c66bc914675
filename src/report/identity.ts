// Identities of the tables, evaluated on the files as written, and the table that says which of them hold.

import { count } from "../index.ts";
import type { DataTable } from "./section.ts";

export interface Identity {
  readonly file: string;
  /** in the names of columns */
  readonly says: string;
  readonly rows: number;
  /** largest |left − right| of all rows, as a share of the row's size */
  readonly residual: number;
}

/** Sums of doubles in another order, or rounded when they became hours. */
const ROUNDING = 1e-9;

export function holds({ residual }: Identity): boolean {
  return residual <= ROUNDING;
}

export function identityTable(identities: readonly Identity[]): DataTable {
  return {
    kind: "table",
    title: "Identities",
    header: ["file", "identity", "rows", "largest residual", "holds"],
    rows: identities.map((identity) => [
      identity.file,
      identity.says,
      count(identity.rows),
      identity.residual === 0 ? "0" : identity.residual.toExponential(1).replace("-", "−"),
      holds(identity) ? "yes" : "no",
    ]),
    source: null,
  };
}
