// How `extends` lays one scenario on another: maps merge, everything that is one choice is replaced.

import type { LocatedNode, MapEntry, MapNode } from "./located-tree.ts";
import type { KeyPath } from "./problem.ts";

/** Keys whose map is one choice: to name another law is to replace the first, not to add to it. */
const CHOICES: ReadonlySet<string> = new Set([
  "arrivals",
  "delay",
  "electricity",
  "estimate",
  "gap",
  "gpus",
  "law",
  "noise",
  "patience",
  "price",
  "process",
  "repair",
  "service",
  "ttf",
  "willingness",
]);

/** Keys that say the same thing in another way: writing one withdraws the others. */
const RIVALS: Readonly<Record<string, readonly string[]>> = {
  classes: ["gpus", "service", "group"],
  gpus: ["classes"],
  service: ["classes"],
  group: ["classes"],
  jobs: ["arrivals", "growth", "gpus", "service", "group", "classes"],
  arrivals: ["jobs", "rate", "hour_of_week"],
  rate: ["hour_of_week", "arrivals", "ttf"],
  hour_of_week: ["rate", "arrivals"],
  ttf: ["rate"],
  elasticity: ["ceiling", "scale", "willingness", "taste"],
  ceiling: ["elasticity", "scale", "willingness", "taste"],
  scale: ["elasticity", "ceiling", "willingness", "taste"],
  willingness: ["reference", "elasticity", "ceiling", "scale"],
  model: ["per_replica"],
  per_replica: ["model", "shape", "derate"],
  mean: ["peak", "trough", "peak_hour", "weekend", "noise"],
  peak: ["mean", "amplitude", "period"],
};

/** `over` laid on `base`, both at `path`: maps merge; lists, scalars, laws and other one-of maps are replaced. */
export function merge(base: LocatedNode, over: LocatedNode, path: KeyPath = []): LocatedNode {
  if (base.kind !== "map" || over.kind !== "map" || changesKind(base, over)) return over;
  const named = holdsNames(path);
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    if (!named) for (const rival of RIVALS[key] ?? []) entries.delete(rival);
    entries.set(key, merged(below, entry, [...path, key], !named && CHOICES.has(key)));
  }
  return { kind: "map", entries, at: over.at };
}

function merged(below: MapEntry | undefined, entry: MapEntry, path: KeyPath, choice: boolean): MapEntry {
  if (below === undefined || choice) return entry;
  return { key: entry.key, node: merge(below.node, entry.node, path) };
}

/** Whether the keys of the map at this path are names that the user chose: a source may be called `service`. */
function holdsNames(path: KeyPath): boolean {
  const [first, second] = path;
  return (
    (path.length === 1 && (first === "internal" || first === "drivers")) ||
    (path.length === 2 && first === "rental" && second === "products") ||
    (path.length === 2 && first === "scheduling" && second === "quotas")
  );
}

function changesKind(base: MapNode, over: MapNode): boolean {
  const kinds = [base, over].map((node) => node.entries.get("kind")?.node);
  const [before, after] = kinds.map((node) => (node?.kind === "scalar" ? node.value : "jobs"));
  return kinds[1] !== undefined && before !== after;
}
