// Small CSV tables that a scenario names (profiles, occupancy, observed durations): a header, then numbers.
// Traces are larger and dirtier; io reads those.

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type TableResult =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly reason: string };

/** Split a text into cells. Any line ending, a BOM, quotes around a cell and blank lines at the end are accepted. */
export function readTable(text: string): TableResult {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  while (lines.at(-1)?.trim() === "") lines.pop();
  const [first, ...rest] = lines;
  if (first === undefined) return { ok: false, reason: "the file is empty" };
  if (first.includes(";") && !first.includes(",")) {
    return { ok: false, reason: "the columns are separated by semicolons and not by commas" };
  }
  const header = cells(first);
  const rows = rest.map(cells);
  const short = rows.findIndex((row) => row.length !== header.length);
  if (short >= 0) {
    return {
      ok: false,
      reason: `row ${short + 1} has ${rows[short]!.length} cells and not ${header.length}`,
    };
  }
  return { ok: true, table: { header, rows } };
}

function cells(line: string): string[] {
  return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

/** A column of numbers that are not negative, or why it is none. */
export function numbers(table: Table, name: string): Float64Array | string {
  const column = table.header.indexOf(name);
  if (column < 0) return `the column ${name} is missing; there are ${table.header.join(", ")}`;
  const values = new Float64Array(table.rows.length);
  for (const [index, row] of table.rows.entries()) {
    const cell = row[column]!;
    const value = cell === "" ? Number.NaN : Number(cell);
    if (!Number.isFinite(value)) return `row ${index + 1}: ${name} is "${cell}" and not a number`;
    if (value < 0) return `row ${index + 1}: ${name} is ${cell} and must not be negative`;
    values[index] = value + 0;
  }
  return values;
}
