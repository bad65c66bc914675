// An experiment whose runs are made up: what a point gives is a function of its values.

import type { Design } from "../../../src/experiment/design.ts";
import type { Experiment, Question } from "../../../src/experiment/experiment.ts";
import { Known } from "../../../src/experiment/known.ts";
import type { Uncertain } from "../../../src/experiment/uncertain.ts";
import { uncertainOf } from "../../../src/experiment/uncertain.ts";
import type { UncertainTree } from "../../../src/experiment/uncertain-schema.ts";

const METRICS = [{ metric: "a", unit: "USD", lines: ["work"] }];

/** Uncertain numbers, as they would be written. */
export function uncertain(over: Readonly<Record<string, UncertainTree>>): Uncertain[] {
  const made = uncertainOf(over, []);
  if (!made.ok) throw new Error(made.problems.map(({ message }) => message).join());
  return made.value;
}

export function experimentOn(design: Design, question: Question, replications: number): Experiment {
  const rule = { kind: "fixed", replications } as const;
  return { name: "x", seed: "1", ...design, replications: rule, compare: null, question, metrics: ["a"] };
}

/** @param growing points whose waiting line grows without end */
export function answered(
  { points, replications }: Experiment,
  answer: (values: readonly number[], run: number, point: number) => number,
  growing: readonly number[] = [],
): Known {
  const known = new Known();
  const runs = replications.kind === "fixed" ? replications.replications : 0;
  for (const { index, values } of points) {
    const levels = Array.from(
      { length: 20 },
      (_, place) => (growing.includes(index) ? 10 * place : 0) + (place % 3),
    );
    for (let run = 0; run < runs; run++)
      known.add(
        index,
        run,
        { values: [answer(values as number[], run, index)], levels: { work: levels } },
        METRICS,
      );
  }
  return known;
}
