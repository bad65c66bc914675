// A search: the best of the first grid, then of a finer one around it, as often as asked. Where it stands is told from the
// results alone, from the beginning each time, so that it can be taken up by whoever has them.

import { possiblyBest } from "../../statistics/selection/subset.ts";
import type { Known } from "../known.ts";
import { amountOf, type Choice, choose } from "./choose.ts";
import { coarseGrid, gridAround, placesOf } from "./lattice.ts";
import { type Standing, valuesOfObjective } from "./standing.ts";
import type { Tuning } from "./tuning.ts";

export interface Search extends Choice {
  /** grids that were chosen from, the last one under way unless nothing is wanted */
  readonly grids: number;
}

export function search(tuning: Tuning, known: Known): Search {
  const standings = new Map<number, Standing>();
  const judged = new Map<number, number>();
  let grid = coarseGrid(tuning.axes);
  for (let refinement = 0; ; refinement++) {
    const choice = choose(tuning, grid, known);
    for (const [point, standing] of choice.standings) standings.set(point, standing);
    for (const [point, replications] of choice.judged)
      judged.set(point, Math.max(replications, judged.get(point) ?? 0));
    const { best, wanted } = choice;
    if (wanted.size > 0 || best === null || refinement === tuning.refinements)
      return { best, wanted, standings, judged, grids: refinement + 1 };
    grid = gridAround(tuning.axes, best, refinement + 1);
  }
}

/**
 * Points that may be the best for all that is known: those that their replications do not tell from it, and those that are
 * worse by no more than does not matter. The best is the first.
 */
export function notToldApart(tuning: Tuning, { best, standings, judged }: Search, known: Known): number[] {
  if (best === null) return [];
  const valued = [...standings]
    .filter(([, { meets }]) => meets === "yes" || meets === "undecided")
    .map(([point]) => ({
      point,
      values: valuesOfObjective(tuning.objective, known.of(point), judged.get(point)!),
    }))
    .filter(({ values }) => values.length >= 2 && !values.some(Number.isNaN));
  const means = new Map(
    valued.map(({ point, values }) => [point, values.reduce((sum, value) => sum + value, 0) / values.length]),
  );
  const samples = valued.map(({ values }) => values);
  const level = new Set(possiblyBest(samples, tuning.confidence).map((place) => valued[place]!.point));
  const least = means.get(best)! - amountOf(tuning.indifference, means.get(best)!);
  const near = [...means.keys()].filter((point) => level.has(point) || means.get(point)! >= least);
  return [best, ...near.filter((point) => point !== best).sort((a, b) => a - b)];
}

/** Places of the paths on which a point has the least or the greatest of several values: beyond them nothing was looked for. */
export function edgesOf({ axes }: Tuning, point: number): number[] {
  return placesOf(axes, point).flatMap((place, path) => {
    const { ends } = axes[path]!;
    return ends !== null && ends[0] !== ends[1] && ends.includes(place) ? [path] : [];
  });
}
