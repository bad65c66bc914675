// Jobs from a CSV file, by the names of its columns.

import {
  type FileProblem,
  type Opened,
  type TraceColumns,
  type TraceSpec,
  type TraceTable,
  wholeSize,
} from "../index.ts";
import { detectSeparator, eachRow } from "./csv-rows.ts";
import { refused } from "./refused.ts";
import type { RowCells } from "./row-cells.ts";
import { TraceBuilder } from "./trace-builder.ts";
import { ZonedClock } from "./zoned-time.ts";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** What traces write where they know nothing. */
const MISSING = /^(|na|n\/a|nan|null|none)$/i;
const LARGEST_INT32 = 2 ** 31 - 1;
/** ms that stay exact when sums are taken. */
const LATEST = 2 ** 52;

type ColumnIndices = { readonly [K in keyof TraceColumns]: number | null };

/** The jobs of a CSV text. */
export async function readCsvTrace(
  text: string,
  spec: TraceSpec,
  columns: TraceColumns,
): Promise<Opened<TraceTable>> {
  const wanted = Object.values(columns).filter((name): name is string => name !== null);
  const separator = detectSeparator(text, wanted);
  const builder = new TraceBuilder();
  const clock = spec.timeUnit === "datetime" ? clockOf(spec.timeZone) : null;
  if (clock !== null && !(clock instanceof ZonedClock)) return clock;

  let header: readonly string[] = [];
  let problems: FileProblem[] = [];
  let reader: RowReader | null = null;
  try {
    await eachRow(text, separator, (cells, row) => {
      if (row === 0) {
        header = [...cells].map((name) => name.trim());
        problems = headerProblems(header, columns);
        if (problems.length === 0) reader = new RowReader(header, spec, columns, clock);
      } else if (reader !== null) {
        builder.counts.rows += 1;
        reader.read(cells, row, builder);
      }
    });
  } catch (error) {
    const reason = (error as Error).message.replace(/^Parse Error: /, "").trim();
    return refused(`its quotes do not match (${reason})`, "quotes as in RFC 4180");
  }
  if (problems.length > 0) return { ok: false, problems };
  if (separator !== ",") builder.warnings.push(`its separator is ${JSON.stringify(separator)}, not a comma`);
  if (clock !== null) warnOfClock(clock, spec, builder);
  return builder.finish(spec);
}

function clockOf(timeZone: string): ZonedClock | ReturnType<typeof refused> {
  try {
    return new ZonedClock(timeZone);
  } catch {
    return refused(`no time zone is called "${timeZone}"`, "an IANA name such as America/Los_Angeles", [
      "time_zone",
    ]);
  }
}

function warnOfClock(
  { ambiguous, skipped }: ZonedClock,
  { timeZone }: TraceSpec,
  builder: TraceBuilder,
): void {
  if (ambiguous > 0) {
    builder.warnings.push(
      `${ambiguous} times were shown twice by the clocks of ${timeZone}: read as the first`,
    );
  }
  if (skipped > 0) builder.warnings.push(`${skipped} times were skipped by the clocks of ${timeZone}`);
}

function headerProblems(header: readonly string[], columns: TraceColumns): FileProblem[] {
  const found = `one of the columns found: ${header.join(", ")}`;
  return Object.entries(columns).flatMap(([key, name]: [string, string | null]) => {
    const times = header.filter((column) => column === name).length;
    if (name === null || times === 1) return [];
    const reason = times === 0 ? `column "${name}" is missing` : `column "${name}" is there ${times} times`;
    return [{ reason, expected: found, key: ["columns", key] }];
  });
}

/** Reads one row after another by the same columns. */
class RowReader {
  readonly #width: number;
  readonly #at: ColumnIndices;
  readonly #names: TraceColumns;
  readonly #clock: ZonedClock | null;
  /** ms per unit of a time in numbers; with dates these are seconds */
  readonly #unit: number;
  readonly #slices: number;
  /** why the row at hand cannot be used */
  #fault: string | null = null;

  constructor(header: readonly string[], spec: TraceSpec, columns: TraceColumns, clock: ZonedClock | null) {
    this.#width = header.length;
    this.#names = columns;
    const indices = Object.entries(columns).map(([key, name]: [string, string | null]) => [
      key,
      name === null ? null : header.indexOf(name),
    ]);
    this.#at = Object.fromEntries(indices) as ColumnIndices;
    this.#clock = clock;
    this.#unit = spec.timeUnit === "ms" ? 1 : 1000;
    this.#slices = spec.slices;
  }

