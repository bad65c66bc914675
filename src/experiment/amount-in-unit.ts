import { NUMBER } from "../scenario/reading.ts";
import { duration } from "../scenario/units.ts";

const PLAIN = new RegExp(`^(\\$ ?)?(${NUMBER}) ?(%?)$`);

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
