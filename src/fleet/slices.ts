// The arithmetic of slices: which parts of a GPU there are, and what they are counted in.

import type { PoolPlan } from "./plan.ts";

/** Half of a sixth decimal: what a third or a seventh of a GPU loses when it is written as 0.333333 or 0.142857. */
const ROUNDING = 5e-7;

type Divided = Pick<PoolPlan, "slicesPerGpu">;

/** Slices that a GPU is counted as: the least number that a slice of every pool is a whole number of; 1: GPUs are whole. */
export function countedSlices(pools: readonly Divided[]): number {
  return pools.reduce((common, { slicesPerGpu: own }) => (common * own) / divisor(common, own), 1);
}

/** The most slices into which a job may reckon a GPU that is to run in any of these pools; 1: it has whole GPUs. */
export function commonSlices(pools: readonly Divided[]): number {
  return pools.length === 0
    ? 1
    : pools.reduce((common, { slicesPerGpu }) => divisor(common, slicesPerGpu), 0);
}

/** Greatest common divisor; of 0 and a number that number. */
function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** A size as whole slices of a GPU of so many, or of whole GPUs; NaN when it is neither. */
export function wholeSize(size: number, slices: number): number {
  if (Number.isInteger(size)) return size;
  const part = Math.round(size * slices) / slices;
  return part > 0 && part < 1 && Math.abs(size - part) <= ROUNDING ? part : Number.NaN;
}
