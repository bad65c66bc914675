// Jobs of several sizes share one pool, all or nothing, without a queue and without nodes. Kaufman (1981), Roberts
// (1981); Ross, Multiservice Loss Models (1995), chapter 2. Only the mean of each service time matters.

import { requireNotNegative, requireWhole } from "./domain.ts";

/** Weights are scaled down before they could overflow; those far below then vanish, as they should. */
const LARGE = 1e250;

/** A class of jobs of one size. */
export interface SizeClass {
  /** GPUs held by each job, 1, 2, … */
  readonly gpus: number;
  /** arrival rate × mean service time, in jobs, ≥ 0 */
  readonly offeredLoad: number;
  /** money per GPU and unit of time; 0 where it is left out */
  readonly price?: number;
}

export interface SharedPool {
  /** share of arrivals refused, by class in the order given */
  readonly refused: readonly number[];
  /** GPUs asked by the refused / GPUs asked */
  readonly refusedGpuShare: number;
  /** mean number of GPUs held */
  readonly meanBusy: number;
  readonly utilisation: number;
  /** money per unit of time: Σ price × GPUs × jobs in service */
  readonly revenueRate: number;
}

/**
 * The pool under complete sharing: whoever fits is admitted.
 * @param gpus GPUs of the pool, 1, 2, …
 */
export function kaufmanRoberts(gpus: number, classes: readonly SizeClass[]): SharedPool {
  requireWhole("GPUs", gpus, 1);
  for (const { gpus: size, offeredLoad } of classes) {
    requireWhole("GPUs of a class", size, 1);
    requireNotNegative("offered load", offeredLoad);
  }
  const shares = occupancyShares(gpus, classes);
  const refused = classes.map(({ gpus: size }) => sum(shares.subarray(Math.max(0, gpus + 1 - size))));
  return sharedPool(gpus, classes, refused);
}

/** What follows from the shares refused, however jobs are admitted: Little's law for each class. */
export function sharedPool(
  gpus: number,
  classes: readonly SizeClass[],
  refused: readonly number[],
): SharedPool {
  const asked = classes.map(({ gpus: size, offeredLoad }) => size * offeredLoad);
  const held = asked.map((load, k) => load * (1 - refused[k]!));
  const meanBusy = sum(held);
  return {
    refused,
    refusedGpuShare: sum(asked) > 0 ? sum(asked.map((load, k) => load * refused[k]!)) / sum(asked) : 0,
    meanBusy,
    utilisation: meanBusy / gpus,
    revenueRate: sum(held.map((load, k) => load * (classes[k]!.price ?? 0))),
  };
}

/** Share of time with j GPUs held, j = 0 … gpus: j q(j) = Σ_k a_k b_k q(j − b_k), normalised over all j. */
function occupancyShares(gpus: number, classes: readonly SizeClass[]): Float64Array {
  const weights = new Float64Array(gpus + 1);
  weights[0] = 1;
  for (let held = 1; held <= gpus; held++) {
    let weight = 0;
    for (const { gpus: size, offeredLoad } of classes) {
      if (size <= held) weight += offeredLoad * size * weights[held - size]!;
    }
    weights[held] = weight / held;
    if (weights[held]! > LARGE) {
      for (let below = 0; below <= held; below++) weights[below]! /= LARGE;
    }
  }
  const total = sum(weights);
  return weights.map((weight) => weight / total);
}

function sum(values: Float64Array | readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
