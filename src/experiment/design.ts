// The points of a sweep: where in the space of its paths it looks.

import { type RandomStream, randomStream } from "../kernel/random-stream.ts";
import { amountOf } from "../scenario/schema/quantity.ts";
import { count } from "../scenario/units.ts";
import { SOBOL_DIMENSIONS, sobolSequence } from "../statistics/sobol-sequence.ts";
import { type Axis, axisOf, drawnValue, sizeOf, valuesOfAxis } from "./axis.ts";
import type { AxisTree } from "./axis-schema.ts";
import type { Point } from "./experiment.ts";
import { DRAWN, type DrawnTree, type SweepTree } from "./experiment-schema.ts";

export interface Design {
  readonly paths: readonly string[];
  readonly points: readonly Point[];
}

/** What is wrong with a design, at the keys below its own that lead to it. */
interface DesignProblem {
  readonly keys: readonly (string | number)[];
  readonly message: string;
}

export type Made<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly DesignProblem[] };

/** Points that nobody waits for; they are counted, not made. */
const MOST_POINTS = 1_000_000;

/** The points of a sweep. Random ones depend on the design's own seed only. */
export function designOf(sweep: SweepTree): Made<Design> {
  if (sweep.list !== undefined) return { ok: true, value: listed(sweep.list) };
  if (sweep.grid !== undefined) {
    const axes = axesOf(sweep.grid, ["grid"]);
    return axes.ok ? gridOf(axes.value, ["grid"]) : axes;
  }
  const kind = DRAWN.find((name) => sweep[name] !== undefined)!;
  const tree = sweep[kind]!;
  const axes = axesOf(tree.over, [kind, "over"]);
  if (!axes.ok) return axes;
  if (kind === "sobol" && axes.value.length > SOBOL_DIMENSIONS) {
    const message = `a Sobol sequence has at most ${SOBOL_DIMENSIONS} dimensions; latin_hypercube has no limit`;
    return { ok: false, problems: [{ keys: [kind, "over"], message }] };
  }
  return { ok: true, value: drawn(axes.value, sharesOf(kind, tree, axes.value.length)) };
}

export interface NamedAxis {
  readonly path: string;
  readonly axis: Axis;
}

/** @param read of one of them */
export function axesOf(
  trees: Readonly<Record<string, AxisTree>>,
  keys: readonly string[],
  read: typeof axisOf = axisOf,
): Made<NamedAxis[]> {
  const axes: NamedAxis[] = [];
  const problems: DesignProblem[] = [];
  for (const [path, tree] of Object.entries(trees)) {
    const axis = read(tree);
    if (axis.ok) axes.push({ path, axis: axis.value });
    else problems.push({ keys: [...keys, path], message: axis.message });
  }
  if (axes.length + problems.length === 0) problems.push({ keys, message: "nothing is swept" });
  return problems.length === 0 ? { ok: true, value: axes } : { ok: false, problems };
}

/**
 * Every value with every other; the last path changes fastest.
 * @param keys that lead to the axes
 */
export function gridOf(axes: readonly NamedAxis[], keys: readonly string[]): Made<Design> {
  const endless = axes.filter(({ axis }) => sizeOf(axis) === Number.POSITIVE_INFINITY);
  if (endless.length > 0) {
    const message = "a range in a grid needs a step";
    return { ok: false, problems: endless.map(({ path }) => ({ keys: [...keys, path], message })) };
  }
  const size = axes.reduce((product, { axis }) => product * sizeOf(axis), 1);
  if (size > MOST_POINTS) {
    const message = `these are ${size.toLocaleString("en-US")} points, more than ${MOST_POINTS.toLocaleString("en-US")}`;
    return { ok: false, problems: [{ keys, message }] };
  }
  const rows = axes.reduce<unknown[][]>(
    (rows, { axis }) => rows.flatMap((row) => valuesOfAxis(axis).map((value) => [...row, value])),
    [[]],
  );
  return { ok: true, value: { paths: axes.map(({ path }) => path), points: rows.map(pointOf) } };
}

/** A path that a point does not name keeps the scenario's own value. */
function listed(rows: readonly Readonly<Record<string, unknown>>[]): Design {
  const paths = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    paths,
    points: rows.map((row, index) =>
      pointOf(
        paths.map((path) => row[path] ?? null),
        index,
      ),
    ),
  };
}

function drawn(axes: readonly NamedAxis[], shares: readonly (readonly number[])[]): Design {
  const rows = shares.map((row) => axes.map(({ axis }, place) => drawnValue(axis, row[place]!)));
  return { paths: axes.map(({ path }) => path), points: rows.map(pointOf) };
}

function pointOf(values: readonly unknown[], index: number): Point {
  return { index, values };
}

/** Points of the unit cube, one for each point of the design. */
function sharesOf(kind: (typeof DRAWN)[number], tree: DrawnTree, dimensions: number): number[][] {
  const points = amountOf(count(1), tree.points);
  if (kind === "sobol") return sobolSequence(points, dimensions);
  const random = randomStream(String(tree.seed), kind);
  const uniform = () => Array.from({ length: dimensions }, () => random.uniform());
  if (kind === "random") return Array.from({ length: points }, uniform);
  return latinHypercube(points, dimensions, random);
}

/**
 * Points of the unit cube, of each coordinate one in every n-th part: McKay, Beckman and Conover (1979), Technometrics
 * 21, 239.
 */
export function latinHypercube(points: number, dimensions: number, random: RandomStream): number[][] {
  const parts = Array.from({ length: dimensions }, () => shuffled(points, (n) => random.index(n)));
  return Array.from({ length: points }, (_, point) =>
    parts.map((part) => (part[point]! + random.uniform()) / points),
  );
}

/** 0 … n − 1 in random order: Fisher and Yates as by Durstenfeld (1964). */
function shuffled(n: number, index: (n: number) => number): number[] {
  const order = Array.from({ length: n }, (_, place) => place);
  for (let last = n - 1; last > 0; last--) {
    const other = index(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
