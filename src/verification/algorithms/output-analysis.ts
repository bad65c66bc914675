// What one run, or the replications of one setting, say: warm-up, batches, quantiles, shares, precision.

import { median, sampleStandardDeviation } from "simple-statistics";
import { standardNormalQuantile } from "../../kernel/normal-quantile.ts";
import { batchMeans, vonNeumannTest } from "../../statistics/batch-means.ts";
import { meanInterval } from "../../statistics/interval.ts";
import { mser5 } from "../../statistics/mser.ts";
import { PSquare } from "../../statistics/p-square.ts";
import { clopperPearson, wilson } from "../../statistics/proportion.ts";
import { leastForUpperBound, quantileRanks } from "../../statistics/quantile-interval.ts";
import { sequentialStop } from "../../statistics/sequential-stopping.ts";
import { studentQuantile } from "../../statistics/student-t.ts";
import { TimeWeighted } from "../../statistics/time-weighted.ts";
import { mm1NumberVariance, mm1WaitVariance, runLength } from "../../theory/run-length.ts";
import type { Expected, TheoryCase } from "../case.ts";
import type { Entries } from "../entries.ts";
import { Refusal } from "../refusal.ts";
import { type Answers, numbered, type Procedure } from "./procedure.ts";

export const OUTPUT_ANALYSIS: readonly Procedure[] = [
  { keys: ["series", "n"], answers: truncations },
  { keys: ["series"], answers: batches },
  { keys: ["steps", "end"], answers: timeWeighted },
  { keys: ["mu", "rho"], answers: precision },
  { keys: ["n", "q", "conf"], answers: ranks },
  { keys: ["data"], answers: ofValues },
  { keys: ["reps"], answers: (entries) => replicated(entries.numbers("reps")) },
  { keys: ["reps", "n0", "gamma"], answers: stopping },
  { keys: [], model: /^binomial/i, answers: shares },
  // The reference quantiles are good to 2.4e-9: at 4 degrees, where the law has a closed form, the reference misses it by that.
  { keys: [], model: /student/i, answers: studentQuantiles, relative: 3e-9 },
];

/** Quantiles are asked for by the names of the metrics. */
function studentQuantiles(_: Entries, theCase: TheoryCase): Answers {
  return new Map(
    numbered(theCase, /^t_([\d.]+)_df([\d.]+)$/, (probability, degrees) =>
      studentQuantile(probability!, degrees!),
    ),
  );
}

function truncations(entries: Entries): Answers {
  const rule = entries.word("series", ["x_i=10*0.97^i+((i*7919) mod 101)/101, i=0..n-1"]);
  const found = entries
    .numbers("n")
    .map((n) => mser5(Array.from({ length: n }, (_, i) => 10 * 0.97 ** i + ((i * 7919) % 101) / 101)));
  return new Map<string, Expected>([
    ["series", rule],
    ["truncateBatches", found.map(({ batches: left }) => left)],
    ["truncateObservations", found.map(({ observations }) => observations)],
    ["mserStatistic", found.map(({ statistic }) => statistic)],
    ["truncatedMean", found.map((kept) => kept.mean)],
  ]);
}

function batches(entries: Entries, { model }: TheoryCase): Answers {
  entries.word("series", ["s_i=0.8 s_{i-1}+((i*7919+13) mod 997)/997-0.5, s_{-1}=0, i=0..999"]);
  const [, , size] = /(\d+) batches of (\d+)/.exec(model) ?? [];
  if (size === undefined) throw new Refusal(`${model}: it does not say how long the batches are`);
  const series: number[] = [];
  for (let i = 0; i < 1000; i++)
    series.push(0.8 * (series.at(-1) ?? 0) + ((i * 7919 + 13) % 997) / 997 - 0.5);
  const means = batchMeans(series, Number(size));
  const estimate = meanInterval(means);
  const halfWidth = estimate.high - estimate.mean;
  const { c, z } = vonNeumannTest(means);
  return new Map([
    ["mean", estimate.mean],
    ["se", halfWidth / studentQuantile(0.975, means.length - 1)],
    ["halfWidth95", halfWidth],
    ["vonNeumannC", c],
    ["vonNeumannZ", z],
  ]);
}

