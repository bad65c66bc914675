import type { LengthRange } from "../market/contract/contract-plan.ts";
import { durationText } from "./units.ts";

/** Lengths in which a window is sold: `1d to 14d in steps of 1d, or 3w to 26w in steps of 1w`. */
export function lengthsText(lengths: readonly LengthRange[]): string {
  const texts = lengths.map(({ from, to, step }) => {
    if (from === to) return durationText(from);
    if (from + step === to) return `${durationText(from)} or ${durationText(to)}`;
    return `${durationText(from)} to ${durationText(to)} in steps of ${durationText(step)}`;
  });
  return texts.join(", or ");
}
