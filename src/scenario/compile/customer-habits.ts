// What customers do besides choosing: they mind work done twice, come again when refused, and leave for good.

import { YEAR } from "../../kernel/time.ts";
import type { ChurnPlan } from "../../market/customer-base.ts";
import type { MarketedPlan } from "../../market/market-plan.ts";
import type { KeyPath } from "../problem.ts";
import type { DemandTree } from "../schema/product-demand.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import { count, duration, positive, share, span } from "../units.ts";
import type { Context } from "./context.ts";
import { compileLaw } from "./law.ts";

const MONTH = YEAR / 12;

type Habits = Pick<MarketedPlan, "rework" | "retry" | "churn">;

export function compileHabits({ rework, retry, churn }: DemandTree, path: KeyPath, context: Context): Habits {
  const plan: Habits = {
    rework:
      rework === undefined
        ? null
        : {
            perInterruption: amountOf(duration, rework.per_interruption),
            memory: amountOf(span, rework.memory),
          },
    retry:
      retry === undefined
        ? null
        : {
            share: amountOf(share, retry.share),
            delay: compileLaw(retry.delay, [...path, "retry", "delay"], context),
          },
    churn: churn === undefined ? null : compileChurn(churn, [...path, "churn"], context),
  };
  if (plan.retry !== null && plan.retry.share === 1 && plan.retry.delay.mean === 0) {
    const message = "requests that are refused would come again without end at one instant";
    const expected = "a share below 1, or a delay above 0s";
    context.report({ path: [...path, "retry", "delay"], code: "contradiction", message, expected });
  }
  return plan;
}

function compileChurn(tree: NonNullable<DemandTree["churn"]>, path: KeyPath, context: Context): ChurnPlan {
  return {
    customers: amountOf(count(1), tree.customers),
    rate: monthlyRate(tree.per_month, [...path, "per_month"], context),
    perInterruption: amountOf(positive, tree.per_interruption),
    afterBreach: monthlyRate(tree.after_breach, [...path, "after_breach"], context),
  };
}

/** The rate per ms at which such a share leaves in a month. */
function monthlyRate(tree: Quantity, path: KeyPath, context: Context): number {
  const left = amountOf(share, tree);
  if (left < 1) return -Math.log1p(-left) / MONTH;
  const message = "nobody would be left after a month, at any rate";
  context.report({ path, code: "wrong_value", message, got: tree, expected: "a share below 100%" });
  return 0;
}
