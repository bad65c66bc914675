// Metrics by their unit: how a number of it is written, and the axis that it is drawn on.

import { quantity } from "../../index.ts";

const MINUTE_S = 60;
const HOUR_S = 3600;

/** Writes numbers in a unit of points.csv, as the terminal does. */
export function writerOf(unit: string): (value: number) => string {
  return (value) => quantity(value, unit);
}

/** An axis for numbers up to this size: its label with the unit, and the factor to it from the unit of the file. */
export function metricAxis(metric: string, unit: string, largest: number) {
  const [factor, name] = scaleOf(unit, largest);
  return { factor, label: `${metric} (${name})` };
}

function scaleOf(unit: string, largest: number): readonly [number, string] {
  if (unit === "share") return [100, "%"];
  if (unit === "s") {
    if (largest >= 2 * HOUR_S) return [1 / HOUR_S, "hours"];
    return largest >= 2 * MINUTE_S ? [1 / MINUTE_S, "minutes"] : [1, "s"];
  }
  if (unit.startsWith("USD")) {
    if (largest >= 1e6) return [1e-6, `million ${unit}`];
    return largest >= 1e4 ? [1e-3, `thousand ${unit}`] : [1, unit];
  }
  return [1, unit === "" ? "number" : unit];
}
