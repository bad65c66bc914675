// From what is written under `tune` to what is looked for: metrics that exist, limits in their units.

import type { Finding, KeyPath } from "../../scenario/problem.ts";
import { amountOf } from "../../scenario/schema/quantity.ts";
import { count, ratio, share, signed } from "../../scenario/units.ts";
import { amountInUnit, writtenInUnit } from "../amount-in-unit.ts";
import { precisionOf } from "../precision.ts";
import { tuneAxes } from "./tune-design.ts";
import type { ConstraintTree, ObjectiveTree, TuneTree } from "./tune-schema.ts";
import type { Constraint, Objective, Tuning } from "./tuning.ts";

/** Says whether a metric exists, and if not what is wrong at the path. */
export type KnownMetric = (metric: string, path: KeyPath) => { readonly unit: string } | null;

/**
 * @param tree of which the points could be made
 * @param findings what is wrong is added here
 * @returns null when something is
 */
export function tuningOf(tree: TuneTree, known: KnownMetric, findings: Finding[]): Tuning | null {
  const before = findings.length;
  const wrong = (path: KeyPath, message: string, expected?: string) =>
    findings.push({ path, code: "wrong_value", message, ...(expected === undefined ? {} : { expected }) });
  const objective = objectiveOf(tree, known, wrong);
  const constraints = Object.entries(tree.subject_to).flatMap(([metric, own]) => {
    const path = ["tune", "subject_to", metric];
    const unit = known(metric, path)?.unit;
    return unit === undefined ? [] : constraintsOf({ metric, unit, path }, own, wrong);
  });
  const indifference = precisionOf(tree.indifference);
  if (amountOf(ratio, tree.indifference) <= 0) wrong(["tune", "indifference"], "it must not be 0");
  const confidence = amountOf(share, tree.confidence);
  if (confidence <= 0.5 || confidence >= 1)
    wrong(["tune", "confidence"], "it must be above 50% and below 100%");
  const whole = count(1);
  const [minimum, maximum] = [amountOf(whole, tree.minimum), amountOf(whole, tree.maximum)];
  if (minimum > maximum) wrong(["tune", "minimum"], `the minimum ${minimum} is above the maximum ${maximum}`);
  if (findings.length > before || objective === null) return null;
  const [axes, refinements] = [tuneAxes(tree), amountOf(count(0), tree.refinements)];
  const choice = { indifference, confidence, minimum, maximum };
  return { kind: "tune", objective, constraints, axes, refinements, ...choice, over: tree.over };
}

type Wrong = (path: KeyPath, message: string, expected?: string) => void;

function objectiveOf(tree: TuneTree, known: KnownMetric, wrong: Wrong): Objective | null {
  const { maximise, minimise } = tree;
  if ((maximise === undefined) === (minimise === undefined)) {
    const message =
      maximise === undefined ? "it has neither maximise nor minimise" : "it has both maximise and minimise";
    wrong(["tune"], message, "one of maximise and minimise, with a metric such as revenue_usd");
    return null;
  }
  const key = maximise === undefined ? "minimise" : "maximise";
  const terms = termsOf((maximise ?? minimise)!);
  if (terms.length === 0) wrong(["tune", key], "no metric is named");
  const named = typeof tree[key] === "string" ? [] : [null];
  for (const { metric } of terms) known(metric, ["tune", key, ...named.map(() => metric)]);
  return { sense: key === "maximise" ? 1 : -1, terms };
}

function termsOf(tree: ObjectiveTree): Objective["terms"] {
  if (typeof tree === "string") return [{ metric: tree, weight: 1 }];
  return Object.entries(tree).map(([metric, weight]) => ({ metric, weight: amountOf(signed, weight) }));
}

interface Named {
  readonly metric: string;
  readonly unit: string;
  readonly path: KeyPath;
}

function constraintsOf({ metric, unit, path }: Named, tree: ConstraintTree, wrong: Wrong): Constraint[] {
  const sides = [
    { key: "at_least", sense: 1, written: tree.at_least },
    { key: "at_most", sense: -1, written: tree.at_most },
  ] as const;
  if (sides.every(({ written }) => written === undefined)) wrong(path, "it has neither at_least nor at_most");
  return sides.flatMap(({ key, sense, written }) => {
    if (written === undefined) return [];
    const limit = amountInUnit(written, unit);
    if (limit === null) {
      wrong([...path, key], `it is no limit of ${metric}`, writtenInUnit(unit));
      return [];
    }
    return [{ metric, sense, limit }];
  });
}
