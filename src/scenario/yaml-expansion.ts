// How large a YAML document becomes once its aliases are expanded, told without expanding it.

import { isAlias, isMap, isSeq, type Node } from "yaml";

interface Expansion {
  readonly values: number;
  readonly depth: number;
}

/** Values and levels of the expanded document; infinite when an alias lies inside what it names. */
export function expansionOf(root: Node): Expansion {
  const named = new Map<string, Expansion>();

  function measure(node: Node | null): Expansion {
    if (node === null) return { values: 1, depth: 1 };
    if (isAlias(node)) return named.get(node.source) ?? { values: 1, depth: 1 };
    if (node.anchor !== undefined) {
      named.set(node.anchor, { values: Number.POSITIVE_INFINITY, depth: Number.POSITIVE_INFINITY });
    }
    const expansion = around(children(node).map(measure));
    if (node.anchor !== undefined) named.set(node.anchor, expansion);
    return expansion;
  }

  return measure(root);
}

function around(parts: readonly Expansion[]): Expansion {
  let [values, depth] = [1, 1];
  for (const part of parts) {
    values += part.values;
    depth = Math.max(depth, part.depth + 1);
  }
  return { values, depth };
}

function children(node: Node): (Node | null)[] {
  if (isSeq(node)) return node.items as Node[];
  return isMap(node) ? node.items.map((pair) => pair.value as Node | null) : [];
}
