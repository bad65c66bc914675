// Headroom, fixed or by a forecast.

import type { ForecastMethod, HeadroomPlan } from "../../workload/plan.ts";
import { headroom as fixed } from "../headroom.ts";
import type { KeyPath } from "../problem.ts";
import { type ForecastTree, type HeadroomTree, lookAhead } from "../schema/headroom.ts";
import { amountOf } from "../schema/quantity.ts";
import { share, span } from "../units.ts";
import type { Context } from "./context.ts";

type Report = Pick<Context, "report">;

/** Looks in a season: more than these no one needs, and each is kept (assumption). */
const MOST_LOOKS = 1_000_000;

/** Headroom as planned, and as written with the defaults that depend on its method. */
export function compileHeadroom(
  tree: HeadroomTree,
  path: KeyPath,
  context: Report,
): { readonly plan: HeadroomPlan; readonly echo: HeadroomTree } {
  if (typeof tree !== "object" || "assume" in tree) return { plan: amountOf(fixed, tree), echo: tree };
  return compileForecast(tree.forecast, [...path, "forecast"], context);
}

function compileForecast(
  tree: ForecastTree,
  path: KeyPath,
  context: Report,
): { readonly plan: HeadroomPlan; readonly echo: HeadroomTree } {
  const method = compileMethod(tree, path, context);
  const quantile = amountOf(share, tree.quantile);
  if (quantile <= 0 || quantile >= 1) {
    const message = "no headroom suffices always, and none is needed to suffice never";
    const expected = "a probability between 0% and 100%, such as 95%";
    context.report({
      path: [...path, "quantile"],
      code: "wrong_value",
      message,
      got: tree.quantile,
      expected,
    });
  }
  const plan = {
    kind: "forecast",
    quantile,
    method: method.plan,
    every: amountOf(span, tree.every),
    over: amountOf(lookAhead, tree.over),
  } as const;
  return { plan, echo: { forecast: { ...tree, ...method.echo } } };
}

function compileMethod(
  tree: ForecastTree,
  path: KeyPath,
  context: Report,
): { readonly plan: ForecastMethod; readonly echo: Partial<ForecastTree> } {
  // Assumptions: demand follows the week; a level that forgets a deviation within some ten looks.
  const { season = "7d", smoothing = "30%" } = tree;
  const foreign = tree.method === "seasonal-naive" ? "smoothing" : "season";
  if (tree[foreign] !== undefined) {
    const message = `${tree.method} has no ${foreign}`;
    context.report({ path: [...path, foreign], code: "contradiction", message, atKey: true });
  }
  if (tree.method === "exponential-smoothing") {
    const weight = amountOf(share, smoothing);
    if (weight === 0) {
      const message = "a level that never moves forecasts nothing";
      context.report({
        path: [...path, "smoothing"],
        code: "wrong_value",
        message,
        expected: "more than 0%",
      });
    }
    return { plan: { name: tree.method, smoothing: weight }, echo: { smoothing } };
  }
  const looks = amountOf(span, season) / amountOf(span, tree.every);
  if (!Number.isInteger(looks) || looks > MOST_LOOKS) {
    const message = "a season is no whole number of looks at the demand, or too many";
    const expected = `a season of at most ${MOST_LOOKS.toLocaleString("en-US")} times every`;
    context.report({ path: [...path, "season"], code: "contradiction", message, got: season, expected });
  }
  return { plan: { name: tree.method, looks }, echo: { season } };
}
