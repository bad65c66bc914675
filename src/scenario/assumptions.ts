// The uncertain numbers of a scenario, found in one walk over its tree. A run takes each at its mode, where it is converted
// (`amountOf`); whoever varies them sets another number at the same path.

import { assert } from "../kernel/assert.ts";
import { numberAndUnit } from "./units.ts";

/** One `{assume: {low, mode, high}}`; the three numbers are in the unit in which all of them were written. */
export interface UncertainAssumption {
  /** as `--set` takes it: keys and positions in lists, joined by dots; a bare number set there has the unit of the mode */
  readonly path: string;
  readonly low: number;
  readonly mode: number;
  readonly high: number;
}

/**
 * All assumptions in a tree that has passed the schema, in its order.
 * @param path of the tree itself
 */
export function assumptionsIn(tree: unknown, path: readonly string[] = []): UncertainAssumption[] {
  if (typeof tree !== "object" || tree === null) return [];
  const assumed = assumptionAt(tree, path);
  if (assumed !== null) return [assumed];
  return Object.entries(tree).flatMap(([key, value]) => assumptionsIn(value, [...path, key]));
}

/** The map as an assumption, or null: a source, too, may be called `assume`. */
function assumptionAt(map: object, path: readonly string[]): UncertainAssumption | null {
  if (!("assume" in map) || Object.keys(map).length !== 1) return null;
  const { low, mode, high } = map.assume as Record<string, unknown>;
  if (![low, mode, high].every((value) => typeof value === "number" || typeof value === "string"))
    return null;
  const numbers = [low, mode, high].map((value) => numberOf(value as string | number));
  return { path: path.join("."), low: numbers[0]!, mode: numbers[1]!, high: numbers[2]! };
}

function numberOf(quantity: string | number): number {
  const read = numberAndUnit(quantity);
  assert(read !== null, `the assumption ${quantity} has passed the schema and is no number`);
  return read.number;
}
