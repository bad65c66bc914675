// Numbers on the terminal are written as those of the report, and three kinds that only the answer has.

import { dollars, number, percent } from "../index.ts";

export { dollars, horizon, number, percent, timeSpan } from "../index.ts";

/** A share of which less than a tenth of a percent matters: 0.00123 → "0.12", 0.123 → "12.3". */
export function finePercent(share: number): string {
  if (Math.abs(share) < 5e-6) return "0.0";
  return Math.abs(share) < 0.01 ? number(100 * share, 2) : percent(share);
}

/** GPU-hours; hundredths of one are no work: 12345.6 → "12,346". */
export function gpuHours(hours: number): string {
  return Math.abs(hours) < 0.005 ? "0" : number(hours);
}

/** $ per GPU-hour, to the cent below $100: 53.17 → "$53.17". */
export function gpuHourPrice(price: number): string {
  if (Math.abs(price) >= 100) return dollars(price);
  return `${price < 0 ? "−" : ""}$${Math.abs(price).toFixed(2)}`;
}
