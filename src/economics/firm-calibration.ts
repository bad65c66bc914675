// Whether promises are kept, out of sample: they are learnt from some replications and made in the others. Windows of one
// replication are alike and overlap, so a replication counts once: the intervals are over replications.

import { FirmPromises } from "./firm-promises.ts";
import { type JoinedWindows, joinedWindows, type Windows, windowsBetween } from "./firm-windows.ts";

/** Assumption: no more rounds than this are learnt; each leaves as many replications out as the others. */
const MOST_ROUNDS = 10;

/** What became of the promises of one replication. Nothing promised is no promise, and cannot be kept. */
export interface Kept {
  /** share of the promises that were kept, by cell and confidence; NaN where none was made */
  readonly shares: readonly (readonly number[])[];
  /** share of the windows in which more stayed free, by cell and confidence; NaN where nothing can be said */
  readonly exceeded: readonly (readonly number[])[];
  /** of the promises that look at all that has been learnt about, by confidence: the share kept, and their mean */
  readonly informed: readonly { readonly share: number; readonly mean: number }[];
}

/**
 * Promises made in each replication, learnt from others. One replication is cut in two: what is learnt from windows that
 * end in its first half is promised in those that begin in its second.
 */
export function keptOutOfSample(
  replications: readonly Windows[],
  joined: JoinedWindows,
  confidences: readonly number[],
  plan: { readonly partOfWeek: number },
): Kept[] {
  if (replications.length === 1) {
    const [windows] = replications as [Windows];
    const slots = windows.least.length + windows.length - 1;
    const half = Math.floor(slots / 2);
    const learnt = windowsBetween(windows, 0, Math.max(0, half - windows.length + 1));
    const promises = new FirmPromises(joinedWindows([learnt]), plan);
    return [kept(promises, windowsBetween(windows, half, slots), confidences)];
  }
  const rounds = Math.min(MOST_ROUNDS, replications.length);
  const learnt = Array.from(
    { length: rounds },
    (_, round) => new FirmPromises(joined, plan, (replication) => replication % rounds !== round),
  );
  return replications.map((windows, index) => kept(learnt[index % rounds]!, windows, confidences));
}

/** What becomes of promises that are made for these windows. */
export function kept(promises: FirmPromises, windows: Windows, confidences: readonly number[]): Kept {
  const { cells } = promises;
  const finest = promises.finestOf(windows);
  const tallies = confidences.map((confidence) => {
    const offers = Float64Array.from(cells, (_, cell) => promises.promise(cell, confidence));
    const [ofCells, informed] = [new Tally(cells.length), new Tally(1)];
    for (let window = 0; window < finest.length; window++) {
      const least = windows.least[window]!;
      let best = Number.NaN;
      for (const cell of promises.cellsOf(windows.parts[window]!, finest[window]!)) {
        const offer = offers[cell]!;
        if (Number.isNaN(offer)) continue;
        best = offer;
        ofCells.add(cell, offer, least);
      }
      if (!Number.isNaN(best)) informed.add(0, best, least);
    }
    return { ofCells, informed };
  });
  return {
    shares: cells.map((_, cell) => tallies.map(({ ofCells }) => ofCells.share(cell))),
    exceeded: cells.map((_, cell) => tallies.map(({ ofCells }) => ofCells.exceeds(cell))),
    informed: tallies.map(({ informed }) => ({ share: informed.share(0), mean: informed.mean(0) })),
  };
}

/** Windows of some kinds, by what was promised for them and what stayed free. */
class Tally {
  private readonly windows: Float64Array;
  private readonly sum: Float64Array;
  private readonly exceeded: Float64Array;
  private readonly made: Float64Array;
  private readonly kept: Float64Array;

  constructor(kinds: number) {
    const none = () => new Float64Array(kinds);
    [this.windows, this.sum, this.exceeded, this.made, this.kept] = [none(), none(), none(), none(), none()];
  }

  add(kind: number, offer: number, least: number): void {
    this.windows[kind]!++;
    this.sum[kind]! += offer;
    if (least > offer) this.exceeded[kind]!++;
    if (offer === 0) return;
    this.made[kind]!++;
    if (least >= offer) this.kept[kind]!++;
  }

  /** Share of the promises that were kept. */
  share(kind: number): number {
    return this.kept[kind]! / this.made[kind]!;
  }

  /** Share of the windows in which more stayed free. */
  exceeds(kind: number): number {
    return this.exceeded[kind]! / this.windows[kind]!;
  }

  /** Of what was promised. */
  mean(kind: number): number {
    return this.sum[kind]! / this.windows[kind]!;
  }
}
