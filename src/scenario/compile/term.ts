// The lengths of the windows or terms that the customers of a product buy, and how long each has its GPUs.

import type { Law } from "../../kernel/law.ts";
import { constant } from "../../kernel/laws/constant.ts";
import { mixture } from "../../kernel/laws/mixture.ts";
import type { ContractPlan, WindowPlan } from "../../market/contract/contract-plan.ts";
import { isSold } from "../../market/contract/window-length.ts";
import { lengthsText } from "../lengths-text.ts";
import type { KeyPath } from "../problem.ts";
import type { TermTree } from "../schema/contract.ts";
import { type Assumption, amountOf } from "../schema/quantity.ts";
import { durationText, share, span } from "../units.ts";
import { type Context, checkShares } from "./context.ts";

interface Length {
  readonly length: number;
  readonly share: number;
  readonly path: KeyPath;
}

/**
 * The law of the time that a customer has its GPUs, or null for a contract without a window.
 * @param path where the product stands
 */
export function compileTerm(
  tree: TermTree | undefined,
  { name, window }: ContractPlan,
  path: KeyPath,
  context: Context,
): Law | null {
  const at = [...path, "term"];
  if (window === null) {
    if (tree === undefined) return null;
    const message = `${name} is sold without a term`;
    const expected = "term only with a contract that sells windows";
    context.report({ path: at, code: "contradiction", message, expected, atKey: true });
    return null;
  }
  if (tree === undefined) {
    const message = `missing required key: ${name} is sold for a time agreed on`;
    context.report({ path: at, code: "missing_key", message, expected: lengthsText(window.lengths) });
    return constant(1);
  }
  const lengths = lengthsOf(tree, at, context);
  for (const each of lengths) checkLength(each, name, window, context);
  if (lengths.length === 0) return constant(1);
  const usable = lengths.map(({ length }) => constant(Math.max(1, length - window.endsEarly)));
  return usable.length === 1
    ? usable[0]!
    : mixture(
        usable,
        lengths.map((each) => each.share),
      );
}

function lengthsOf(tree: TermTree, path: KeyPath, context: Context): Length[] {
  if (typeof tree !== "object" || isAssumption(tree))
    return [{ length: amountOf(span, tree), share: 1, path }];
  const lengths = Object.entries(tree).flatMap(([text, part]): Length[] => {
    const read = span.read(text);
    if (read.ok) return [{ length: read.value, share: amountOf(share, part), path: [...path, text] }];
    context.report({
      path: [...path, text],
      code: "wrong_value",
      message: read.message,
      got: text,
      expected: span.expected,
      suggestion: read.suggestion,
      atKey: true,
    });
    return [];
  });
  checkShares(
    lengths.map((each) => each.share),
    path,
    context,
  );
  return lengths;
}

function isAssumption(tree: object): tree is Assumption {
  return "assume" in tree;
}

function checkLength(
  { length, path }: Length,
  name: string,
  { lengths, endsEarly }: WindowPlan,
  context: Context,
): void {
  const sold = isSold(length, lengths);
  if (sold && length > endsEarly) return;
  const got = durationText(length);
  const message = sold
    ? `the GPUs are lost ${durationText(endsEarly)} before the end of ${got}`
    : `${name} is not sold for ${got}`;
  context.report({ path, code: "wrong_value", message, got, expected: lengthsText(lengths), atKey: true });
}
