// A tree of values that remembers where each was written: `extends` and `--set` mix texts, and a problem found
// after the mixing must still point at its line.

import type { KeyPath, Position } from "./problem.ts";

type ScalarValue = string | number | boolean | null;

interface ScalarNode {
  readonly kind: "scalar";
  readonly value: ScalarValue;
  readonly at: Position;
}

interface ListNode {
  readonly kind: "list";
  readonly items: readonly LocatedNode[];
  readonly at: Position;
}

export interface MapEntry {
  /** where the key stands */
  readonly key: Position;
  readonly node: LocatedNode;
}

export interface MapNode {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly at: Position;
}

export type LocatedNode = ScalarNode | ListNode | MapNode;

/** The values alone. */
export function plainTree(node: LocatedNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plainTree);
    case "map":
      return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainTree(entry.node)]));
  }
}

/** A plain tree, all of it at one place: for values that no text holds, such as defaults. */
export function treeAt(value: unknown, at: Position): LocatedNode {
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => treeAt(item, at)), at };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, item]) => [key, { key: at, node: treeAt(item, at) }] as const,
    );
    return { kind: "map", entries: new Map(entries), at };
  }
  return { kind: "scalar", value: value as ScalarValue, at };
}

/** One step down; a list takes an index. */
export function child(node: LocatedNode, key: string | number): MapEntry | undefined {
  if (node.kind === "map") return node.entries.get(String(key));
  if (node.kind === "list") {
    const item = node.items[Number(key)];
    return item && { key: item.at, node: item };
  }
  return undefined;
}

/** The value at a path, or undefined. */
export function nodeAt(root: LocatedNode, path: KeyPath): LocatedNode | undefined {
  let node: LocatedNode | undefined = root;
  for (const key of path) node = node && child(node, key)?.node;
  return node;
}

/**
 * Where a value stands. A value that was not written has the place of the key it would stand under.
 * @param atKey point at the last key and not at its value
 */
export function locate(root: LocatedNode, path: KeyPath, atKey = false): Position {
  let position = root.at;
  let node = root;
  for (const [depth, key] of path.entries()) {
    const entry = child(node, key);
    if (entry === undefined) return position;
    node = entry.node;
    const last = depth === path.length - 1;
    position = last && !atKey ? node.at : entry.key;
  }
  return position;
}

/** A copy with `node` at a path whose parents exist. */
export function withNode(root: LocatedNode, path: KeyPath, node: LocatedNode, keyAt: Position): LocatedNode {
  const [key, ...rest] = path;
  if (key === undefined) return node;
  if (root.kind === "list") {
    const items = root.items.map((item, index) =>
      index === Number(key) ? withNode(item, rest, node, keyAt) : item,
    );
    return { ...root, items };
  }
  if (root.kind !== "map") return root;
  const below = root.entries.get(String(key));
  const value = rest.length === 0 || below === undefined ? node : withNode(below.node, rest, node, keyAt);
  return { ...root, entries: new Map(root.entries).set(String(key), { key: keyAt, node: value }) };
}
