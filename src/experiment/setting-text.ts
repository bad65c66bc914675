// What a point sets, as people read it: a bare number in the unit of the value that it replaces, and of a number that was drawn
// the digits that matter. Files have it as it was set.

import { NUMBER } from "../scenario/reading.ts";
import { inUnitOf } from "../scenario/units.ts";

type Tree = Readonly<Record<string, unknown>>;

/** The text of a value at a path; null, or an empty text, where the scenario's own stays. */
export type SettingText = (path: string, value: unknown) => string;

/** @param scenario of which the points are made, a plain tree; without a value at a path its numbers stay bare */
export function settingTexts(scenario: unknown): SettingText {
  return (path, value) => {
    if (value === null || value === "") return "–";
    if (typeof value === "object") return JSON.stringify(value);
    return withFewDigits(withUnit(scenario, path, value));
  };
}

/** The unit alone: 1.25 at a price of `$2/GPU/h` is `$1.25/GPU/h`. */
export function withUnit(scenario: unknown, path: string, value: unknown): string {
  const text = String(value);
  const replaced = valueAt(scenario, path.split("."));
  if (text.trim() === "" || Number.isNaN(Number(text)) || typeof replaced !== "string") return text;
  return inUnitOf(Number(text), replaced) ?? text;
}

/** What stands at a path of a plain tree, an assumption at its mode; a key of the tree may have dots itself. */
function valueAt(tree: unknown, path: readonly string[]): unknown {
  const assumed = (tree as { assume?: Tree } | null | undefined)?.assume?.mode;
  if (path.length === 0) return assumed ?? tree;
  if (typeof tree !== "object" || tree === null) return undefined;
  if (Array.isArray(tree)) {
    const [name, ...rest] = path as [string, ...string[]];
    const named = (tree as readonly Tree[]).find((item) => item?.name === name);
    return valueAt(named ?? tree[Number(name)], rest);
  }
  for (let length = path.length; length > 0; length--) {
    const key = path.slice(0, length).join(".");
    if (Object.hasOwn(tree, key)) return valueAt((tree as Tree)[key], path.slice(length));
  }
  return undefined;
}

/** More digits than anybody types were drawn. */
const MOST_TYPED = 6;
const SHOWN = 4;
const QUANTITY = new RegExp(`^(\\$ ?)?(${NUMBER})( ?[A-Za-z%/].*)?$`);

/** `$1.73846284729/GPU/h` as `$1.738/GPU/h`: what was typed stays, and so does what stands before the point. */
function withFewDigits(text: string): string {
  const match = QUANTITY.exec(text);
  if (match === null) return text;
  const [, before = "", digits = "", after = ""] = match;
  if (digits.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "").length <= MOST_TYPED) return text;
  const number = Number(digits);
  const places = Math.max(0, SHOWN - 1 - Math.floor(Math.log10(Math.abs(number))));
  return `${before}${Number(number.toFixed(Math.min(20, places)))}${after}`;
}
