// Points and estimates as people read them.

import { intervalText, type Point, percent, quantity } from "../index.ts";

export function names({ index, values }: Point): string[] {
  return [String(index + 1), ...values.map(shortText)];
}

export function shortText(value: unknown): string {
  if (value === null) return "–";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

/** A mean and, behind it, its interval. */
export function interval(mean: number, low: number, high: number, unit: string): string {
  const end = (value: number) => (unit === "share" ? percent(value) : quantity(value, unit));
  return `${quantity(mean, unit)} ${intervalText({ low, high }, end)}`.trimEnd();
}

/** The same of a difference, which has its sign. */
export function change(mean: number, low: number, high: number, unit: string): string {
  return `${mean > 0 ? "+" : ""}${interval(mean, low, high, unit)}`;
}