  read(cells: RowCells, row: number, builder: TraceBuilder): void {
    if (cells.length !== this.#width) {
      builder.reject(row, `${cells.length} cells where the header has ${this.#width}`);
      return;
    }
    this.#fault = null;
    const at = this.#at;
    const gpus = this.#slices === 1 ? this.#whole(cells, "gpus", 0) : this.#size(cells, this.#slices);
    const submit = this.#clock === null ? this.#duration(cells, "submit") : this.#instant(cells, this.#clock);
    const censored = isMissing(cells, at.service!);
    const service = censored ? 0 : this.#duration(cells, "service");
    const unestimated = at.estimate === null || isMissing(cells, at.estimate);
    const estimate = unestimated ? Number.NaN : this.#duration(cells, "estimate");
    const priority = at.priority === null ? null : this.#whole(cells, "priority", -LARGEST_INT32);
    const group = at.group === null || isMissing(cells, at.group) ? null : cells.at(at.group).trim();
    const id = at.id === null ? String(row) : cells.at(at.id).trim();
    if (id === "") this.#fault ??= `${this.#names.id} is empty`;

    if (this.#fault !== null) builder.reject(row, this.#fault);
    else if (gpus === 0) builder.counts.cpuOnly += 1;
    else if (censored) builder.counts.censored += 1;
    else builder.add({ id, submit, service, estimate, gpus, priority, group }, row);
  }

  #number(cells: RowCells, column: keyof TraceColumns): number {
    const plain = cells.decimal(this.#at[column]!);
    if (!Number.isNaN(plain)) return plain;
    const text = cells.at(this.#at[column]!).trim();
    if (NUMBER.test(text)) return Number(text);
    if (text === "") this.#fault ??= `${this.#names[column]} is empty`;
    const hint = /^[+-]?\d+,\d+$/.test(text) ? " (a decimal comma? write a point)" : "";
    this.#fault ??= `${this.#names[column]} ${JSON.stringify(text)} is no number${hint}`;
    return 0;
  }

  /** A time or a duration in the trace's unit, in whole ms. */
  #duration(cells: RowCells, column: "submit" | "service" | "estimate"): number {
    const ms = Math.round(this.#number(cells, column) * this.#unit);
    if (ms < 0) this.#fault ??= `${this.#names[column]} is negative`;
    if (ms > LATEST) this.#fault ??= `${this.#names[column]} is too large to be counted in ms`;
    return ms;
  }

  #instant(cells: RowCells, clock: ZonedClock): number {
    const text = cells.at(this.#at.submit!).trim();
    const instant = clock.read(text);
    if (Number.isNaN(instant)) {
      const hint = /[A-Z]{2,5}$/.test(text) ? "; write a zone as an offset, such as -07:00" : "";
      this.#fault ??= `${this.#names.submit} ${JSON.stringify(text)} is not like 2017-10-03 01:11:39${hint}`;
    }
    return instant;
  }

  /** Whole GPUs, or slices of one. */
  #size(cells: RowCells, slices: number): number {
    const value = this.#number(cells, "gpus");
    const size = value === 0 ? 0 : wholeSize(value, slices);
    if (size < 0) this.#fault ??= `${this.#names.gpus} ${value} is negative`;
    else if (!(size <= LARGEST_INT32))
      this.#fault ??= `${this.#names.gpus} ${value} is neither whole nor a multiple of 1/${slices} below 1`;
    return size;
  }

  #whole(cells: RowCells, column: "gpus" | "priority", least: number): number {
    const value = this.#number(cells, column);
    if (!Number.isInteger(value)) this.#fault ??= `${this.#names[column]} ${value} is not whole`;
    else if (value < least) this.#fault ??= `${this.#names[column]} ${value} is negative`;
    else if (value > LARGEST_INT32) this.#fault ??= `${this.#names[column]} ${value} is too large`;
    return value;
  }
}

function isMissing(cells: RowCells, column: number): boolean {
  return Number.isNaN(cells.decimal(column)) && MISSING.test(cells.at(column).trim());
}
