// A series over time in a CSV file: a column of times and one of values, each of which holds until the next.

import { instantOfDate } from "../kernel/iso-date.ts";
import { type Duration, SECOND } from "../kernel/time.ts";
import { numbers, readTable, type Table } from "./table.ts";

type TimeUnit = "s" | "ms" | "datetime";

interface Series {
  /** ms from the first row on, rising */
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** The series in a text, or why it is none. */
export function readSeries(text: string, column: string, unit: TimeUnit): Series | string {
  const read = readTable(text);
  return read.ok ? stepFunction(read.table, column, unit) : read.reason;
}

/** The series, counted from its first row: a measurement begins when it begins. */
function stepFunction(table: Table, column: string, unit: TimeUnit): Series | string {
  const times = unit === "datetime" ? dates(table) : scaled(table, unit === "ms" ? 1 : SECOND);
  if (typeof times === "string") return times;
  const values = numbers(table, column);
  if (typeof values === "string") return values;
  const [first] = times;
  if (first === undefined) return "there are no rows";
  const backwards = times.findIndex((time, index) => index > 0 && time <= times[index - 1]!);
  if (backwards > 0) return `row ${backwards + 1} is not later than the row above`;
  return { times: times.map((time) => time - first), values };
}

function scaled(table: Table, factor: Duration): Float64Array | string {
  const times = numbers(table, "time");
  return typeof times === "string" ? times : times.map((time) => Math.round(time * factor));
}

/** ISO 8601 dates and times; one without an offset is in UTC. */
function dates(table: Table): Float64Array | string {
  const column = table.header.indexOf("time");
  if (column < 0) return `the column time is missing; there are ${table.header.join(", ")}`;
  const cells = table.rows.map((row) => row[column]!);
  const times = Float64Array.from(cells, instantOfDate);
  const wrong = times.findIndex(Number.isNaN);
  return wrong < 0 ? times : `row ${wrong + 1}: "${cells[wrong]}" is no date such as 2026-01-05 14:00:00`;
}
