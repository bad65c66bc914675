// Who ends a term before its time, and when.

import type { ContractPlan } from "../../market/contract/contract-plan.ts";
import type { ProductPlan } from "../../market/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { ProductTree } from "../schema/rental.ts";
import type { Context } from "./context.ts";
import { compileLaw } from "./law.ts";

export function compileExit(
  { name, exit }: ContractPlan,
  tree: ProductTree,
  path: KeyPath,
  context: Context,
): Pick<ProductPlan, "leaves" | "recalled"> {
  const law = (key: "leaves" | "recalled") => {
    const said = tree[key];
    if (said === undefined) return null;
    const at = [...path, key];
    if (exit.notice === Infinity) {
      const message = `${name} says nothing of an end before its time`;
      const expected = "this key only on a contract with an exit_notice";
      context.report({ path: at, code: "contradiction", message, expected, atKey: true });
    }
    return compileLaw(said, at, context);
  };
  return { leaves: law("leaves"), recalled: law("recalled") };
}
