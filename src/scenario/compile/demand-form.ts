// How demand answers to the price: the form, and the keys that belong to it.

import type { DemandForm } from "../../market/plan.ts";
import type { KeyPath } from "../problem.ts";
import type { AnswerTree, DemandFormName } from "../schema/answer.ts";
import { amountOf } from "../schema/quantity.ts";
import { signed } from "../units.ts";
import type { Context } from "./context.ts";
import type { PriceUnit } from "./price-unit.ts";

const PARAMETERS = ["reference", "elasticity", "ceiling", "scale", "willingness", "taste"] as const;
type Parameter = (typeof PARAMETERS)[number];

/** Keys of each form: those that it needs, and those that it may have. */
const KEYS: Readonly<Record<DemandFormName, { needs: readonly Parameter[]; may: readonly Parameter[] }>> = {
  constant: { needs: [], may: [] },
  isoelastic: { needs: ["reference", "elasticity"], may: [] },
  linear: { needs: ["ceiling"], may: ["reference"] },
  exponential: { needs: ["scale"], may: ["reference"] },
  logit: { needs: ["willingness"], may: ["taste"] },
};

/** The form of a demand: logit where a willingness is given and nothing else is said. */
export function formOf({ form, willingness }: AnswerTree): DemandFormName {
  return form ?? (willingness === undefined ? "constant" : "logit");
}

/** The form with its numbers; null for a logit, whose customers choose, and where something is wrong. */
export function compileForm(
  tree: AnswerTree,
  unit: PriceUnit,
  path: KeyPath,
  context: Context,
): DemandForm | null {
  const form = formOf(tree);
  const complete = checkKeys(tree, form, path, context);
  if (!complete || form === "logit") return null;
  if (form === "constant") return { form };
  const { dimension } = unit;
  const reference = amountOf(dimension, tree.reference ?? unit.text(0));
  if (form === "isoelastic") return isoelastic(tree, reference, unit, path, context);
  if (form === "exponential") {
    const scale = amountOf(dimension, tree.scale!);
    if (scale > 0) return { form, reference, scale };
    const message = "demand would end at once: its scale is 0";
    context.report({ path: [...path, "scale"], code: "wrong_value", message, got: tree.scale });
    return null;
  }
  const ceiling = amountOf(dimension, tree.ceiling!);
  if (ceiling > reference) return { form, reference, ceiling };
  const message = "nobody asks at the reference price";
  const expected = "a ceiling above the reference price";
  context.report({ path: [...path, "ceiling"], code: "contradiction", message, got: tree.ceiling, expected });
  return null;
}

/** Report keys that are missing and keys of other forms; false if one is missing. */
function checkKeys(tree: AnswerTree, form: DemandFormName, path: KeyPath, context: Context): boolean {
  const { needs, may } = KEYS[form];
  for (const key of PARAMETERS) {
    if (tree[key] === undefined || needs.includes(key) || may.includes(key)) continue;
    const owner = (Object.keys(KEYS) as DemandFormName[]).find((name) => KEYS[name].needs.includes(key));
    const suggestion = tree.form === undefined ? `form: ${owner ?? "logit"}` : null;
    const message =
      form === "constant" && owner === "isoelastic"
        ? "only isoelastic demand answers to the price"
        : `${form} demand has no ${key}`;
    const expected = `form: ${owner ?? "logit"}`;
    context.report({
      path: [...path, key],
      code: "contradiction",
      message,
      expected,
      suggestion,
      atKey: true,
    });
  }
  const missing = needs.filter((key) => tree[key] === undefined);
  for (const key of missing) {
    const expected = needs.join(" and ");
    const message = "missing required key";
    context.report({ path: [...path, key], code: "missing_key", message, expected });
  }
  return missing.length === 0;
}

function isoelastic(
  tree: AnswerTree,
  reference: number,
  unit: PriceUnit,
  path: KeyPath,
  context: Context,
): DemandForm | null {
  const elasticity = amountOf(signed, tree.elasticity!);
  if (reference === 0) {
    const message = "isoelastic demand has no limit at price 0";
    const expected = `a price above ${unit.text(0)}`;
    context.report({ path: [...path, "reference"], code: "wrong_value", message, got: 0, expected });
    return null;
  }
  if (elasticity <= 0) return { form: "isoelastic", reference, elasticity };
  const message = "demand does not rise with the price";
  const expected = "an elasticity of at most 0";
  const suggestion = String(-elasticity);
  const place = [...path, "elasticity"];
  context.report({ path: place, code: "wrong_value", message, got: elasticity, expected, suggestion });
  return null;
}
