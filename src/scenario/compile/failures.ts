// How units of the fleet fail.

import type { DomainFailurePlan, FailurePlan, PoolPlan } from "../../fleet/plan.ts";
import type { Law } from "../../kernel/law.ts";
import { constant } from "../../kernel/laws/constant.ts";
import { exponential } from "../../kernel/laws/exponential.ts";
import type { KeyPath } from "../problem.ts";
import { failureRate } from "../rates-and-money.ts";
import type { FailuresTree } from "../schema/fleet.ts";
import { amountOf } from "../schema/quantity.ts";
import { count, duration, positive, share, span } from "../units.ts";
import type { Context } from "./context.ts";
import { compileLaw } from "./law.ts";

const PATH: KeyPath = ["fleet", "failures"];

export function compileFailures(tree: FailuresTree, context: Context): FailurePlan {
  const ttf = timeToFailure(tree, tree.unit, PATH, context);
  checkRepair(tree, ttf, context);
  checkLemons(tree, ttf, context);
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
    lemons:
      tree.lemons === undefined
        ? null
        : { share: amountOf(share, tree.lemons.share), factor: amountOf(positive, tree.lemons.factor) },
    domains: tree.domains === undefined ? null : compileDomains(tree.domains, tree.unit, context),
  };
}

/** How domains fail, or null at a rate of 0. */
function compileDomains(
  tree: NonNullable<FailuresTree["domains"]>,
  unit: FailurePlan["unit"],
  context: Context,
): DomainFailurePlan | null {
  const path = [...PATH, "domains"];
  if (unit === "gpu") {
    const message = "a domain takes whole nodes and the unit is gpu";
    context.report({
      path,
      code: "contradiction",
      message,
      expected: "domains with unit: node",
      atKey: true,
    });
  }
  if (context.pools.every(({ nodesPerDomain }) => nodesPerDomain === null)) {
    const message = "no pool says what its domains are";
    const expected = "a pool with nodes_per_domain";
    context.report({ path, code: "contradiction", message, expected, atKey: true });
  }
  if (tree.rate === undefined && tree.ttf === undefined) {
    const message = "nothing says when domains fail";
    context.report({ path, code: "missing_key", message, expected: "rate or ttf", atKey: true });
  }
  const ttf = timeToFailure(tree, "domain", path, context);
  const repair = compileLaw(tree.repair, [...path, "repair"], context);
  return ttf === null ? null : { ttf, repair };
}

/** The law of the time to failure, or null: nothing fails but at given instants. */
function timeToFailure(
  tree: Pick<FailuresTree, "rate" | "ttf">,
  what: Failing,
  path: KeyPath,
  context: Context,
): Law | null {
  if (tree.ttf !== undefined) {
    if (tree.rate !== undefined) {
      const message = "rate and ttf cannot both hold";
      context.report({ path: [...path, "rate"], code: "contradiction", message, atKey: true });
    }
    const law = compileLaw(tree.ttf, [...path, "ttf"], context);
    if (law.mean > 0) return law;
    const message = "a unit that fails at once is never up";
    const expected = "a law with a mean above 0";
    context.report({ path: [...path, "ttf"], code: "wrong_value", message, expected });
    return null;
  }
  if (tree.rate === undefined) return null;
  const { unit, rate } = amountOf(failureRate, tree.rate);
  if (unit !== what) {
    const message = `the rate counts the failures of ${NOUNS[unit]} and the unit is ${what}`;
    const expected = `a rate such as 3.79 per 1000 ${what === "gpu" ? "GPU" : what}-days`;
    context.report({ path: [...path, "rate"], code: "contradiction", message, expected });
  }
  return rate === 0 ? null : exponential(1 / rate);
}

type Failing = FailurePlan["unit"] | "domain";

const NOUNS: Readonly<Record<Failing, string>> = { gpu: "GPUs", node: "nodes", domain: "domains" };

/** Lemons fail by the law of the others, only sooner. */
function checkLemons(tree: FailuresTree, ttf: Law | null, context: Context): void {
  if (tree.lemons === undefined || ttf !== null) return;
  const message = "there is no rate that lemons could have a multiple of";
  const expected = "lemons beside a rate or ttf";
  context.report({ path: [...PATH, "lemons"], code: "contradiction", message, expected, atKey: true });
}

function checkRepair(tree: FailuresTree, ttf: Law | null, context: Context): void {
  if (ttf !== null && tree.repair === undefined) {
    const expected = "a law of the time that a repair takes";
    const message = "missing required key";
    context.report({ path: [...PATH, "repair"], code: "missing_key", message, expected });
  }
  const some = tree.rate ?? tree.ttf ?? tree.domains;
  if (some === undefined && tree.at.length === 0) {
    const message = "nothing says when units fail";
    const expected = "rate, ttf, at or domains";
    context.report({ path: PATH, code: "missing_key", message, expected, atKey: true });
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
