// The windows for which a promise could have been made: one begins with every slot. Of each is known what its customer
// could know, the part of the week and what is free as it begins, and what came of it, the least that stayed free.

import type { FreeSlots } from "../ledger/free-slots.ts";
import type { FirmCapacityPlan } from "../scenario/scenario.ts";
import { ascendingOrder } from "../statistics/ascending-order.ts";
import { slidingMinima } from "../statistics/sliding-minima.ts";

const MS_PER_WEEK = 604_800_000;

/** What is promised: GPUs, wholly free nodes, or gangs that are made of these. */
export interface FirmShape {
  readonly name: string;
  /** GPUs of one of them */
  readonly gpus: number;
  /** what is counted, and how many of these make one */
  readonly counted: "gpus" | "nodes";
  readonly each: number;
}

/** Windows of one length in one replication, by their begins. */
export interface Windows {
  /** what is free as each begins */
  readonly levels: Float64Array;
  /** the least that stays free until it ends */
  readonly least: Float64Array;
  /** the part of the week in which each begins, from 0 */
  readonly parts: Uint32Array;
  /** slots of a window: those that begin so far apart do not overlap */
  readonly length: number;
}

export function partsOfWeek({ partOfWeek }: Pick<FirmCapacityPlan, "partOfWeek">): number {
  return MS_PER_WEEK / partOfWeek;
}

/** Hours from Monday 00:00 UTC to the begin of a part of the week. */
export function hourOfPart(part: number, { partOfWeek }: Pick<FirmCapacityPlan, "partOfWeek">): number {
  return (part * partOfWeek) / 3_600_000;
}

/** The windows of one length that a run has room for, the number of its slots being whole. */
export function windowsOf(
  free: FreeSlots,
  { counted, each }: FirmShape,
  duration: number,
  { partOfWeek }: Pick<FirmCapacityPlan, "partOfWeek">,
): Windows {
  const slots = free[counted]!;
  const length = Math.round(duration / free.slot);
  const whole = (count: number) => (each === 1 ? count : Math.floor(count / each));
  const least = slidingMinima(slots.least, length).map(whole);
  return {
    levels: slots.first.slice(0, least.length).map(whole),
    least,
    parts: Uint32Array.from(least, (_, slot) =>
      Math.floor(((free.begin + slot * free.slot) % MS_PER_WEEK) / partOfWeek),
    ),
    length,
  };
}

/** The windows of some replications, one replication after the other. */
export interface JoinedWindows extends Windows {
  /** the first window of each replication, and after the last one how many windows there are */
  readonly begins: readonly number[];
  /** the windows in ascending order of what is free as they begin */
  readonly byLevel: Uint32Array;
  /** and of the least that stays free */
  readonly byLeast: Uint32Array;
}

export function joinedWindows(replications: readonly Windows[]): JoinedWindows {
  const begins = [0];
  for (const { least } of replications) begins.push(begins.at(-1)! + least.length);
  const windows = begins.at(-1)!;
  const [levels, least] = [new Float64Array(windows), new Float64Array(windows)];
  const parts = new Uint32Array(windows);
  for (const [replication, each] of replications.entries()) {
    levels.set(each.levels, begins[replication]);
    least.set(each.least, begins[replication]);
    parts.set(each.parts, begins[replication]);
  }
  const length = replications[0]?.length ?? 1;
  const [byLevel, byLeast] = [ascendingOrder(levels), ascendingOrder(least)];
  return { levels, least, parts, length, begins, byLevel, byLeast };
}

/** The windows that begin with one of these slots. */
export function windowsBetween(windows: Windows, from: number, to: number): Windows {
  const { levels, least, parts, length } = windows;
  return {
    levels: levels.subarray(from, to),
    least: least.subarray(from, to),
    parts: parts.subarray(from, to),
    length,
  };
}
