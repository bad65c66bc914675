// Points, estimates and tables of them as people read them.

import type { Point } from "../index.ts";
import { dollars, number, percent, timeSpan } from "./format.ts";

export function names({ index, values }: Point): string[] {
  return [String(index + 1), ...values.map(shortText)];
}

export function shortText(value: unknown): string {
  if (value === null) return "–";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

export function interval(mean: number, low: number, high: number, unit: string): string {
  const text = (value: number) => quantity(value, unit);
  return Number.isFinite(low) ? `${text(mean)} [${text(low)}, ${text(high)}]` : text(mean);
}

export function quantity(value: number, unit: string): string {
  if (!Number.isFinite(value)) return "–";
  if (unit === "share") return `${percent(value)} %`;
  if (unit === "s") return timeSpan(1000 * value);
  return unit.startsWith("USD") ? dollars(value) : number(value);
}

export function probability(p: number): string {
  if (Number.isNaN(p)) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** Columns as wide as their longest cell; the last is not filled up. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    `   ${row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd(),
  );
}
