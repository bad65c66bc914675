// One assumption at a time: what an answer is with each of them at its low and its high end, all others at their mode. It
// tells nothing of what assumptions do together; Morris and Sobol do.

import { type Estimate, meanInterval, pairedDifference } from "../interval.ts";

/** A figure in each replication; the same replication shares its random numbers. */
type Figures = readonly number[];

interface Ends {
  readonly name: string;
  readonly low: Figures;
  readonly high: Figures;
}

interface TornadoBar {
  readonly name: string;
  /** the answer with the assumption at its low end, and at its high end */
  readonly low: Estimate;
  readonly high: Estimate;
  /** how far they are from the answer with all at their modes, paired by replication */
  readonly lowDifference: Estimate;
  readonly highDifference: Estimate;
  /** high − low, paired by replication */
  readonly swing: Estimate;
}

/**
 * The bars of a tornado diagram, the widest swing first; a swing without a value last.
 * @param base the figure with every assumption at its mode
 * @throws RangeError when replications do not pair up
 */
export function tornado(base: Figures, assumptions: readonly Ends[], confidence?: number): TornadoBar[] {
  const bars = assumptions.map(({ name, low, high }) => ({
    name,
    low: meanInterval(low, confidence),
    high: meanInterval(high, confidence),
    lowDifference: pairedDifference(low, base, confidence),
    highDifference: pairedDifference(high, base, confidence),
    swing: pairedDifference(high, low, confidence),
  }));
  const width = ({ swing }: TornadoBar) => (Number.isNaN(swing.mean) ? -1 : Math.abs(swing.mean));
  return bars.sort((a, b) => width(b) - width(a));
}
