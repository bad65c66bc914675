// The best of the points of one grid, with as few replications as it takes: first which of them meet the constraints, then,
// among these, Kim and Nelson's race. Each has half of the chance of a wrong choice.

import { kimNelson } from "../../statistics/selection/kim-nelson.ts";
import type { Precision } from "../../statistics/sequential-stopping.ts";
import { type Known, valuesOf } from "../known.ts";
import { grown, type Standing, standingOf, valuesOfObjective } from "./standing.ts";
import type { Tuning } from "./tuning.ts";

export interface Choice {
  /** the best point; null before it is known, and where no point meets the constraints */
  readonly best: number | null;
  /** how many replications of which points are wanted to go on; none: the choice is made */
  readonly wanted: ReadonlyMap<number, number>;
  readonly standings: ReadonlyMap<number, Standing>;
  /** replications that each point was judged by */
  readonly judged: ReadonlyMap<number, number>;
}

/** @param points numbers of the points to choose from */
export function choose(tuning: Tuning, points: readonly number[], known: Known): Choice {
  const { constraints, minimum, maximum, confidence } = tuning;
  const alive = points.filter((point) => !known.failed.has(point));
  const error = constraints.length === 0 ? 1 - confidence : (1 - confidence) / 2;
  const standings = new Map(
    alive.map((point) => [
      point,
      standingOf(tuning, known.of(point), known.prefix(point), error / alive.length),
    ]),
  );
  const judged = new Map([...standings].map(([point, standing]) => [point, standing.judged]));
  const open = alive.filter(
    (point) => standings.get(point)!.meets === "undecided" && judged.get(point)! < maximum,
  );
  if (open.length > 0) {
    const wanted = new Map(
      open.map((point) => [point, Math.max(minimum, grown(judged.get(point)!, maximum))]),
    );
    return { best: null, wanted, standings, judged };
  }
  const candidates = alive.filter((point) => mayBeBest(tuning, standings.get(point)!, known, point));
  // As many rivals as there are points, however many of them have met the constraints.
  const rivals = Math.max(1, alive.length - 1);
  const level = 1 - (error * Math.max(1, candidates.length - 1)) / rivals;
  const raced = race(tuning, candidates, known, level);
  for (const [point, replications] of raced.judged)
    judged.set(point, Math.max(judged.get(point)!, replications));
  return { best: raced.best, wanted: raced.wanted, standings, judged };
}

/** A point about which the most replications say nothing certain counts by its mean. */
function mayBeBest(
  { constraints, maximum }: Tuning,
  { meets }: Standing,
  known: Known,
  point: number,
): boolean {
  if (meets !== "undecided") return meets === "yes";
  return constraints.every(({ metric, sense, limit }) => {
    const values = valuesOf(known.of(point), metric, maximum);
    return sense * (meanOf(values) - limit) >= 0;
  });
}

type Raced = Pick<Choice, "best" | "wanted" | "judged">;

function race(tuning: Tuning, points: readonly number[], known: Known, confidence: number): Raced {
  const { minimum, maximum, objective } = tuning;
  const wanted = new Map<number, number>();
  if (points.length === 0) return { best: null, wanted, judged: new Map() };
  const samples = points.map((point) => {
    const made = Math.min(known.prefix(point), maximum);
    const values = valuesOfObjective(objective, known.of(point), made);
    const hole = values.findIndex(Number.isNaN);
    return { hole, values: hole < 0 ? values : values.slice(0, hole) };
  });
  const firsts = samples.map(({ values }) => meanOf(values.slice(0, minimum)));
  const indifference = amountOf(tuning.indifference, Math.max(...firsts));
  const { left, out, replications, next } = kimNelson(
    samples.map(({ values }) => values),
    { first: minimum, indifference, confidence },
  );
  const judged = new Map([
    ...left.map((place) => [points[place]!, replications] as const),
    ...out.map(({ point, after }) => [points[point]!, after] as const),
  ]);
  const best = left.length === 0 ? null : points[left[0]!]!;
  if (next.length === 0 || replications >= maximum) return { best, wanted, judged };
  // A point without a value in the next replication is out; the others race on without it.
  const stuck = left.filter((place) => samples[place]!.hole === replications);
  if (stuck.length > 0) {
    const rest = points.filter((_, place) => !stuck.includes(place));
    const others = race(tuning, rest, known, confidence);
    const without = stuck.map((place) => [points[place]!, replications + 1] as const);
    return { ...others, judged: new Map([...judged, ...others.judged, ...without]) };
  }
  for (const place of next) wanted.set(points[place]!, grown(replications, maximum));
  return { best: null, wanted, judged };
}

/** A difference from a mean in its own unit; above 0, so that where all is 0 there is something to race for. */
export function amountOf(indifference: Precision, mean: number): number {
  const amount = "absolute" in indifference ? indifference.absolute : indifference.relative * Math.abs(mean);
  return Math.max(amount, Number.MIN_VALUE);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
