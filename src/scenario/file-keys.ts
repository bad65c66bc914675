// The keys under which a scenario names other files.

import type { KeyPath } from "./problem.ts";

const FILE_KEYS: ReadonlySet<string> = new Set(["file", "profile", "empirical"]);

/** A copy of a plain scenario tree in which every file name has been changed. */
export function mapFiles(
  tree: unknown,
  change: (file: string, path: KeyPath) => string,
  path: KeyPath = [],
): unknown {
  if (Array.isArray(tree)) return tree.map((item, index) => mapFiles(item, change, [...path, index]));
  if (typeof tree !== "object" || tree === null) return tree;
  const entries = Object.entries(tree).map(([key, value]) => {
    const place = [...path, key];
    const named = FILE_KEYS.has(key) && typeof value === "string" && path.at(-1) !== "columns";
    return [key, named ? change(value, place) : mapFiles(value, change, place)];
  });
  return Object.fromEntries(entries);
}
