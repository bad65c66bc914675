// A scenario file and all those that it builds on, as one tree.

import { child, type LocatedNode, type MapNode } from "./located-tree.ts";
import { merge } from "./merge.ts";
import { type Position, type Problem, problemAt, type Warning } from "./problem.ts";
import { readYaml } from "./read-yaml.ts";
import type { ScenarioFiles } from "./scenario-files.ts";

interface Chain {
  /** null when a file cannot be read */
  readonly tree: MapNode | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
  /** text of every file by its path, in the order read */
  readonly texts: ReadonlyMap<string, string>;
}

/** Keys that say how to read the file and are no part of the scenario. */
const READING_KEYS = ["extends", "$schema"];

/** Read the file at `path` (as the user gave it) and what it extends. */
export function readChain(path: string, files: ScenarioFiles): Chain {
  const texts = new Map<string, string>();
  const problems: Problem[] = [];
  const warnings: Warning[] = [];

  function read(file: string, namedAt: Position | null): MapNode | null {
    const start = { file, line: 1, column: 1, length: 1 };
    const place = namedAt ?? start;
    const key = namedAt === null ? [] : ["extends"];
    if (texts.has(file)) {
      const message = `${[...texts.keys(), file].join(" extends ")}: a circle`;
      problems.push(problemAt({ path: key, code: "file", message }, place));
      return null;
    }
    const opened = files.text(file);
    if (!opened.ok) {
      for (const { reason, expected } of opened.problems) {
        const message = namedAt === null ? reason : `${file}: ${reason}`;
        problems.push(problemAt({ path: key, code: "file", message, expected }, place));
      }
      return null;
    }
    texts.set(file, opened.value);
    const text = readYaml(opened.value, { file, line: 1, column: 1 });
    problems.push(...text.problems);
    warnings.push(...text.warnings);
    if (text.tree === null) return null;
    if (text.tree.kind === "map") return extended(text.tree, file);
    problems.push(
      problemAt({ path: [], code: "wrong_value", message: "a scenario is a map of keys" }, start),
    );
    return null;
  }

  function extended(tree: MapNode, file: string): MapNode | null {
    const base = child(tree, "extends")?.node;
    const own = withoutReadingKeys(tree);
    if (base === undefined) return own;
    if (base.kind !== "scalar" || typeof base.value !== "string") {
      const finding = {
        path: ["extends"],
        code: "wrong_value",
        message: "it is not text",
        expected: "the path of a scenario file",
      } as const;
      problems.push(problemAt(finding, base.at));
      return null;
    }
    const below: LocatedNode | null = read(files.resolve(base.value, file), base.at);
    return below === null ? null : (merge(below, own) as MapNode);
  }

  const tree = read(files.resolve(path, null), null);
  return { tree: problems.length === 0 ? tree : null, problems, warnings, texts };
}

function withoutReadingKeys(tree: MapNode): MapNode {
  const entries = new Map([...tree.entries].filter(([key]) => !READING_KEYS.includes(key)));
  return { ...tree, entries };
}
