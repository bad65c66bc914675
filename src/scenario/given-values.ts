// What a scenario assumes and where it has it from: every value that somebody has written, with the comment beside it.

import { type LocatedNode, locate } from "./located-tree.ts";
import { COMMAND_LINE } from "./override.ts";
import { type KeyPath, type Position, pathText } from "./problem.ts";
import { readYaml } from "./read-yaml.ts";
import { YamlComments } from "./yaml-comments.ts";

/** A value as written; without a key it is what a file says of itself as a whole. */
export interface GivenValue {
  /** path of the key: `rental.products.spot.price` */
  readonly parameter: string;
  readonly value: string;
  /** the comment on its line, or right above it, or likewise at a key that it stands under; empty for none */
  readonly source: string;
  /** name of the file without its folders, or the words "command line" */
  readonly file: string;
  readonly line: number;
}

/** A list of more single values than this is told by its length. */
const LONGEST_LIST = 12;

/** A file as it was written: what it says itself, before others are laid over it. */
interface Written {
  readonly tree: LocatedNode | null;
  readonly comments: YamlComments;
}

/**
 * @param tree the scenario as written, with all that it extends and the overrides of the command line
 * @param texts of every file, and of the command line
 */
export function givenValuesOf(tree: LocatedNode, texts: ReadonlyMap<string, string>): GivenValue[] {
  const files = new Map(
    [...texts].flatMap(([file, text]) =>
      file === COMMAND_LINE ? [] : [[file, writtenIn(file, text)] as const],
    ),
  );
  const heads = [...files].flatMap(([file, { comments }]) =>
    comments.head === ""
      ? []
      : [{ parameter: "", value: "", source: comments.head, file: nameOf(file), line: 1 }],
  );
  const values = valuesOf(tree, []).map(({ path, value, at: { file, line } }) => {
    const written = files.get(file);
    const source = written === undefined ? "" : sourceOf(path, line, written);
    return { parameter: pathText(path), value, source, file: nameOf(file), line };
  });
  return [...heads, ...values];
}

function writtenIn(file: string, text: string): Written {
  return { tree: readYaml(text, { file, line: 1, column: 1 }).tree, comments: new YamlComments(text) };
}

interface Value {
  readonly path: KeyPath;
  readonly value: string;
  readonly at: Position;
}

function valuesOf(node: LocatedNode, path: KeyPath): Value[] {
  if (node.kind === "map")
    return [...node.entries].flatMap(([key, entry]) => valuesOf(entry.node, [...path, key]));
  if (node.kind === "list" && !isLong(node.items))
    return node.items.flatMap((item, index) => valuesOf(item, [...path, index]));
  const value = node.kind === "list" ? `${node.items.length} values` : String(node.value ?? "");
  return [{ path, value, at: node.at }];
}

/** The comment at the value, or at the nearest key above it in the same file: one in another is about what stood there. */
function sourceOf(path: KeyPath, line: number, { tree, comments }: Written): string {
  const keys = path.map((_, depth) =>
    tree === null ? line : locate(tree, path.slice(0, depth + 1), true).line,
  );
  const lines = [line, ...keys.toReversed()];
  return lines.map((each) => comments.at(each)).find((comment) => comment !== "") ?? "";
}

function isLong(items: readonly LocatedNode[]): boolean {
  return items.length > LONGEST_LIST && items.every(({ kind }) => kind === "scalar");
}

function nameOf(file: string): string {
  if (file === COMMAND_LINE) return "command line";
  return file.split(/[/\\]/).at(-1)!;
}
