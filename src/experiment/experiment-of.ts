// From the checked tree of an experiment and its points to the experiment: defaults, and names of metrics that exist.

import { nearestName } from "../scenario/nearest-name.ts";
import type { Finding, KeyPath } from "../scenario/problem.ts";
import { amountOf } from "../scenario/schema/quantity.ts";
import { count } from "../scenario/units.ts";
import type { Comparison, Experiment, ReplicationRule } from "./experiment.ts";
import type { ExperimentTree } from "./experiment-schema.ts";
import { headlines } from "./headlines.ts";
import type { CheckedPoints } from "./load-experiment.ts";
import { precisionOf } from "./precision.ts";
import { type Asking, tuningIn } from "./question.ts";
import type { Tuning } from "./tune/tuning.ts";

type Made =
  | { readonly ok: true; readonly experiment: Experiment }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const whole = count(1);

export function experimentOf(
  tree: ExperimentTree,
  { design, question: asked }: Asking,
  checked: CheckedPoints,
): Made {
  const { paths, points } = design;
  const { scenario, metrics: known } = checked;
  const findings: Finding[] = [];
  const knownMetric = (metric: string, path: KeyPath) => {
    const unit = known.get(metric);
    if (unit === undefined) findings.push(unknownMetric(metric, path, [...known.keys()]));
    return unit === undefined ? null : { unit };
  };
  const named = (metrics: readonly string[] | undefined, path: KeyPath): readonly string[] | undefined => {
    metrics?.forEach((metric, place) => {
      knownMetric(metric, [...path, place]);
    });
    return metrics;
  };
  const tuning = tuningIn(tree, knownMetric, findings);
  const question = asked ?? tuning;
  const metrics =
    named(tree.metrics, ["metrics"]) ?? (tuning === null ? headlines(scenario) : metricsOf(tuning));
  const compared = named(tree.compare?.metrics, ["compare", "metrics"]) ?? metrics;
  const replications = ruleOf(tree, scenario.replications, known, findings);
  if (tree.compare !== undefined && asked !== null) findings.push(notCompared(asked.kind));
  if (asked?.kind === "uncertainty" && fewest(replications) < 2) findings.push(tooFewRuns());
  const compare = comparisonOf(tree, points.length, compared, findings);
  if (findings.length > 0) return { ok: false, findings };
  const kind = question?.kind ?? (compare === null ? "sweep" : "compare");
  const name = tree.name ?? `${scenario.name}-${kind}`;
  return {
    ok: true,
    experiment: { name, seed: scenario.seed, paths, points, replications, compare, question, metrics },
  };
}

function notCompared(kind: string): Finding {
  const message = `${kind} compares nothing`;
  return { path: ["compare"], code: "contradiction", message, atKey: true };
}

function fewest(rule: ReplicationRule): number {
  return rule.kind === "fixed" ? rule.replications : rule.minimum;
}

function tooFewRuns(): Finding {
  const message = "one run of each draw does not tell chance from assumptions";
  return { path: ["replications"], code: "wrong_value", message, expected: "at least 2" };
}

/** The metrics that a search is about. */
function metricsOf({ objective, constraints }: Tuning): string[] {
  return [...new Set([...objective.terms, ...constraints].map(({ metric }) => metric))];
}

function ruleOf(
  { replications }: ExperimentTree,
  ofScenario: number,
  known: ReadonlyMap<string, string>,
  findings: Finding[],
): ReplicationRule {
  if (replications === undefined) return { kind: "fixed", replications: ofScenario };
  if (typeof replications !== "object" || !("until" in replications))
    return { kind: "fixed", replications: amountOf(whole, replications) };
  const targets = Object.entries(replications.until).map(([metric, target]) => {
    const path = ["replications", "until", metric];
    if (!known.has(metric)) findings.push(unknownMetric(metric, path, [...known.keys()]));
    const precision = precisionOf(target);
    const amount = "relative" in precision ? precision.relative : precision.absolute;
    if (amount <= 0) findings.push({ path, code: "wrong_value", message: "it must not be 0" });
    return { metric, precision };
  });
  if (targets.length === 0)
    findings.push({ path: ["replications", "until"], code: "wrong_value", message: "no metric is named" });
  const [minimum, maximum] = [amountOf(whole, replications.minimum), amountOf(whole, replications.maximum)];
  if (minimum > maximum) {
    const message = `the minimum ${minimum} is above the maximum ${maximum}`;
    findings.push({ path: ["replications", "minimum"], code: "contradiction", message });
  }
  return { kind: "until", targets, minimum, maximum };
}

function comparisonOf(
  { compare }: ExperimentTree,
  points: number,
  metrics: readonly string[],
  findings: Finding[],
): Comparison | null {
  if (compare === undefined) return null;
  const control = amountOf(whole, compare.control);
  if (control > points) {
    const message = `there is no point ${control}`;
    findings.push({ path: ["compare", "control"], code: "wrong_value", message, expected: `1 to ${points}` });
  }
  if (points < 2)
    findings.push({
      path: ["compare"],
      code: "wrong_value",
      message: "one point has nothing to be compared with",
    });
  return { control: control - 1, metrics };
}

function unknownMetric(metric: string, path: KeyPath, known: readonly string[]): Finding {
  const expected = "a metric of results/README.md that this scenario has";
  return {
    path,
    code: "unknown_key",
    message: "unknown metric",
    got: metric,
    expected,
    suggestion: nearestName(metric, known) ?? longerName(metric, known),
  };
}

/** The first metric whose name holds what was written, such as `internal_wait_mean_s` for `internal_wait`; or null. */
function longerName(written: string, known: readonly string[]): string | null {
  return (written.length > 3 ? known.find((name) => name.includes(written)) : undefined) ?? null;
}