function timeWeighted(entries: Entries): Answers {
  const steps = entries.list("steps") as readonly (readonly [number, number])[];
  const end = entries.number("end");
  const time = new Map<number, number>();
  steps.forEach(([from, level], place) => {
    const to = steps[place + 1]?.[0] ?? end;
    time.set(level, (time.get(level) ?? 0) + to - from);
  });
  const levels = new TimeWeighted(time);
  return new Map([
    ["mean", levels.mean],
    ["var", levels.variance],
    ["median", levels.quantile(0.5)],
    ["q90", levels.quantile(0.9)],
    ["maximum", levels.maximum],
  ]);
}

/** How long to watch an M/M/1 queue until its mean number in the system is known to 1 %. */
function precision(entries: Entries): Answers {
  const [mu, rho] = [entries.number("mu"), entries.number("rho")];
  const variance = mm1NumberVariance(rho, 1 / mu);
  const number = { mean: rho / (1 - rho), asymptoticVariance: variance };
  return new Map([
    ["asymptoticVarianceL", variance],
    ["hours", runLength(number, 0.01, standardNormalQuantile(0.975))],
    ["asymptoticVarianceWaitPerCustomer", mm1WaitVariance(rho, 1 / mu)],
  ]);
}

function ranks(entries: Entries, theCase: TheoryCase): Answers {
  const [n, q, confidence] = [entries.number("n"), entries.number("q"), entries.number("conf")];
  const { lower, upper, coverage } = quantileRanks(n, q, confidence);
  return new Map<string, Expected>([
    ["lowerRank", lower],
    ["upperRank", upper],
    ["coverage", coverage],
    ...numbered(theCase, /^smallestNforMaxAsUpper([\d.]+)q$/, (percent) =>
      leastForUpperBound(q, percent! / 100),
    ),
  ]);
}

function ofValues(entries: Entries): Answers {
  const values = entries.numbers("data");
  const square = new PSquare(0.5);
  for (const value of values) square.add(value);
  return new Map<string, Expected>([
    ...replicated(values),
    ["p2Median", square.quantile],
    ["markers", square.markers],
    ["exactMedian", median(values)],
  ]);
}

function replicated(values: readonly number[]): Map<string, Expected> {
  const estimate = meanInterval(values);
  return new Map<string, Expected>([
    ["mean", estimate.mean],
    ["sd", sampleStandardDeviation(values)],
    ["halfWidth95", estimate.high - estimate.mean],
  ]);
}

function stopping(entries: Entries): Answers {
  const gamma = entries.number("gamma");
  const { stopsAt, estimate } = sequentialStop(entries.numbers("reps"), entries.number("n0"), {
    relative: gamma,
  });
  const stop: [string, Expected][] = stopsAt === null ? [] : [["stopsAt", stopsAt]];
  return new Map<string, Expected>([
    ...stop,
    ["mean", estimate.mean],
    ["halfWidth", estimate.high - estimate.mean],
    ["gammaPrime", gamma / (1 + gamma)],
  ]);
}

/** What the model counts: "3 of 200"; what a metric counts: `zeroOf300upper95`. */
function shares(_: Entries, theCase: TheoryCase): Answers {
  const [, count, trials] = /(\d+) of (\d+)/.exec(theCase.model) ?? [];
  if (trials === undefined) throw new Refusal(`${theCase.model}: it does not say how many of how many`);
  const ends = ({ low, high }: { readonly low: number; readonly high: number }) => [low, high];
  return new Map<string, Expected>([
    ["wilson", ends(wilson(Number(count), Number(trials), 0.95))],
    ["clopperPearson", ends(clopperPearson(Number(count), Number(trials), 0.95))],
    // One-sided: both tails of an interval that covers with 1 − 2α.
    ...numbered(
      theCase,
      /^zeroOf(\d+)upper([\d.]+)$/,
      (n, percent) => clopperPearson(0, n!, (2 * percent!) / 100 - 1).high,
    ),
  ]);
}
