// Numbers on the terminal are written as those of the report, and one kind that only the answer has.

import { number } from "../index.ts";

export { dollars, finePercent, gpuHourPrice, horizon, number, percent, timeSpan } from "../index.ts";

/** GPU-hours; hundredths of one are no work: 12345.6 → "12,346". */
export function gpuHours(hours: number): string {
  return Math.abs(hours) < 0.005 ? "0" : number(hours);
}
