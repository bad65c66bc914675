// Whether renting pays and what internal work loses by it, in the words that the terminal and the report share.

import { finePercent, gpuHourPrice, intervalText } from "./format.ts";

/** A mean with its 95 % interval; the ends of a ratio may be infinite. */
interface Ends {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Up to which value of an internal GPU-hour it pays; honest where that cannot be told. */
export function breakEvenText(value: Ends, added: number): string {
  const { mean, low, high } = value;
  if (added <= 0) return "It does not pay, whatever an internal GPU-hour is worth: it adds no money.";
  if (low === Number.NEGATIVE_INFINITY)
    return "Whether it pays cannot be told from so few replications: what it adds may be nothing, and so may what internal work loses.";
  if (mean === Number.POSITIVE_INFINITY && !Number.isFinite(low))
    return "It pays whatever an internal GPU-hour is worth: internal work loses nothing by it.";
  if (high === Number.POSITIVE_INFINITY)
    return `It pays: internal work loses nothing measurable by it. Only an internal GPU-hour worth more than ${gpuHourPrice(low)} could change that.`;
  return `It pays unless an internal GPU-hour is worth more than ${gpuHourPrice(mean)}${followed(value, gpuHourPrice)}.`;
}

/** What internal work loses by it, or gains. */
export function displacedText(share: Ends): string {
  if (share.mean >= 0)
    return `internal work gets ${finePercent(share.mean)} % less done${followed(share, finePercent)}`;
  const gained = { mean: -share.mean, low: -share.high, high: -share.low };
  return `internal work gets ${finePercent(gained.mean)} % more done${followed(gained, finePercent)}`;
}

/** An interval after a blank, for the end of a phrase. */
function followed(ends: Ends, unit: (value: number) => string): string {
  const text = intervalText(ends, unit);
  return text === "" ? "" : ` ${text}`;
}
