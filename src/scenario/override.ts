// `--set path=value`: one value of the scenario, from the command line. All overrides together are shown as a text
// of one line each, so that a problem in one of them has a line, a column and a caret like any other.

import { child, type LocatedNode, nodeAt, treeAt, withNode } from "./located-tree.ts";
import { nearestName } from "./nearest-name.ts";
import { type KeyPath, type Position, type Problem, pathText, problemAt, type Warning } from "./problem.ts";
import { readYaml } from "./read-yaml.ts";
import { inUnitOf } from "./units.ts";

/** Stands for the command line where a file would be named. */
export const COMMAND_LINE = "--set";

const PREFIX = `${COMMAND_LINE} `;

interface Override {
  readonly path: readonly string[];
  /** YAML */
  readonly value: string;
  /** the number of the override, from 1 */
  readonly line: number;
}

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** The text that positions in overrides refer to. */
export function commandLineText(overrides: readonly string[]): string {
  return overrides.map((override) => PREFIX + override.replace(/[\r\n]/g, " ")).join("\n");
}

/** `a.b.c=value`; the value is everything after the first `=`. */
export function parseOverride(source: string, line = 1): Parsed<Override> {
  const text = source.replace(/[\r\n]/g, " ");
  const equals = text.indexOf("=");
  const path = text.slice(0, Math.max(0, equals)).split(".");
  if (equals > 0 && path.every((key) => key !== "")) {
    return { ok: true, value: { path, value: text.slice(equals + 1), line } };
  }
  const position = { file: COMMAND_LINE, line, column: PREFIX.length + 1, length: Math.max(1, text.length) };
  const expected = "path=value, such as scheduling.order=fcfs";
  const problem = problemAt({ path: [], code: "syntax", message: "it is no override", expected }, position);
  return { ok: false, problem };
}

