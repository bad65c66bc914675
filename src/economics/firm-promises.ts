// How much may be promised, learnt from windows whose end is known. A promise is the k-th least of what stayed free in n
// windows like it: if the next one is like them, it is kept with a probability of at least 1 − k / (n + 1), whatever the law
// (Wilks 1941, "Determination of sample sizes for setting tolerance limits").
//
// Windows that overlap are nearly one. So k is found from m, the windows that do not overlap, and 1 − k / (m + 1) is then
// looked up among all n: with m < 1 / (1 − confidence) − 1 too little has been seen, and nothing is promised.

import { partsOfWeek, type Windows } from "./firm-windows.ts";

/** Thirds of the windows of a part of the week, by what is free as they begin. */
export const LEVELS = ["low", "middle", "high"] as const;

/** What the provider looks at before it promises. */
interface Known {
  /** part of the week; null: it does not look at the clock */
  readonly part: number | null;
  /** place among LEVELS; null: it does not look at what is free */
  readonly level: number | null;
}

/** Rounding of a product such as 20 × (1 − 0.95). */
const ROUNDING = 1e-9;

export class FirmPromises {
  /** everything that can be known, the least first: nothing, the part of the week, that and the level */
  readonly cells: readonly Known[];
  /** what stayed free, in ascending order, by cell */
  private readonly sorted: readonly Float64Array[];
  /** windows that do not overlap, by cell */
  private readonly disjoint: Float64Array;
  /** the highest low and middle level of each part of the week */
  private readonly bounds: readonly (readonly [number, number])[];
  private readonly parts: number;

  constructor(replications: readonly Windows[], plan: { readonly partOfWeek: number }) {
    this.parts = partsOfWeek(plan);
    const parts = Array.from({ length: this.parts }, (_, part) => part);
    this.cells = [
      { part: null, level: null },
      ...parts.map((part) => ({ part, level: null })),
      ...parts.flatMap((part) => LEVELS.map((_, level) => ({ part, level }))),
    ];
    this.bounds = boundsOf(replications, this.parts);
    this.disjoint = new Float64Array(this.cells.length);
    this.sorted = this.gather(replications);
  }

  /** Windows of a cell that were learnt from. */
  bookings(cell: number): number {
    return this.sorted[cell]!.length;
  }

  /** The cells of a window, from what is least known to all that is. */
  cellsOf({ parts, levels }: Windows, window: number): readonly [number, number, number] {
    const part = parts[window]!;
    const [low, middle] = this.bounds[part]!;
    const level = levels[window]! <= low ? 0 : levels[window]! <= middle ? 1 : 2;
    return [0, 1 + part, 1 + this.parts + part * LEVELS.length + level];
  }

  /** Levels that a cell is about: above the first and up to the second; NaN where it ends nowhere. */
  levelsOf(cell: number): readonly [above: number, upTo: number] {
    const { part, level } = this.cells[cell]!;
    if (part === null || level === null) return [Number.NaN, Number.NaN];
    const ends = [Number.NaN, ...this.bounds[part]!, Number.NaN];
    return [ends[level]!, ends[level + 1]!];
  }

  /** The most that may be promised with so much confidence; NaN where too little has been seen. */
  promise(cell: number, confidence: number): number {
    const share = this.brokenShare(cell, confidence);
    return share === 0 ? Number.NaN : this.quantile(cell, share);
  }

  /** The share of promises that may be broken, as a multiple of 1 / (m + 1); 0 where none may. */
  brokenShare(cell: number, confidence: number): number {
    const next = this.disjoint[cell]! + 1;
    return Math.floor(next * (1 - confidence) + ROUNDING) / next;
  }

  /** What stayed free in all windows of a cell but this share of them. */
  quantile(cell: number, share: number): number {
    const sorted = this.sorted[cell]!;
    const rank = Math.floor((sorted.length + 1) * share + ROUNDING);
    return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1]!;
  }

  private gather(replications: readonly Windows[]): Float64Array[] {
    const values: number[][] = this.cells.map(() => []);
    for (const windows of replications) {
      const next = new Float64Array(this.cells.length);
      for (let window = 0; window < windows.least.length; window++) {
        for (const cell of this.cellsOf(windows, window)) {
          values[cell]!.push(windows.least[window]!);
          if (window < next[cell]!) continue;
          this.disjoint[cell]!++;
          next[cell] = window + windows.length;
        }
      }
    }
    return values.map((of) => Float64Array.from(of).sort());
  }
}

/** The levels that divide the windows of each part of the week into thirds. */
function boundsOf(replications: readonly Windows[], parts: number): [number, number][] {
  const levels: number[][] = Array.from({ length: parts }, () => []);
  for (const windows of replications) {
    windows.levels.forEach((level, window) => {
      levels[windows.parts[window]!]!.push(level);
    });
  }
  return levels.map((of) => {
    const sorted = Float64Array.from(of).sort();
    const third = (count: number) => sorted[Math.ceil((count * sorted.length) / 3) - 1] ?? Number.NaN;
    return [third(1), third(2)];
  });
}
