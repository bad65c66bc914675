// Observed durations: a CSV file whose value column names its unit, as every column of ours does.

import type { Law } from "../../kernel/law.ts";
import { empirical } from "../../kernel/laws/empirical.ts";
import { DAY, type Duration, HOUR, MINUTE, SECOND } from "../../kernel/time.ts";
import type { KeyPath } from "../problem.ts";
import { numbers, readTable, type Table } from "../table.ts";
import { type Context, contents } from "./context.ts";

const VALUE_COLUMNS: Readonly<Record<string, Duration>> = {
  value_ms: 1,
  value_s: SECOND,
  value_m: MINUTE,
  value_h: HOUR,
  value_d: DAY,
};

/** The law of the durations in a file, or null and a report. */
export function compileEmpirical(file: string, path: KeyPath, context: Context): Law | null {
  const text = contents(context.files.text(file), path, file, context);
  if (text === null) return null;
  const read = readTable(text);
  const law = read.ok ? lawOf(read.table) : read.reason;
  if (typeof law !== "string") return law;
  const expected = `a column ${Object.keys(VALUE_COLUMNS).join(" or ")} and, if wanted, weight`;
  context.report({ path, code: "file", message: `${file}: ${law}`, expected });
  return null;
}

function lawOf(table: Table): Law | string {
  const column = Object.keys(VALUE_COLUMNS).find((name) => table.header.includes(name));
  if (column === undefined) return `no column of values; there are ${table.header.join(", ")}`;
  const values = numbers(table, column);
  if (typeof values === "string") return values;
  if (values.length === 0) return "there are no rows";
  const unit = VALUE_COLUMNS[column]!;
  const durations = values.map((value) => Math.round(value * unit));
  if (!table.header.includes("weight")) return empirical(durations);
  const weights = numbers(table, "weight");
  if (typeof weights === "string") return weights;
  return weights.some((weight) => weight > 0) ? empirical(durations, weights) : "every weight is 0";
}
