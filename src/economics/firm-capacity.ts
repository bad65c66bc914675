// Firm capacity: what stays free for so long with such a confidence, given what is known at the booking. It is what could
// have been promised of a run without anybody who ran in it giving way.

import type { FreeSlots } from "../ledger/free-slots.ts";
import type { RunTotals } from "../ledger/rows.ts";
import type { FirmCapacityPlan, Scenario } from "../scenario/scenario.ts";
import { type Estimate, meanInterval } from "../statistics/interval.ts";
import { type Kept, kept, keptOutOfSample } from "./firm-calibration.ts";
import { FirmPromises, LEVELS } from "./firm-promises.ts";
import { type FirmShape, hourOfPart, joinedWindows, type Windows, windowsOf } from "./firm-windows.ts";

/** A window must fit into the measured time so many times, or too few of them are seen. */
const FEWEST_WINDOWS = 10;

/** Promises of one kind; `each`: every one by its own hour and level, as far as these are known to matter. */
export interface FirmCapacityRow {
  readonly pool: number;
  readonly shape: FirmShape;
  /** ms */
  readonly duration: number;
  /** share of the promises that are to be kept */
  readonly confidence: number;
  /** hours from Monday 00:00 UTC to the part of the week in which it is made */
  readonly hour: number | "all" | "each";
  readonly level: (typeof LEVELS)[number] | "all" | "each";
  /** levels above the first and up to the second; NaN where there is no such end */
  readonly levels: readonly [above: number, upTo: number];
  /** windows that it was learnt from; 0: it is refused, for they are longer than a tenth of the measured time */
  readonly bookings: number;
  /** how many are promised; NaN where too little has been seen; of `each` the mean over all promises */
  readonly firm: Estimate;
  /** share of the promises above 0 that were kept, out of sample */
  readonly kept: Estimate;
}

const NONE: Estimate = { mean: Number.NaN, low: Number.NaN, high: Number.NaN, replications: 0 };

/**
 * The rows of firm_capacity.csv: pool × shape × duration × confidence, whatever is known, then by what is.
 * @param runs replications of the scenario, with rental or without
 * @returns none where the scenario does not ask for them
 */
export function firmCapacity(runs: readonly RunTotals[], scenario: Scenario): FirmCapacityRow[] {
  const plan = scenario.firmCapacity;
  if (plan === null || runs.length === 0) return [];
  const measured = Math.min(...runs.map((run) => run.measured));
  return scenario.fleet.pools.flatMap((_, pool) => {
    const free = runs.map((run) => run.free![pool]!);
    return shapesOf(pool, scenario, plan).flatMap((shape) =>
      plan.durations.flatMap((duration) => {
        const about = { pool, shape, duration };
        if (isTooLong(duration, measured))
          return plan.confidences.map((confidence) => refused(about, confidence));
        return promised(about, free, plan);
      }),
    );
  });
}

/** Whether windows of a length are refused in so much measured time, both in ms. */
export function isTooLong(duration: number, measured: number): boolean {
  return duration * FEWEST_WINDOWS > measured;
}

type About = Pick<FirmCapacityRow, "pool" | "shape" | "duration">;

function refused(about: About, confidence: number): FirmCapacityRow {
  const levels = [Number.NaN, Number.NaN] as const;
  return { ...about, confidence, hour: "all", level: "all", levels, bookings: 0, firm: NONE, kept: NONE };
}

function promised(about: About, free: readonly FreeSlots[], plan: FirmCapacityPlan): FirmCapacityRow[] {
  const { confidences } = plan;
  const windows = free.map((slots) => windowsOf(slots, about.shape, about.duration, plan));
  const joined = joinedWindows(windows);
  const promises = new FirmPromises(joined, plan);
  const inSample = windows.map((each) => kept(promises, each, confidences));
  const outOfSample = keptOutOfSample(windows, joined, confidences, plan);
  return confidences.flatMap((confidence, place) => [
    informed({ ...about, confidence }, windows, outOfSample, place),
    ...promises.cells.flatMap((_, cell) => {
      if (promises.bookings(cell) === 0) return [];
      return [
        {
          ...about,
          confidence,
          ...knownOf(promises, cell, plan),
          bookings: promises.bookings(cell),
          firm: firmOf(
            promises,
            cell,
            confidence,
            inSample.map(({ exceeded }) => exceeded[cell]![place]!),
          ),
          kept: meanInterval(outOfSample.map(({ shares }) => shares[cell]![place]!)),
        },
      ];
    }),
  ]);
}

function informed(
  about: About & Pick<FirmCapacityRow, "confidence">,
  windows: readonly Windows[],
  outOfSample: readonly Kept[],
  place: number,
): FirmCapacityRow {
  const promises = outOfSample.map((each) => each.informed[place]!);
  return {
    ...about,
    hour: "each",
    level: "each",
    levels: [Number.NaN, Number.NaN],
    bookings: windows.reduce((sum, { least }) => sum + least.length, 0),
    firm: meanInterval(promises.map(({ mean }) => mean)),
    kept: meanInterval(promises.map(({ share }) => share)),
  };
}

function knownOf(
  promises: FirmPromises,
  cell: number,
  plan: FirmCapacityPlan,
): Pick<FirmCapacityRow, "hour" | "level" | "levels"> {
  const { part, level } = promises.cells[cell]!;
  return {
    hour: part === null ? "all" : hourOfPart(part, plan),
    level: level === null ? "all" : LEVELS[level]!,
    levels: promises.levelsOf(cell),
  };
}

/**
 * A promise and its interval, by test inversion: the quantiles at the ends of the interval of the share of windows in which no
 * more stays free, over replications (Woodruff 1952, "Confidence intervals for medians and other position measures").
 * @param exceeded share of the windows of each replication in which more stays free
 */
function firmOf(
  promises: FirmPromises,
  cell: number,
  confidence: number,
  exceeded: readonly number[],
): Estimate {
  const firm = promises.promise(cell, confidence);
  const { low, high, replications } = meanInterval(exceeded);
  if (Number.isNaN(firm)) return NONE;
  if (Number.isNaN(low)) return { mean: firm, low, high, replications };
  const share = promises.brokenShare(cell, confidence);
  const half = (high - low) / 2;
  return {
    mean: firm,
    // Where the data exclude nothing, nothing is excluded.
    low: share > half ? promises.quantile(cell, share - half) : 0,
    high: promises.quantile(cell, share + half),
    replications,
  };
}

/** What is promised of a pool. A gang of more GPUs than a node has is made of whole nodes, if nodes are told apart. */
function shapesOf(pool: number, { fleet, scheduling }: Scenario, { gangs }: FirmCapacityPlan): FirmShape[] {
  const { gpusPerNode } = fleet.pools[pool]!;
  const gpu: FirmShape = { name: "GPU", gpus: 1, counted: "gpus", each: 1 };
  const byNode = scheduling.placement !== "pool";
  const node: FirmShape = { name: "node", gpus: gpusPerNode, counted: "nodes", each: 1 };
  return [
    gpu,
    ...(byNode ? [node] : []),
    ...gangs.map((gpus): FirmShape => {
      const name = `${gpus} GPUs`;
      if (byNode && scheduling.gang === "whole-nodes")
        return { name, gpus, counted: "nodes", each: Math.ceil(gpus / gpusPerNode) };
      return { name, gpus, counted: "gpus", each: gpus };
    }),
  ];
}
