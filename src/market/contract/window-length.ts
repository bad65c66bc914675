// Lengths in which windows and terms are sold.

import type { Duration } from "../../kernel/time.ts";
import type { LengthRange } from "./contract-plan.ts";

export function isSold(length: Duration, lengths: readonly LengthRange[]): boolean {
  return lengths.some(({ from, to, step }) => length >= from && length <= to && (length - from) % step === 0);
}
