// How units of the fleet fail.

import type { FailurePlan, PoolPlan } from "../../fleet/plan.ts";
import type { Law } from "../../kernel/law.ts";
import { constant } from "../../kernel/laws/constant.ts";
import { exponential } from "../../kernel/laws/exponential.ts";
import type { KeyPath } from "../problem.ts";
import { failureRate } from "../rates-and-money.ts";
import type { FailuresTree } from "../schema/fleet.ts";
import { amountOf } from "../schema/quantity.ts";
import { count, duration, span } from "../units.ts";
import type { Context } from "./context.ts";
import { compileLaw } from "./law.ts";

const PATH: KeyPath = ["fleet", "failures"];

export function compileFailures(tree: FailuresTree, context: Context): FailurePlan {
  const ttf = timeToFailure(tree, context);
  checkRepair(tree, ttf, context);
  const [pool] = context.pools;
  return {
    unit: tree.unit,
    ttf,
    // Without a law of failures no repair is ever drawn: failures at given instants bring their own.
    repair: tree.repair === undefined ? constant(0) : compileLaw(tree.repair, [...PATH, "repair"], context),
    crew: tree.crew === undefined ? Number.POSITIVE_INFINITY : amountOf(count(1), tree.crew),
    at: tree.at
      .map(({ unit, at, repair }, place) => {
        const index = amountOf(count(0), unit);
        checkUnit(index, tree.unit, pool!, [...PATH, "at", place, "unit"], context);
        return { unit: index, instant: amountOf(duration, at), repair: amountOf(span, repair) };
      })
      .sort((a, b) => a.instant - b.instant),
    preferIdleReplacement: tree.prefer_idle_replacement,
  };
}

/** The law of the time to failure, or null: units fail at given instants alone. */
function timeToFailure(tree: FailuresTree, context: Context): Law | null {
  if (tree.ttf !== undefined) {
    if (tree.rate !== undefined) {
      const message = "rate and ttf cannot both hold";
      context.report({ path: [...PATH, "rate"], code: "contradiction", message, atKey: true });
    }
    const law = compileLaw(tree.ttf, [...PATH, "ttf"], context);
    if (law.mean > 0) return law;
    const message = "a unit that fails at once is never up";
    const expected = "a law with a mean above 0";
    context.report({ path: [...PATH, "ttf"], code: "wrong_value", message, expected });
    return null;
  }
  if (tree.rate === undefined) return null;
  const { unit, rate } = amountOf(failureRate, tree.rate);
  if (unit !== tree.unit) {
    const message = `the rate counts the failures of ${NOUNS[unit]} and the unit is ${tree.unit}`;
    const expected = `a rate such as 3.79 per 1000 ${tree.unit === "gpu" ? "GPU" : "node"}-days`;
    context.report({ path: [...PATH, "rate"], code: "contradiction", message, expected });
  }
  return rate === 0 ? null : exponential(1 / rate);
}

const NOUNS = { gpu: "GPUs", node: "nodes" } as const;

function checkRepair(tree: FailuresTree, ttf: Law | null, context: Context): void {
  if (ttf !== null && tree.repair === undefined) {
    const expected = "a law of the time that a repair takes";
    const message = "missing required key";
    context.report({ path: [...PATH, "repair"], code: "missing_key", message, expected });
  }
  if (tree.rate === undefined && tree.ttf === undefined && tree.at.length === 0) {
    const message = "nothing says when units fail";
    context.report({ path: PATH, code: "missing_key", message, expected: "rate, ttf or at", atKey: true });
  }
}

function checkUnit(
  index: number,
  unit: FailurePlan["unit"],
  pool: PoolPlan,
  path: KeyPath,
  context: Context,
): void {
  const units = unit === "gpu" ? pool.nodes * pool.gpusPerNode : pool.nodes;
  if (index < units) return;
  const message = `${pool.name} has no such ${unit}`;
  context.report({ path, code: "does_not_fit", message, got: index, expected: `an index below ${units}` });
}
