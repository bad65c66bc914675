// How the customers of a window use what they hold, and what of the price follows from it.

import type { ContractPlan } from "../../market/contract/contract-plan.ts";
import type { ProductPlan, UsePlan } from "../../market/plan.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ProductTree } from "../schema/rental.ts";
import type { UseTree } from "../schema/use.ts";
import { share } from "../units.ts";
import type { Context } from "./context.ts";
import { compileLaw } from "./law.ts";

type CompiledUse = Pick<ProductPlan, "use" | "paidShare" | "usedShare">;
type SpellsTree = Extract<UseTree, { busy: unknown }>;

/**
 * @param priceMoves whether the price does: use that is billed apart is then not known in time
 * @returns shares of the price that a GPU-hour held, and one in use, are billed at
 */
export function compileUse(
  contract: ContractPlan,
  { use }: ProductTree,
  priceMoves: boolean,
  path: KeyPath,
  context: Context,
): CompiledUse {
  const { billing, window, name } = contract;
  const refuse = (message: string, expected: string) =>
    context.report({ path: [...path, "use"], code: "contradiction", message, expected, atKey: true });
  const holding = billing.kind === "holding-and-use" ? billing.holdingShare : 1;
  if (isSpells(use)) {
    if (window === null)
      refuse(
        `${name} sells no term, and who does not use its GPUs leaves`,
        "times of use only on a contract with a window or term",
      );
    if (holding < 1 && priceMoves)
      refuse(`${name} bills use apart, at a price that stays`, "a price that is a number, or use as a share");
    return { use: spells(use, path, context), paidShare: holding, usedShare: 1 - holding };
  }
  if (billing.kind === "holding-and-use") {
    const used = use === undefined ? 1 : amountOf(share, use);
    return { use: null, paidShare: holding + (1 - holding) * used, usedShare: 0 };
  }
  if (use !== undefined)
    refuse(
      `${name} bills what is held, used or not`,
      "a share only with a contract that bills holding and use; else times, busy and idle",
    );
  return { use: null, paidShare: 1, usedShare: 0 };
}

function isSpells(use: UseTree | undefined): use is SpellsTree {
  return typeof use === "object" && "busy" in use;
}

function spells({ busy, idle, resell }: SpellsTree, path: KeyPath, context: Context): UsePlan {
  const plan = {
    busy: compileLaw(busy, [...path, "use", "busy"], context),
    idle: compileLaw(idle, [...path, "use", "idle"], context),
    resold: resell,
  };
  if (plan.idle.mean === 0)
    context.report({
      path: [...path, "use", "idle"],
      code: "wrong_value",
      message: "GPUs that are never idle are always used",
      expected: "a time above 0, or no use",
    });
  return plan;
}
