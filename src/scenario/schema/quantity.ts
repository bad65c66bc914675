// Quantities in the schema. They stay as the user wrote them, so that the echo speaks the user's units;
// `amountOf` converts once, when the scenario is compiled.

import { z } from "zod";
import { assert } from "../../kernel/assert.ts";
import type { KeyPath } from "../problem.ts";
import type { Dimension } from "../reading.ts";
import { numberAndUnit } from "../units.ts";

/** An uncertain assumption, its three quantities in one unit: a run takes it at its mode. */
export interface Assumption {
  readonly assume: {
    readonly low: string | number;
    readonly mode: string | number;
    readonly high: string | number;
  };
}

export type Quantity = string | number | Assumption;

/** What a check of ours says besides the message; read back by schema-problems.ts. */
export interface IssueParams {
  readonly got: unknown;
  readonly expected: string;
  readonly suggestion: string | null;
}

/** Say no. `path` is relative to the value under check. */
export function refuse(
  context: z.RefinementCtx,
  message: string,
  params: IssueParams,
  path: KeyPath = [],
): void {
  context.addIssue({ code: "custom", message, params: { ...params }, path: [...path], continue: false });
}

/** A quantity of one dimension, or an assumption about one. */
export function quantity(dimension: Dimension<unknown>, description: string) {
  return z
    .custom<Quantity>()
    .superRefine((value, context) => check(dimension, value, context))
    .meta({ description: `${description}: ${dimension.expected}`, [QUANTITY_KEY]: dimension });
}

/** Under this key of its metadata a quantity carries its dimension, for the JSON Schema. */
export const QUANTITY_KEY = "quantity";

function check(dimension: Dimension<unknown>, value: unknown, context: z.RefinementCtx): void {
  if (isScalar(value)) {
    checkScalar(dimension, value, context, []);
    return;
  }
  const assumption = (value as { assume?: unknown } | null | undefined)?.assume;
  if (typeof value !== "object" || typeof assumption !== "object" || assumption === null) {
    refuse(context, wrongShape(value), { got: value, expected: dimension.expected, suggestion: null });
    return;
  }
  checkAssumption(dimension, assumption as Record<string, unknown>, context);
}

function checkAssumption(
  dimension: Dimension<unknown>,
  assumption: Record<string, unknown>,
  context: z.RefinementCtx,
): void {
  const expected = `low, mode and high, each ${dimension.expected}`;
  for (const key of Object.keys(assumption)) {
    if (!["low", "mode", "high"].includes(key)) {
      refuse(context, `unknown key "${key}"`, { got: undefined, expected, suggestion: null }, [
        "assume",
        key,
      ]);
    }
  }
  const read = ["low", "mode", "high"].map((key) => {
    const value = assumption[key];
    if (isScalar(value)) return checkScalar(dimension, value, context, ["assume", key]);
    const message = value === undefined ? `missing required key "${key}"` : wrongShape(value);
    refuse(context, message, { got: undefined, expected, suggestion: null }, ["assume"]);
    return null;
  });
  if (read.includes(null)) return;
  const disorder = wrongOrder(["low", "mode", "high"].map((key) => assumption[key] as string | number));
  if (disorder !== null)
    refuse(context, disorder, { got: undefined, expected, suggestion: null }, ["assume"]);
}

/** What keeps a number from being drawn between the first and the last of three quantities, or null. */
function wrongOrder(quantities: readonly (string | number)[]): string | null {
  const [low, mode, high] = quantities.map(numberAndUnit);
  if (!low || !mode || !high) return "low, mode and high are not all numbers";
  if (low.unit !== mode.unit || mode.unit !== high.unit) return "low, mode and high are not in one unit";
  return low.number <= mode.number && mode.number <= high.number
    ? null
    : "low, mode and high are not in order";
}

function checkScalar(
  dimension: Dimension<unknown>,
  value: string | number,
  context: z.RefinementCtx,
  path: KeyPath,
): unknown {
  const read = dimension.read(value);
  if (read.ok) return read.value;
  refuse(
    context,
    read.message,
    { got: value, expected: dimension.expected, suggestion: read.suggestion },
    path,
  );
  return null;
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function wrongShape(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "it is empty";
  if (Array.isArray(value)) return "it is a list";
  return typeof value === "object" ? "it is a map" : `it is ${String(value)}`;
}

/** A checked quantity in the unit of the core; an assumption counts at its mode. */
export function amountOf<T>(dimension: Dimension<T>, quantity: Quantity): T {
  const read = dimension.read(typeof quantity === "object" ? quantity.assume.mode : quantity);
  assert(read.ok, `the quantity ${JSON.stringify(quantity)} has passed the schema and does not read`);
  return read.value;
}
