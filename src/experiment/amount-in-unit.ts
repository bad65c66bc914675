import { NUMBER } from "../scenario/reading.ts";
import { duration } from "../scenario/units.ts";

const PLAIN = new RegExp(`^(\\$ ?)?(${NUMBER}) ?(%?)$`);

/** How a figure in such a unit may be written. */
export function writtenInUnit(unit: string): string {
  if (unit === "s") return "a length of time such as 15m, or a number of seconds";
  if (unit === "share") return "a share such as 80% or 0.8";
  if (unit.startsWith("USD")) return `an amount such as $100, or a number of ${unit}`;
  return unit === "" ? "a number" : `a number of ${unit}`;
}

/**
 * A figure of a metric as users write it, in the unit of the metric: `15m` or 900 of one in s, `5%` or 0.05 of a share, `$100`
 * or 100 of one in USD.
 * @returns null when it is none of that unit
 */
export function amountInUnit(written: string | number, unit: string): number | null {
  const text = String(written).trim();
  const match = PLAIN.exec(text);
  if (match === null) {
    const read = duration.read(text);
    return unit === "s" && read.ok ? read.value / 1000 : null;
  }
  const [, dollar, digits, percent] = match;
  if (dollar !== undefined && !unit.startsWith("USD")) return null;
  if (percent !== "" && unit !== "share") return null;
  return percent === "" ? Number(digits) : Number(digits) / 100;
}