interface Overridden {
  readonly tree: LocatedNode;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Gives a scenario with its defaults written out, or null when it has problems of its own; not asked for unless needed. */
type Defaults = (tree: LocatedNode) => unknown;

/** The tree with one value set. */
export function override(tree: LocatedNode, given: Override, defaults: Defaults): Overridden {
  const { value, line } = given;
  const at = { file: COMMAND_LINE, line, column: PREFIX.length + 1, length: 1 };
  const column = at.column + given.path.join(".").length + 1;
  const read = readYaml(value, { file: COMMAND_LINE, line, column });
  if (read.tree === null) {
    const path = withDottedKeys(tree, given.path);
    return { tree, problems: read.problems.map((problem) => ({ ...problem, path })), warnings: [] };
  }
  const set = withValue(tree, { path: given.path, keyAt: at, node: read.tree }, defaults);
  return { ...set, warnings: read.warnings };
}

/** A value for one place of a scenario. */
interface Placed {
  readonly path: readonly string[];
  /** where the path begins, as text */
  readonly keyAt: Position;
  readonly node: LocatedNode;
}

/** The tree with the value at its place; a bare number takes the unit of the value that it replaces. */
export function withValue(tree: LocatedNode, given: Placed, defaults: Defaults): Overridden {
  const path = withDottedKeys(tree, given.path);
  const keyAt = keyPositions(path, given.keyAt);
  const scenery = sceneryOf(defaults);
  const way = resolveWay(tree, scenery, path, keyAt);
  if (!way.ok) return { tree, problems: [way.problem], warnings: [] };
  const { grafted, keys } = way.value;
  const replaced = nodeAt(grafted, keys) ?? nodeAt(scenery(grafted), keys);
  const node = inUnit(given.node, replaced);
  return { tree: withNode(grafted, keys, node, keyAt.at(-1)!), problems: [], warnings: [] };
}

/** A scenario with its defaults, as a tree. */
type Scenery = (tree: LocatedNode) => LocatedNode;

/** Asked for once a tree. */
function sceneryOf(defaults: Defaults): Scenery {
  const known = new Map<LocatedNode, LocatedNode>();
  return (tree) => {
    const scenery = known.get(tree) ?? treeAt(defaults(tree) ?? {}, tree.at);
    known.set(tree, scenery);
    return scenery;
  };
}

/** A key that has dots itself, such as `rental.demand` among the loads of a driver, is one step where the tree has it. */
function withDottedKeys(tree: LocatedNode, path: readonly string[]): string[] {
  const steps: string[] = [];
  for (let from = 0; from < path.length; ) {
    const parent = nodeAt(tree, steps);
    let until = path.length;
    while (
      until > from + 1 &&
      (parent?.kind !== "map" || !parent.entries.has(path.slice(from, until).join(".")))
    )
      until--;
    steps.push(path.slice(from, until).join("."));
    from = until;
  }
  return steps;
}

/** Where each key of a path stands that is written from `start` on. */
function keyPositions(path: readonly string[], start: Position): Position[] {
  let { column } = start;
  return path.map((key) => {
    const position = { ...start, column, length: key.length };
    column += key.length + 1;
    return position;
  });
}

/** The tree with all parents of the path in place, and the path with names of list items turned into indices. */
function resolveWay(
  tree: LocatedNode,
  scenery: Scenery,
  path: readonly string[],
  keyAt: readonly Position[],
): Parsed<{ grafted: LocatedNode; keys: KeyPath }> {
  let grafted = tree;
  const keys: (string | number)[] = [];
  for (const [depth, key] of path.entries()) {
    const parent = nodeAt(grafted, keys)!;
    const index = parent.kind === "list" ? indexOf(parent, key) : key;
    const last = depth === path.length - 1;
    const here = index === null ? undefined : child(parent, index);
    if (here === undefined && (!last || parent.kind !== "map")) {
      const empty: LocatedNode = { kind: "map", entries: new Map(), at: keyAt[depth]! };
      const begun = withNode(grafted, [...keys, key], empty, keyAt[depth]!);
      // A section that the scenario does not have is begun where nothing of it is needed.
      if (![grafted, begun].some((tree) => nodeAt(scenery(tree), [...keys, key])?.kind === "map")) {
        const known = [parent, nodeAt(scenery(grafted), keys)];
        return { ok: false, problem: unknownStep(path, depth, keyAt, known) };
      }
      grafted = begun;
    }
    keys.push(index ?? key);
    if (!last && Object.hasOwn(SHORT_FORMS, key))
      grafted = spellOut(grafted, keys, SHORT_FORMS[key]!, keyAt[depth]!);
  }
  return { ok: true, value: { grafted, keys } };
}

/** Keys whose value may be a name alone, which then stands under this key of a map. */
const SHORT_FORMS: Readonly<Record<string, string>> = { contract: "preset", preemption: "rule" };

/** A value that is a name becomes a map, so that another of its keys can be set. */
function spellOut(tree: LocatedNode, keys: KeyPath, under: string, at: Position): LocatedNode {
  const node = nodeAt(tree, keys);
  if (node?.kind !== "scalar") return tree;
  const entries = new Map([[under, { key: at, node }]]);
  return withNode(tree, keys, { kind: "map", entries, at }, at);
}

/** An item of a list by its position or its name. */
function indexOf(list: LocatedNode & { kind: "list" }, key: string): number | null {
  const named = list.items.findIndex((item) => {
    const name = child(item, "name")?.node;
    return name?.kind === "scalar" && String(name.value) === key;
  });
  if (named >= 0) return named;
  return /^\d+$/.test(key) && Number(key) < list.items.length ? Number(key) : null;
}

function unknownStep(
  path: readonly string[],
  depth: number,
  keyAt: readonly Position[],
  parents: readonly (LocatedNode | undefined)[],
): Problem {
  const known = [...new Set(parents.flatMap((parent) => (parent === undefined ? [] : names(parent))))];
  const where = pathText(path.slice(0, depth)) || "the scenario";
  const message = `there is no ${path[depth]} in ${where}`;
  const expected = known.length === 0 ? `no key below ${where}` : `one of ${known.join(", ")}`;
  const suggestion = nearestName(path[depth]!, known);
  const place = path.slice(0, depth + 1);
  return problemAt({ path: place, code: "unknown_key", message, expected, suggestion }, keyAt[depth]!);
}

function names(node: LocatedNode): string[] {
  if (node.kind === "map") return [...node.entries.keys()];
  if (node.kind === "scalar") return [];
  return node.items.map((item, index) => {
    const name = child(item, "name")?.node;
    return name?.kind === "scalar" ? String(name.value) : String(index);
  });
}

/** A bare number takes the unit of the value it replaces. */
function inUnit(node: LocatedNode, replaced: LocatedNode | undefined): LocatedNode {
  if (node.kind !== "scalar" || typeof node.value !== "number" || replaced === undefined) return node;
  const mode = nodeAt(replaced, ["assume", "mode"]) ?? replaced;
  if (mode.kind !== "scalar" || typeof mode.value !== "string") return node;
  const text = inUnitOf(node.value, mode.value);
  return text === null ? node : { ...node, value: text };
}
