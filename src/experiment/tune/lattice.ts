// The grids of a search on the numbers of its points: first the coarse one, then half the step around the best, and again.

import type { TuneAxis, Tuning } from "./tuning.ts";

/** New steps to either side of the best: two of them are an old one. */
const REACH = 2;

/** Points of the first grid. */
export function coarseGrid(axes: readonly TuneAxis[]): number[] {
  return crossed(
    axes,
    axes.map(({ size, stride }) => placesUpTo(size, stride)),
  );
}

/**
 * Points around the best when steps have been halved: of each refined path its value, one new step and one old step to
 * either side; of the other paths its value alone.
 * @param refinement 1, 2, …
 */
export function gridAround(axes: readonly TuneAxis[], best: number, refinement: number): number[] {
  const centre = placesOf(axes, best);
  const places = axes.map(({ size, stride }, path) => {
    const at = centre[path]!;
    if (stride === 1) return [at];
    const step = stride / 2 ** refinement;
    const steps = Array.from({ length: 2 * REACH + 1 }, (_, place) => place - REACH);
    return steps.map((each) => at + each * step).filter((place) => place >= 0 && place < size);
  });
  return crossed(axes, places);
}

/** Points of the first grid, and the most that all grids have together. */
export function gridSizes({ axes, refinements }: Pick<Tuning, "axes" | "refinements">): {
  readonly first: number;
  readonly all: number;
} {
  const first = axes.reduce((size, axis) => size * Math.ceil(axis.size / axis.stride), 1);
  const around = (2 * REACH + 1) ** axes.filter(({ stride }) => stride > 1).length;
  return { first, all: first + refinements * around };
}

/** Of each path the place of its value at a point. */
export function placesOf(axes: readonly TuneAxis[], point: number): number[] {
  let rest = point;
  return axes
    .toReversed()
    .map(({ size }) => {
      const place = rest % size;
      rest = (rest - place) / size;
      return place;
    })
    .reverse();
}

function placesUpTo(size: number, stride: number): number[] {
  return Array.from({ length: Math.ceil(size / stride) }, (_, place) => place * stride);
}

/** Every place with every place of the others, as numbers of points, in order. */
function crossed(axes: readonly TuneAxis[], places: readonly (readonly number[])[]): number[] {
  return axes.reduce<number[]>(
    (points, { size }, path) => points.flatMap((point) => places[path]!.map((place) => point * size + place)),
    [0],
  );
}
