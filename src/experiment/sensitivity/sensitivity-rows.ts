// What a sensitivity analysis says of each metric and each uncertain number.

import { randomStream } from "../../kernel/random-stream.ts";
import type { SensitivityRow } from "../../results/sensitivity-table.ts";
import { bootstrapIntervals } from "../../statistics/sensitivity/bootstrap.ts";
import { morrisEffects } from "../../statistics/sensitivity/morris.ts";
import { sobolIndices } from "../../statistics/sensitivity/sobol-indices.ts";
import { tornado } from "../../statistics/sensitivity/tornado.ts";
import { meanAnswer, steadyFigures } from "../answers.ts";
import { valueBetween } from "../axis.ts";
import type { Experiment } from "../experiment.ts";
import type { Known } from "../known.ts";
import { countedReplications } from "../step.ts";
import { morrisPaths, type Sensitivity } from "./sensitivity.ts";

/** Of the bootstrap. */
const RESAMPLES = 1000;
const CONFIDENCE = 0.95;

/** An index of one number, with its interval; responses at its ends where it was run at them. */
interface Index {
  readonly path: string;
  readonly index: SensitivityRow["index"];
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly responses?: readonly [low: number, high: number];
}

/** Rows of sensitivity.csv: metric by metric, the strongest number first. None of a metric that lacks an answer. */
export function sensitivityRows(
  experiment: Experiment,
  sensitivity: Sensitivity,
  known: Known,
): SensitivityRow[] {
  const counted = countedReplications(experiment, known);
  const answers = { experiment, known, counted };
  const indices = { tornado: tornadoIndices, morris: morrisIndices, sobol: sobolIndicesOf }[
    sensitivity.method
  ];
  return experiment.metrics.flatMap((metric) =>
    indices(sensitivity, answers, metric).map(({ path, index, value, low, high, responses }) => {
      const { range } = sensitivity.over.find((each) => each.path === path)!;
      return {
        metric,
        path,
        from: valueBetween(range, 0),
        to: valueBetween(range, 1),
        method: sensitivity.method,
        index,
        value,
        ciLow: low,
        ciHigh: high,
        lowResponse: responses?.[0] ?? Number.NaN,
        highResponse: responses?.[1] ?? Number.NaN,
      };
    }),
  );
}

interface Answers {
  readonly experiment: Experiment;
  readonly known: Known;
  /** replications of each point that count */
  readonly counted: readonly number[];
}

function tornadoIndices({ over }: Sensitivity, answers: Answers, metric: string): Index[] {
  const all = answers.experiment.points.map(({ index }) =>
    steadyFigures(answers.known.of(index), metric, answers.counted[index]!),
  );
  const replications = Math.min(...answers.counted);
  // A point without steady figures has no mean, and the others keep theirs.
  const figures = all.map((values) =>
    Array.from({ length: replications }, (_, run) => values[run] ?? Number.NaN),
  );
  const ends = over.map(({ path }, place) => ({
    name: path,
    low: figures[1 + 2 * place]!,
    high: figures[2 + 2 * place]!,
  }));
  return tornado(figures[0]!, ends).map(({ name, low, high, swing }) => ({
    path: name,
    index: "swing",
    value: swing.mean,
    low: swing.low,
    high: swing.high,
    responses: [low.mean, high.mean],
  }));
}

function morrisIndices(sensitivity: Sensitivity, answers: Answers, metric: string): Index[] {
  const paths = morrisPaths(sensitivity);
  const rows = answerRows(answers, metric, sensitivity.over.length + 1);
  if (rows === null) return [];
  const k = sensitivity.over.length;
  const effects = (drawn: readonly number[]) =>
    morrisEffects(
      drawn.map((row) => paths[row]!),
      drawn.map((row) => rows[row]!),
    ).flatMap(({ mu, muStar, sigma }) => [muStar, mu, sigma]);
  const values = effects([...rows.keys()]);
  const random = randomStream(sensitivity.seed, "bootstrap");
  const bounds = bootstrapIntervals(
    rows.length,
    (drawn) => effects([...drawn]),
    random,
    RESAMPLES,
    CONFIDENCE,
  );
  const index = (input: number, name: "mu_star" | "mu" | "sigma", place: number): Index => ({
    path: sensitivity.over[input]!.path,
    index: name,
    value: values[3 * input + place]!,
    ...bounds[3 * input + place]!,
  });
  const order = byGreatest(Array.from({ length: k }, (_, input) => values[3 * input]!));
  return order.flatMap((input) => [
    index(input, "mu_star", 0),
    index(input, "mu", 1),
    index(input, "sigma", 2),
  ]);
}

function sobolIndicesOf({ over, seed }: Sensitivity, answers: Answers, metric: string): Index[] {
  const rows = answerRows(answers, metric, over.length + 2);
  if (rows === null) return [];
  const { first, total } = sobolIndices(rows, {
    random: randomStream(seed, "bootstrap"),
    resamples: RESAMPLES,
    confidence: CONFIDENCE,
  });
  return byGreatest(total.map(({ value }) => value)).flatMap((input) => [
    { path: over[input]!.path, index: "total" as const, ...total[input]! },
    { path: over[input]!.path, index: "first" as const, ...first[input]! },
  ]);
}

/** Answers of all points in rows of so many; null where one is missing. */
function answerRows(
  { experiment, known, counted }: Answers,
  metric: string,
  width: number,
): number[][] | null {
  const answers = experiment.points.map(({ index }) => meanAnswer(known.of(index), metric, counted[index]!));
  if (answers.some(Number.isNaN)) return null;
  return Array.from({ length: answers.length / width }, (_, row) =>
    answers.slice(row * width, (row + 1) * width),
  );
}

/** Places of values, the greatest first. */
function byGreatest(values: readonly number[]): number[] {
  return [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b);
}
