// Points and estimates as people read them.

import type { Experiment, Point, SettingText } from "../index.ts";
import { dollars, number, percent, timeSpan } from "./format.ts";

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

export function interval(mean: number, low: number, high: number, unit: string): string {
  if (!Number.isFinite(low)) return quantity(mean, unit);
  const end = (value: number) => (unit === "share" ? percent(value) : quantity(value, unit));
  return `${quantity(mean, unit)} [${end(low)}, ${end(high)}]`;
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
