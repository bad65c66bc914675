// Text to located tree. YAML 1.2 with the core schema and nothing that could hurt: no tags, no merge keys,
// aliases expanded under a cap, no key that JavaScript treats specially.

import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { LocatedNode, MapEntry } from "./located-tree.ts";
import {
  type KeyPath,
  type Position,
  type Problem,
  type ProblemCode,
  problemAt,
  type Warning,
} from "./problem.ts";
import { unclosed } from "./unclosed.ts";
import { expansionOf } from "./yaml-expansion.ts";

/** Assumption: no scenario written by hand comes near; a bomb of aliases passes it at once. */
const MOST_VALUES = 100_000;
const DEEPEST = 64;
/** Characters; larger tables belong in a file of their own. */
const LONGEST_TEXT = 1_000_000;

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

interface ReadText {
  /** null when the text could not be read at all */
  readonly tree: LocatedNode | null;
  readonly problems: readonly Problem[];
  /** readings that may surprise */
  readonly warnings: readonly Warning[];
}

/** Where a text begins inside the file that it is shown in. */
interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Read a whole file, or one value of the command line that stands at `origin`. */
export function readYaml(text: string, origin: Origin): ReadText {
  const walk = new Walk(text, origin);
  const refusal = refusalOf(text);
  if (refusal !== null) return walk.refused(refusal);
  const document = parseDocument(text, {
    lineCounter: walk.lines,
    version: "1.2",
    schema: "core",
    merge: false,
    // Told with all other problems below, and also when one key is quoted and the other is not.
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: false,
    logLevel: "error",
  });
  for (const { message, pos } of document.errors) walk.unreadable(message, pos);
  if (walk.problems.length > 0) return walk.result(null);
  // %YAML 1.1 would bring back the reading of `no` as false.
  if (document.directives?.yaml.explicit) return walk.refused("directives are not accepted", "unsafe");
  if (document.contents === null) return walk.refused("there is nothing in it");
  const { values, depth } = expansionOf(document.contents as Node);
  if (values > MOST_VALUES) return walk.refused(`it holds more than ${MOST_VALUES} values`, "unsafe");
  if (depth > DEEPEST) return walk.refused(`it is nested more than ${DEEPEST} deep`, "unsafe");
  return walk.result(walk.node(document.contents as Node, []));
}

/** A run of `- ` or `? ` before anything else nests as deep as it is long, and so may a wide indent. */
const DEEP_LINE = new RegExp(`^(?: *[-?] ){${DEEPEST + 1}}|^ {${8 * DEEPEST}}`, "m");

/** Why a text is not worth parsing: the parser recurses, and a deep text would exhaust its stack or its time. */
function refusalOf(text: string): string | null {
  if (text.length > LONGEST_TEXT) return `it has more than ${LONGEST_TEXT} characters`;
  if (text.includes("\u0000")) return "it is binary";
  let depth = DEEP_LINE.test(text) ? Number.POSITIVE_INFINITY : 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    // Brackets in comments and texts count too, so the limit here is a generous one.
    if (depth > 4 * DEEPEST) return `it is nested more than ${DEEPEST} deep`;
  }
  return null;
}

type AnchoredNode = Exclude<Node, Alias>;

class Walk {
  readonly lines = new LineCounter();
  readonly problems: Problem[] = [];
  readonly warnings: Warning[] = [];
  readonly #text: string;
  readonly #origin: Origin;
  readonly #anchors = new Map<string, AnchoredNode>();

  constructor(text: string, origin: Origin) {
    this.#text = text;
    this.#origin = origin;
  }

  result(tree: LocatedNode | null): ReadText {
    return {
      tree: this.problems.length === 0 ? tree : null,
      problems: this.problems,
      warnings: this.warnings,
    };
  }

