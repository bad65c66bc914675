// How uncertain an answer is because its numbers are: they are drawn, and the scenario is run with each draw.

import { randomStream } from "../../kernel/random-stream.ts";
import { amountOf } from "../../scenario/schema/quantity.ts";
import { count } from "../../scenario/units.ts";
import { valueBetween } from "../axis.ts";
import { type Design, latinHypercube } from "../design.ts";
import type { Uncertain } from "../uncertain.ts";
import type { UncertaintyTree } from "./uncertainty-schema.ts";

export interface Uncertainty {
  readonly kind: "uncertainty";
  readonly over: readonly Uncertain[];
  readonly draws: number;
  /** first key of the random stream of the draws */
  readonly seed: string;
}

export function uncertaintyOf({ draws, seed }: UncertaintyTree, over: readonly Uncertain[]): Uncertainty {
  return { kind: "uncertainty", over, draws: amountOf(count(1), draws), seed: String(seed) };
}

/** A point for each draw: a Latin hypercube of the triangular laws, so that each number is spread evenly over its own. */
export function uncertaintyDesign({ over, draws, seed }: Uncertainty): Design {
  const shares = latinHypercube(draws, over.length, randomStream(seed, "uncertainty"));
  const points = shares.map((row, index) => ({
    index,
    values: row.map((share, place) => drawn(over[place]!, share)),
  }));
  return { paths: over.map(({ path }) => path), points };
}

/** The quantile of a number: triangular between its ends about its mode, uniform where none is given. */
function drawn({ range, mode }: Uncertain, share: number): unknown {
  if (mode === null) return valueBetween(range, share);
  return valueBetween(range, triangularQuantile((mode - range.from) / (range.to - range.from), share));
}

/** Of the triangular law on [0, 1] with this mode: √(mode p) below it, 1 − √((1 − mode)(1 − p)) above. */
export function triangularQuantile(mode: number, p: number): number {
  return p < mode ? Math.sqrt(mode * p) : 1 - Math.sqrt((1 - mode) * (1 - p));
}
