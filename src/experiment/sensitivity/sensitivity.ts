// Which of the uncertain numbers moves the answer: the design of each method, and the points that it is run at.

import { randomStream } from "../../kernel/random-stream.ts";
import { amountOf } from "../../scenario/schema/quantity.ts";
import { count } from "../../scenario/units.ts";
import { morrisTrajectories } from "../../statistics/sensitivity/morris.ts";
import { sobolRow } from "../../statistics/sensitivity/sobol-indices.ts";
import { SOBOL_DIMENSIONS, sobolSequence } from "../../statistics/sobol-sequence.ts";
import { valueBetween } from "../axis.ts";
import type { Design } from "../design.ts";
import { baseValue, type Uncertain } from "../uncertain.ts";
import type { METHODS, SensitivityTree } from "./sensitivity-schema.ts";

export interface Sensitivity {
  readonly kind: "sensitivity";
  readonly method: (typeof METHODS)[number];
  readonly over: readonly Uncertain[];
  /** of morris */
  readonly trajectories: number;
  /** of sobol */
  readonly rows: number;
  /** first key of the random streams of the design */
  readonly seed: string;
}

const whole = count(1);

export function sensitivityOf(tree: SensitivityTree, over: readonly Uncertain[]): Sensitivity {
  return {
    kind: "sensitivity",
    method: tree.method,
    over,
    trajectories: amountOf(whole, tree.trajectories),
    rows: amountOf(whole, tree.rows),
    seed: String(tree.seed),
  };
}

/** The points of a design, in the order in which their answers are taken again. */
export function sensitivityDesign(sensitivity: Sensitivity): Design {
  const { over } = sensitivity;
  const rows = sensitivity.method === "tornado" ? oneAtATime(over) : spread(sensitivity);
  return { paths: over.map(({ path }) => path), points: rows.map((values, index) => ({ index, values })) };
}

/** The base case, then each number at its low and at its high end. */
function oneAtATime(over: readonly Uncertain[]): unknown[][] {
  const base = over.map(baseValue);
  const ends = over.flatMap(({ range }, place) =>
    [0, 1].map((share) => base.with(place, valueBetween(range, share))),
  );
  return [base, ...ends];
}

/** Points all over the space. */
function spread({ method, over, trajectories, rows, seed }: Sensitivity): unknown[][] {
  const shares =
    method === "morris"
      ? morrisPaths({ over, trajectories, seed }).flat()
      : halvesOf(over.length, rows, seed).flatMap(sobolRow);
  return shares.map((point) => point.map((share, place) => valueBetween(over[place]!.range, share)));
}

/** The paths of a design by Morris: the same each time. */
export function morrisPaths({
  over,
  trajectories,
  seed,
}: Pick<Sensitivity, "over" | "trajectories" | "seed">) {
  return morrisTrajectories(over.length, trajectories, randomStream(seed, "morris"));
}

/** Rows of two points each: of a Sobol sequence as far as it goes, of random numbers beyond. */
function halvesOf(dimensions: number, rows: number, seed: string): number[][] {
  if (2 * dimensions <= SOBOL_DIMENSIONS) return sobolSequence(rows, 2 * dimensions);
  const random = randomStream(seed, "sobol");
  return Array.from({ length: rows }, () => Array.from({ length: 2 * dimensions }, () => random.uniform()));
}