  /** An error of the parser. */
  unreadable(message: string, pos: readonly number[]): void {
    const open = unclosed(this.#text, message, pos[0]!);
    const { range = pos, ...words } = open ?? { message: clause(message) };
    this.problems.push(problemAt({ path: [], code: "syntax", ...words }, this.position(range)));
  }

  refused(message: string, code: ProblemCode = "syntax"): ReadText {
    this.report([], code, message, [0, 0]);
    return this.result(null);
  }

  report(
    path: KeyPath,
    code: ProblemCode,
    message: string,
    range: readonly number[],
    suggestion?: string,
  ): void {
    const finding = { path, code, message, ...(suggestion !== undefined && { suggestion }) };
    this.problems.push(problemAt(finding, this.position(range)));
  }

  position([from = 0, to = from]: readonly number[]): Position {
    const { file, line, column } = this.#origin;
    const { lineStarts } = this.lines;
    const above = Math.max(0, this.lines.linePos(from).line - 1);
    const lineStart = lineStarts[above] ?? 0;
    const lineEnd = (lineStarts[above + 1] ?? this.#text.length + 1) - 1;
    return {
      file,
      line: line + above,
      column: from - lineStart + (above === 0 ? column : 1),
      length: Math.max(1, Math.min(to, lineEnd) - from),
    };
  }

  node(node: Node, path: KeyPath): LocatedNode | null {
    const range = node.range ?? [0, 0];
    if (isAlias(node)) return this.#alias(node, path);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (node.tag !== undefined) this.report(path, "unsafe", `the tag ${node.tag} is not accepted`, range);
    if (isScalar(node)) return this.#scalar(node);
    const at = this.position(range);
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.node(item as Node, [...path, index]));
      return { kind: "list", items: items.filter((item) => item !== null), at };
    }
    return isMap(node) ? { kind: "map", entries: this.#entries(node, path), at } : null;
  }

  // The parser's own `resolve` searches the document at every alias, which a bomb makes quadratic.
  #alias(alias: Alias, path: KeyPath): LocatedNode | null {
    const target = this.#anchors.get(alias.source);
    if (target !== undefined) return this.node(target, path);
    this.report(path, "syntax", `nothing is named ${alias.source}`, alias.range ?? [0, 0]);
    return null;
  }

  #scalar(scalar: Scalar): LocatedNode {
    const { value, source = "" } = scalar;
    const at = this.position(scalar.range ?? [0, 0]);
    if (typeof value === "number") {
      if (/^[-+]?0\d/.test(source)) this.warnings.push({ ...at, sentence: `${source} is read as ${value}.` });
      return { kind: "scalar", value: value + 0, at };
    }
    const simple = typeof value === "string" || typeof value === "boolean" ? value : null;
    return { kind: "scalar", value: simple, at };
  }

  #entries(map: YAMLMap, path: KeyPath): ReadonlyMap<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    for (const pair of map.items) {
      const keyNode = pair.key as Node;
      const range = keyNode.range ?? [0, 0];
      const key = this.#key(keyNode, path);
      if (key === null) continue;
      if (entries.has(key)) this.report([...path, key], "syntax", "the key is written twice", range);
      const keyAt = this.position(range);
      const empty: LocatedNode = { kind: "scalar", value: null, at: keyAt };
      const value = pair.value === null ? empty : this.node(pair.value as Node, [...path, key]);
      if (value !== null) entries.set(key, { key: keyAt, node: value });
    }
    return entries;
  }

  #key(node: Node, path: KeyPath): string | null {
    const range = node.range ?? [0, 0];
    if (!isScalar(node) || isCollection(node)) {
      this.report(path, "syntax", "a key must be a single word", range);
      return null;
    }
    // The text as written: 0.50 and 012 are names before they are numbers.
    const key = node.source ?? String(node.value);
    if (FORBIDDEN_KEYS.has(key)) this.report(path, "unsafe", `the key ${key} is not accepted`, range);
    else if (key === "<<") this.report(path, "unsafe", "merge keys are not accepted", range, "extends: FILE");
    else return key;
    return null;
  }
}

/** A message of the YAML parser as a clause: small first letter, no full stop. */
function clause(message: string): string {
  const [first = ""] = message.split("\n");
  return `${first.slice(0, 1).toLowerCase()}${first.slice(1).replace(/[.:]$/, "")}`;
}
