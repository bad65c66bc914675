// How much may be promised, learnt from windows whose end is known. A promise is the k-th least of what stayed free in n
// windows like it: if the next one is like them, it is kept with a probability of at least 1 − k / (n + 1), whatever the law
// (Wilks 1941, "Determination of sample sizes for setting tolerance limits").
//
// Windows that overlap are nearly one. So k is found from m, the windows that do not overlap, and 1 − k / (m + 1) is then
// looked up among all n: with m < 1 / (1 − confidence) − 1 too little has been seen, and nothing is promised.

import { type Grouping, grouped } from "../statistics/grouped.ts";
import { type JoinedWindows, partsOfWeek, type Windows } from "./firm-windows.ts";

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
  private readonly disjoint: readonly number[];
  /** the highest low and the highest middle level of each part of the week */
  private readonly lows: Float64Array;
  private readonly middles: Float64Array;
  private readonly parts: number;

  /** @param learns whether it learns from the windows of a replication */
  constructor(
    windows: JoinedWindows,
    plan: { readonly partOfWeek: number },
    learns: (replication: number) => boolean = () => true,
  ) {
    this.parts = partsOfWeek(plan);
    const parts = Array.from({ length: this.parts }, (_, part) => part);
    this.cells = [
      { part: null, level: null },
      ...parts.map((part) => ({ part, level: null })),
      ...parts.flatMap((part) => LEVELS.map((_, level) => ({ part, level }))),
    ];
    const learnt = windowsLearnt(windows, learns);
    const { levels, least, byLevel, byLeast } = windows;
    const byPart = { groupOf: only(learnt, windows.parts, this.parts), groups: this.parts };
    const sorted = grouped(levels, byLevel, byPart);
    this.lows = Float64Array.from(sorted, (of) => thirdOf(of, 1));
    this.middles = Float64Array.from(sorted, (of) => thirdOf(of, 2));
    const finest = this.parts * LEVELS.length;
    const groupings = [
      { groupOf: only(learnt, new Uint32Array(least.length), 1), groups: 1 },
      byPart,
      { groupOf: only(learnt, this.finestOf(windows), finest), groups: finest },
    ];
    this.sorted = groupings.flatMap((grouping) => grouped(least, byLeast, grouping));
    this.disjoint = groupings.flatMap((grouping) => countDisjoint(windows, grouping));
  }

  /** Windows of a cell that were learnt from. */
  bookings(cell: number): number {
    return this.sorted[cell]!.length;
  }

  /** The cells of a window, from what is least known to all that is. */
  cellsOf(part: number, finest: number): readonly [number, number, number] {
    return [0, 1 + part, 1 + this.parts + finest];
  }

  /** Where the part of the week and the level of each window stand among all pairs of these. */
  finestOf({ parts, levels }: Windows): Uint32Array {
    const places = new Uint32Array(parts.length);
    for (let window = 0; window < places.length; window++) {
      const part = parts[window]!;
      const level = levels[window]!;
      const third = level <= this.lows[part]! ? 0 : level <= this.middles[part]! ? 1 : 2;
      places[window] = part * LEVELS.length + third;
    }
    return places;
  }

  /** Levels that a cell is about: above the first and up to the second; NaN where it ends nowhere. */
  levelsOf(cell: number): readonly [above: number, upTo: number] {
    const { part, level } = this.cells[cell]!;
    if (part === null || level === null) return [Number.NaN, Number.NaN];
    const ends = [Number.NaN, this.lows[part]!, this.middles[part]!, Number.NaN];
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
}

/** 1 for each window that is learnt from. */
function windowsLearnt(
  { begins, least }: JoinedWindows,
  learns: (replication: number) => boolean,
): Uint8Array {
  const learnt = new Uint8Array(least.length);
  for (let replication = 0; replication + 1 < begins.length; replication++)
    if (learns(replication)) learnt.fill(1, begins[replication], begins[replication + 1]);
  return learnt;
}

/** The groups of windows, those that are not learnt from in a group after all others. */
function only(learnt: Uint8Array, groupOf: Uint32Array, groups: number): Uint32Array {
  const kept = new Uint32Array(groupOf.length);
  for (let window = 0; window < kept.length; window++)
    kept[window] = learnt[window] === 1 ? groupOf[window]! : groups;
  return kept;
}

/** The value below which the first third or the first two thirds end; NaN where there are none. */
function thirdOf(sorted: Float64Array, thirds: number): number {
  return sorted[Math.ceil((thirds * sorted.length) / 3) - 1] ?? Number.NaN;
}

/** How many windows of each group do not overlap, taken from the first of each replication on. */
function countDisjoint({ begins, length }: JoinedWindows, { groupOf, groups }: Grouping): number[] {
  const counts = new Float64Array(groups + 1);
  const next = new Float64Array(groups + 1);
  for (let replication = 0; replication + 1 < begins.length; replication++) {
    next.fill(0);
    const end = begins[replication + 1]!;
    for (let window = begins[replication]!; window < end; window++) {
      const group = groupOf[window]!;
      if (window < next[group]!) continue;
      counts[group]!++;
      next[group] = window + length;
    }
  }
  return [...counts.subarray(0, groups)];
}
