// Which assumptions matter at all, with few runs: elementary effects along random paths through the cube of assumptions.
// Morris (1991), "Factorial sampling plans for preliminary computational experiments", Technometrics 33, 161; μ* is of
// Campolongo, Cariboni and Saltelli (2007), Environmental Modelling & Software 22, 1509.

import { mean, sampleStandardDeviation } from "simple-statistics";
import type { RandomStream } from "../../kernel/random-stream.ts";

/** With fewer trajectories the ranking is a matter of luck: Campolongo et al. took 10 and more. */
export const FEWEST_TRAJECTORIES = 10;

/** Morris: an even number, so that all levels are as likely. */
const LEVELS = 4;

/** A step is p/(2(p − 1)) of the range. */
const STEP = LEVELS / (2 * (LEVELS - 1));

/** A path of k + 1 points in [0, 1]^k; each differs from the one before in one coordinate, and every coordinate changes once. */
type Trajectory = readonly (readonly number[])[];

/**
 * Random trajectories on a grid of four levels.
 * @param dimensions k ≥ 1
 * @param count 1, 2, …; see FEWEST_TRAJECTORIES
 */
export function morrisTrajectories(dimensions: number, count: number, random: RandomStream): Trajectory[] {
  if (!(Number.isSafeInteger(dimensions) && dimensions >= 1))
    throw new RangeError(`${dimensions} assumptions`);
  if (!(Number.isSafeInteger(count) && count >= 1)) throw new RangeError(`${count} trajectories`);
  return Array.from({ length: count }, () => trajectory(dimensions, random));
}

function trajectory(dimensions: number, random: RandomStream): Trajectory {
  const point = Array.from({ length: dimensions }, () => random.index(LEVELS) / (LEVELS - 1));
  const points = [[...point]];
  for (const coordinate of shuffled(dimensions, random)) {
    // From the lower half a step of more than half leads up, from the upper half down: never out of the cube.
    point[coordinate]! += point[coordinate]! < 0.5 ? STEP : -STEP;
    points.push([...point]);
  }
  return points;
}

/** 0 … n − 1 in random order: Fisher and Yates. */
function shuffled(n: number, random: RandomStream): number[] {
  const order = Array.from({ length: n }, (_, place) => place);
  for (let last = n - 1; last > 0; last--) {
    const other = random.index(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** The elementary effects of an assumption: change of the answer over its whole range, as each step would have it. */
interface MorrisEffect {
  /** mean: which way the answer goes */
  readonly mu: number;
  /** mean of the absolute values: how much the assumption matters */
  readonly muStar: number;
  /** their standard deviation: how much the effect depends on where it is taken (curved, or together with others) */
  readonly sigma: number;
}

/**
 * The effects of each assumption, in the order of the coordinates.
 * @param answers of each trajectory, of each of its points: a mean over replications
 * @throws RangeError when answers and points do not pair up
 */
export function morrisEffects(
  trajectories: readonly Trajectory[],
  answers: readonly (readonly number[])[],
): MorrisEffect[] {
  const dimensions = trajectories[0]?.[0]?.length ?? 0;
  const effects = Array.from({ length: dimensions }, (): number[] => []);
  if (answers.length !== trajectories.length)
    throw new RangeError(
      `${answers.length} rows of answers do not pair with ${trajectories.length} trajectories`,
    );
  trajectories.forEach((points, path) => {
    const own = answers[path]!;
    if (own.length !== points.length)
      throw new RangeError(`${own.length} answers do not pair with ${points.length} points`);
    for (let step = 1; step < points.length; step++) {
      const [from, to] = [points[step - 1]!, points[step]!];
      const moved = to.findIndex((value, coordinate) => value !== from[coordinate]);
      effects[moved]!.push((own[step]! - own[step - 1]!) / (to[moved]! - from[moved]!));
    }
  });
  return effects.map((own) => ({
    mu: mean(own),
    muStar: mean(own.map(Math.abs)),
    sigma: own.length < 2 ? Number.NaN : sampleStandardDeviation(own),
  }));
}
