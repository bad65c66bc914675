// The table on the terminal: a case after the other, its rows, and below them its ratios.

import type { MeasuredCase, MeasuredRow } from "./case.ts";
import type { Figures } from "./sample.ts";

interface Column {
  readonly head: string;
  cell(figures: Figures): string;
}

const SPEED: readonly Column[] = [
  { head: "jobs per CPU-s", cell: ({ rate }) => decimal(rate, 0) },
  { head: "ns per event", cell: ({ nsPerEvent }) => decimal(nsPerEvent, 0) },
  { head: "CPU s", cell: ({ cpu }) => decimal(cpu, 2) },
  { head: "wall s", cell: ({ wall }) => decimal(wall, 2) },
  { head: "peak MB", cell: ({ peakMB }) => decimal(peakMB, 0) },
];

/** What was simulated: programs that are compared must agree on it. */
const CHECK: readonly Column[] = [
  { head: "jobs", cell: ({ jobs }) => decimal(jobs, 0) },
  { head: "utilisation", cell: ({ utilisation }) => decimal(utilisation, 4) },
  { head: "preemptions/job", cell: ({ preempted }) => decimal(preempted, 4) },
  { head: "mean wait, s", cell: ({ meanWait }) => decimal(meanWait, 1) },
];

const NAME_WIDTH = 34;
/** Room for 160,000,000 jobs. */
const CELL_WIDTH = 11;
const GAP = 2;

export function headOf(check: boolean): string {
  return line("", columnsOf(check), ({ head }) => head);
}

export function textOf({ letter, title, rows, ratios }: MeasuredCase, check: boolean): string {
  const columns = columnsOf(check);
  const told = ratios.filter(({ value }) => value !== null);
  return [
    `${letter}  ${title}`,
    ...rows.map((row) => textOfRow(row, columns)),
    ...told.map(({ name, value }) => `   → ${name}: ${value!.toPrecision(3)}`),
    "",
  ].join("\n");
}

function textOfRow({ name, absent, medians }: MeasuredRow, columns: readonly Column[]): string {
  return absent === null
    ? line(`   ${name}`, columns, ({ cell }) => cell(medians))
    : `${`   ${name}`.padEnd(NAME_WIDTH)}${" ".repeat(GAP)}${absent}`;
}

function columnsOf(check: boolean): readonly Column[] {
  return check ? [...SPEED, ...CHECK] : SPEED;
}

function line(name: string, columns: readonly Column[], text: (column: Column) => string): string {
  const cells = columns.map((column) =>
    text(column).padStart(Math.max(CELL_WIDTH, column.head.length) + GAP),
  );
  return `${name.padEnd(NAME_WIDTH)}${cells.join("")}`;
}

function decimal(value: number | null, digits: number): string {
  if (value === null) return "–";
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
