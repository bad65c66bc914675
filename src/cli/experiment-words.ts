// Points and estimates as people read them.

import { type Experiment, intervalText, type Point, percent, quantity, type SettingText } from "../index.ts";

/** Number and settings of a point. */
export function names({ paths }: Experiment, { index, values }: Point, write: SettingText): string[] {
  return [String(index + 1), ...values.map((value, place) => write(paths[place]!, value))];
}

/** Settings short enough for a table. */
export function shortSettings(write: SettingText): SettingText {
  return (path, value) => shortened(write(path, value));
}

function shortened(text: string): string {
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
