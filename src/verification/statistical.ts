// Statistical cases: each metric is looked up, the variants and regimes that the metrics ask for are run, and every
// estimate is judged.

import type { Refused, TheoryCase } from "./case.ts";
import type { Estimated } from "./estimating.ts";
import { checkExperiment, conduct, type Found, vanishingOf, type Wanted } from "./experiment.ts";
import { findMetric } from "./metrics/find-metric.ts";
import type { Metric, Regime } from "./metrics/metric.ts";
import type { Prepared } from "./prepared.ts";
import { isPriceAnswer, priceAnswer } from "./price-answers.ts";
import { orRefusal, Refusal } from "./refusal.ts";
import { readSetting } from "./setting/read-setting.ts";
import type { Setting } from "./setting/setting.ts";
import { namedVariant, sweepOf, type Variant } from "./setting/variants.ts";
import { type Judged, judge, type Question, type Result, type Strictness, wantedError } from "./verdict.ts";

/** A figure of the case that an estimate answers. */
interface Asked {
  readonly name: string;
  readonly expected: number;
  readonly metric: Metric;
  readonly variant: Variant;
}

const BEST = "argmaxR";

/** @throws Refusal when its parameters are not known; unknown metrics are refused one by one */
export function prepareStatistical(theCase: TheoryCase): Prepared {
  const setting = readSetting(theCase.params);
  const refused: Refused[] = [];
  const asked: Asked[] = [];
  for (const [name, expected] of theCase.expect) {
    if (name === BEST && setting.headroom?.gpus === "sweep") continue;
    if (isPriceAnswer(name, setting)) continue;
    const read = orRefusal(() => askedOf(name, expected, setting));
    if (read instanceof Refusal) refused.push({ id: theCase.id, reason: read.message });
    else asked.push(read);
  }
  const experiments = experimentsOf(asked);
  for (const { variant } of experiments) checkExperiment({ setting: variant.setting, seed: theCase.id });
  return {
    id: theCase.id,
    comparisons: asked.length,
    refused,
    *run(strictness, { events }) {
      const results = new Map<string, Result>();
      const found = new Map<string, Found>();
      for (const { variant, regime, asked: group } of experiments) {
        const wanted = group.map((each) => wantedOf(each, theCase, strictness));
        const experiment = { setting: variant.setting, regime, seed: theCase.id, wanted, events };
        const outcome = yield* conduct(experiment);
        for (const each of group) {
          found.set(each.name, outcome);
          results.set(each.name, resultOf(each, outcome, theCase, strictness));
        }
      }
      for (const name of theCase.expect.keys()) {
        if (isPriceAnswer(name, setting))
          results.set(name, priceAnswer(name, theCase, setting, found, strictness));
      }
      if (theCase.expect.has(BEST)) results.set(BEST, bestHeadroom(theCase, setting, found, strictness));
      return [...theCase.expect.keys()].flatMap((name) => results.get(name) ?? []);
    },
  };
}

function askedOf(name: string, expected: unknown, setting: Setting): Asked {
  if (typeof expected !== "number")
    throw new Refusal(
      `the metric ${name} is expected to be ${JSON.stringify(expected)}; an estimate is a number`,
    );
  const { name: base, variant } = namedVariant(name, setting);
  if (variant.suffix === "" && setting.pricing !== null)
    throw new Refusal(`the metric ${name} does not say at which price it is`);
  if (variant.suffix === "" && sweepOf(setting).length > 1)
    throw new Refusal(`the metric ${name} does not say which run of the sweep it is of`);
  return { name, expected, variant, metric: findMetric(base, variant.setting) };
}

interface Group {
  readonly variant: Variant;
  readonly regime: Regime;
  readonly asked: Asked[];
}

/** What can be estimated from the same runs. */
function experimentsOf(asked: readonly Asked[]): Group[] {
  const groups = new Map<string, Group>();
  for (const each of asked) {
    const { variant, metric } = each;
    const key = `${metric.regime}${variant.suffix}`;
    const group = groups.get(key) ?? { variant, regime: metric.regime, asked: [] };
    group.asked.push(each);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Whether a figure is a share of events or of time, which may be rare. */
function isProbability({ name, metric: { estimate } }: Asked): boolean {
  return (estimate.kind === "sums" && estimate.share) || /^p[A-Z\d]/.test(name);
}

function wantedOf(each: Asked, theCase: TheoryCase, strictness: Strictness): Wanted {
  const { name, metric, expected } = each;
  const variance = metric.timeAverage ? (theCase.asymptoticVariance.get(name) ?? null) : null;
  return { name, metric, variance, error: wantedError(expected, isProbability(each), strictness) };
}

function resultOf(each: Asked, found: Found, theCase: TheoryCase, strictness: Strictness): Result {
  const { name, expected } = each;
  const { variance } = wantedOf(each, theCase, strictness);
  const estimate = found.estimates.get(name)!;
  const exactError = variance === null ? null : Math.sqrt(variance / found.hours);
  const question: Question = { expected, exactError, isProbability: isProbability(each) };
  const judged = unlessDifferent(judge(estimate, question, strictness), each, found, strictness);
  const { value, stderr } = estimate;
  return {
    id: theCase.id,
    metric: name,
    expected,
    got: Number.isFinite(value) ? value : null,
    stderr: Number.isFinite(stderr) ? stderr : null,
    ...judged,
    note: [judged.note, `${found.runs} runs`].filter((part) => part !== "").join("; "),
  };
}

/** An estimate fails as well where a difference that must vanish does not. */
function unlessDifferent(
  judged: Judged,
  { name, metric }: Asked,
  found: Found,
  { limit }: Strictness,
): Judged {
  const difference = found.estimates.get(vanishingOf(name));
  if (difference === undefined || !(Math.abs(difference.value) > limit * difference.stderr)) return judged;
  const z = (difference.value / difference.stderr).toFixed(1);
  return { ...judged, verdict: "fail", note: `${metric.vanishing!.what} is ${z} standard errors` };
}

/** A best value is told from the next when they are so many standard errors apart. */
const TOLD_APART = 3;

/** The headroom of the greatest net value, if the runs can tell it from the second. */
function bestHeadroom(
  theCase: TheoryCase,
  setting: Setting,
  found: ReadonlyMap<string, Found>,
  { limit }: Strictness,
): Result {
  const metric = "netValueRate";
  const values = setting.headroom!.sweep.flatMap((gpus) => {
    const name = `${metric}_r${gpus}`;
    const estimate = found.get(name)?.estimates.get(name);
    return estimate === undefined ? [] : [{ gpus, ...estimate }];
  });
  const [best, second] = values.toSorted((a, b) => b.value - a.value);
  const expected = theCase.expect.get(BEST)!;
  const apart = (a: Estimated, b: Estimated) => (a.value - b.value) / Math.hypot(a.stderr, b.stderr);
  const result = { id: theCase.id, metric: BEST, expected, got: best?.gpus ?? null, stderr: null, z: null };
  if (best === undefined || second === undefined)
    return { ...result, verdict: "not-tested", note: `no ${metric}` };
  const claimed = values.find(({ gpus }) => gpus === expected);
  if (best.gpus !== expected && (claimed === undefined || apart(best, claimed) > limit))
    return { ...result, verdict: "fail", note: "" };
  const told = best.gpus === expected && apart(best, second) > TOLD_APART;
  return { ...result, verdict: told ? "pass" : "not-tested", note: told ? "" : "the best two are too near" };
}
