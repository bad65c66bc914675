// A search over made-up figures, driven as the program drives it: ask, answer, ask again.

import { Known } from "../../../../src/experiment/known.ts";
import { type Search, search } from "../../../../src/experiment/tune/search.ts";
import type { Tuning } from "../../../../src/experiment/tune/tuning.ts";

const METRICS = [
  { metric: "gain", unit: "USD", lines: [] },
  { metric: "wait", unit: "s", lines: ["work"] },
];

/** A search over one list of so many values without constraints. */
export function tuningOver(size: number, own: Partial<Tuning> = {}): Tuning {
  return {
    kind: "tune",
    objective: { sense: 1, terms: [{ metric: "gain", weight: 1 }] },
    constraints: [],
    axes: [{ size, stride: 1, ends: [0, size - 1] }],
    refinements: 0,
    indifference: { absolute: 1 },
    confidence: 0.95,
    minimum: 10,
    maximum: 400,
    over: {},
    ...own,
  };
}

/** Gain and wait of one replication of a point. */
export type Model = (point: number, run: number) => readonly [gain: number, wait: number];

interface Ended {
  readonly found: Search;
  readonly known: Known;
  /** replications that were made */
  readonly made: number;
}

/**
 * @param surplus so many replications are made of each point beyond those that are asked for
 * @param levels of the waiting line of a point
 */
export function drive(
  tuning: Tuning,
  model: Model,
  { known = new Known(), surplus = 0, levels = (_: number): readonly number[] => [] } = {},
): Ended {
  for (;;) {
    const found = search(tuning, known);
    if (found.wanted.size === 0) return { found, known, made: known.count };
    for (const [point, replications] of found.wanted)
      for (let run = 0; run < replications + surplus; run++)
        known.add(point, run, { values: model(point, run), levels: { work: levels(point) } }, METRICS);
  }
}
