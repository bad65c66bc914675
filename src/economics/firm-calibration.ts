// Whether promises are kept, out of sample: they are learnt from some replications and made in the others. Windows of one
// replication are alike and overlap, so a replication counts once: the intervals are over replications.

import { FirmPromises } from "./firm-promises.ts";
import { type Windows, windowsBetween } from "./firm-windows.ts";

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
  confidences: readonly number[],
  plan: { readonly partOfWeek: number },
): Kept[] {
  if (replications.length === 1) {
    const [windows] = replications as [Windows];
    const slots = windows.least.length + windows.length - 1;
    const half = Math.floor(slots / 2);
    const learnt = windowsBetween(windows, 0, Math.max(0, half - windows.length + 1));
    return [kept(new FirmPromises([learnt], plan), windowsBetween(windows, half, slots), confidences)];
  }
  const rounds = Math.min(MOST_ROUNDS, replications.length);
  const learnt = Array.from(
    { length: rounds },
    (_, round) =>
      new FirmPromises(
        replications.filter((_, index) => index % rounds !== round),
        plan,
      ),
  );
  return replications.map((windows, index) => kept(learnt[index % rounds]!, windows, confidences));
}

/** What becomes of promises that are made for these windows. */
export function kept(promises: FirmPromises, windows: Windows, confidences: readonly number[]): Kept {
  const offers = promises.cells.map((_, cell) => confidences.map((each) => promises.promise(cell, each)));
  const tallies = promises.cells.map(() => confidences.map(() => new Tally()));
  const informed = confidences.map(() => new Tally());
  windows.least.forEach((least, window) => {
    const cells = promises.cellsOf(windows, window);
    confidences.forEach((_, place) => {
      let finest = Number.NaN;
      for (const cell of cells) {
        const offer = offers[cell]![place]!;
        if (Number.isNaN(offer)) continue;
        finest = offer;
        tallies[cell]![place]!.add(offer, least);
      }
      if (!Number.isNaN(finest)) informed[place]!.add(finest, least);
    });
  });
  return {
    shares: tallies.map((of) => of.map((tally) => tally.kept / tally.made)),
    exceeded: tallies.map((of) => of.map((tally) => tally.exceeded / tally.windows)),
    informed: informed.map((tally) => ({ share: tally.kept / tally.made, mean: tally.sum / tally.windows })),
  };
}

/** Windows, by what was promised for them and what stayed free. */
class Tally {
  windows = 0;
  sum = 0;
  exceeded = 0;
  made = 0;
  kept = 0;

  add(offer: number, least: number): void {
    this.windows++;
    this.sum += offer;
    if (least > offer) this.exceeded++;
    if (offer === 0) return;
    this.made++;
    if (least >= offer) this.kept++;
  }
}
