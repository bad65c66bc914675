// Procedures of `statistics`, run on the data of a case.

import { standardNormalQuantile } from "../kernel/normal-quantile.ts";
import { batchMeans, vonNeumannTest } from "../statistics/batch-means.ts";
import { meanInterval, pairedDifference } from "../statistics/interval.ts";
import { mser5 } from "../statistics/mser.ts";
import { studentQuantile } from "../statistics/student-t.ts";
import { TimeWeighted } from "../statistics/time-weighted.ts";
import { pairingGain, welchDifference } from "../statistics/welch.ts";
import { mm1NumberVariance, mm1WaitVariance, runLength } from "../theory/run-length.ts";
import type { Expected, TheoryCase } from "./case.ts";
import { Entries } from "./entries.ts";
import { exactly, type Prepared, unanswered, within } from "./prepared.ts";
import { Refusal } from "./refusal.ts";

type Answers = ReadonlyMap<string, Expected>;

/** Procedures by the keys of their data. */
const PROCEDURES: readonly (readonly [
  readonly string[],
  (entries: Entries, theCase: TheoryCase) => Answers,
])[] = [
  [["series", "n"], truncations],
  [["series"], batches],
  [["A", "B"], paired],
  [["steps", "end"], timeWeighted],
  [["mu", "rho"], precision],
  [[], studentQuantiles],
];

const DATA = within(1e-9, 1e-12);

/** The reference quantiles are good to 2.4e-9: at 4 degrees, where the law has a closed form, the reference misses it by that. */
const QUANTILES = within(3e-9, 0);

/** @throws Refusal when no procedure here has such data */
export function prepareAlgorithm(theCase: TheoryCase): Prepared {
  const entries = new Entries(theCase.params, "params");
  const keys = entries.keys.toSorted().join();
  const procedure = PROCEDURES.find(([its]) => its.toSorted().join() === keys)?.[1];
  const answers = procedure?.(entries, theCase);
  const known = (metric: string) => answers?.has(metric) === true;
  if (answers === undefined || ![...theCase.expect.keys()].some(known))
    throw new Refusal(`${theCase.model}: this statistical procedure belongs to a later feature`);
  entries.end();
  return exactly(
    theCase,
    unanswered(theCase, known),
    () => answers,
    procedure === studentQuantiles ? QUANTILES : DATA,
  );
}

/** Quantiles are asked for by the names of the metrics. */
function studentQuantiles(_: Entries, { expect }: TheoryCase): Answers {
  const answers = new Map<string, Expected>();
  for (const metric of expect.keys()) {
    const [, probability, degrees] = /^t_([\d.]+)_df(\d+)$/.exec(metric) ?? [];
    if (probability !== undefined) answers.set(metric, studentQuantile(Number(probability), Number(degrees)));
  }
  return answers;
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
    ["truncatedMean", found.map(({ mean }) => mean)],
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
  const { mean, high } = meanInterval(means);
  const { c, z } = vonNeumannTest(means);
  return new Map([
    ["mean", mean],
    ["se", (high - mean) / studentQuantile(0.975, means.length - 1)],
    ["halfWidth95", high - mean],
    ["vonNeumannC", c],
    ["vonNeumannZ", z],
  ]);
}

function paired(entries: Entries): Answers {
  const [a, b] = [entries.numbers("A"), entries.numbers("B")];
  const difference = pairedDifference(a, b);
  const welch = welchDifference(a, b, 0.95);
  const gain = pairingGain(a, b);
  return new Map([
    ["meanDiff", difference.mean],
    ["pairedHalfWidth95", difference.high - difference.mean],
    ["welchHalfWidth95", welch.high - welch.mean],
    ["welchDf", welch.degrees],
    ["correlation", gain.correlation],
    ["varianceRatioCRN", gain.varianceRatio],
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
