// What is typed after `sweep`, `compare` and `tune`, as parts of an experiment: a line each, so that a problem in one of them has a
// line, a column and a caret like any other.

import { type LocatedNode, type MapNode, nodeAt, withNode } from "../scenario/located-tree.ts";
import { type Position, type Problem, problemAt } from "../scenario/problem.ts";
import { readYaml } from "../scenario/read-yaml.ts";
import type { ExperimentCommand } from "./question.ts";

/** Stands where a file would be named. */
export const TYPED = "command line";

/** One line: `text` begins with `label`, what follows it is YAML. */
interface TypedLine {
  readonly text: string;
  readonly label: string;
  /** keys in the experiment */
  readonly keys: readonly string[];
  /** brackets around the value make it a list */
  readonly list: boolean;
  /** what would have been right where it says nothing of the kind */
  readonly right: Right;
}

interface Right {
  readonly message: string;
  readonly expected: string;
  readonly suggestion?: string | null;
}

const VALUES: Right = { message: "nothing is set", expected: "path=value,value,… or path=from:to:step" };
const ENDS: Right = { message: "nothing is set", expected: "path=low:high or path=low:mode:high" };
const PRECISION: Right = {
  message: "no precision is named",
  expected: "metric=precision, such as revenue_usd=5% or internal_wait_mean_s=60",
};
const LIMIT: Right = {
  message: "no limit is named",
  expected: "metric<=limit or metric>=limit, such as internal_wait_mean_s<=15m",
};

/** An option of one command alone, and where in the experiment its value goes. */
export interface OwnOption {
  /** `--maximise` */
  readonly name: string;
  readonly value: string;
  readonly keys: readonly string[];
  /**
   * what stands between a metric and its value where the option names one: `revenue_usd>=100`; the metric is the key in the
   * place of `*`
   */
  readonly between: string | null;
}

/** Options that say something about the experiment; null where one is not given. */
export interface TypedExperiment {
  readonly command: ExperimentCommand;
  /** `path=value,value` or `path=from:to:step` */
  readonly sweeps: readonly string[];
  readonly replications: string | null;
  /** `metric=precision` */
  readonly until: readonly string[];
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly metrics: string | null;
  /** number of a point */
  readonly control: string | null;
  readonly own: readonly OwnOption[];
}

/** The text that positions on the command line refer to. */
export function typedText(typed: TypedExperiment): string {
  return linesOf(typed)
    .map(({ text }) => text.replace(/[\r\n]/g, " "))
    .join("\n");
}

/** The experiment with what was typed in it. */
export function withTyped(
  tree: MapNode,
  typed: TypedExperiment,
): { readonly tree: MapNode; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let grown: LocatedNode = tree;
  for (const [index, line] of linesOf(typed).entries()) {
    const at: Position = {
      file: TYPED,
      line: index + 1,
      column: 1,
      length: Math.max(1, line.label.length - 1),
    };
    if (line.label.length > line.text.length || line.label === "=") {
      problems.push(problemAt({ path: [], code: "syntax", ...line.right }, at));
      continue;
    }
    const value = line.text.slice(line.label.length);
    const column = line.label.length + 1;
    const read = line.list
      ? readYaml(`[${value}]`, { file: TYPED, line: index + 1, column: column - 1 })
      : readYaml(value, { file: TYPED, line: index + 1, column });
    problems.push(...read.problems);
    if (read.tree === null) continue;
    const place = { ...at, column, length: Math.max(1, value.length) };
    grown = grafted(grown, line.keys, { ...read.tree, at: place }, at);
  }
  const at = { file: TYPED, line: 1, column: 1, length: 1 };
  if (typed.command === "compare") grown = withMap(grown, ["compare"], at);
  // A scenario says itself what of it is uncertain.
  if (ofRanges(typed) && !asksAnything(grown)) grown = withMap(grown, [typed.command], at);
  return { tree: grown as MapNode, problems };
}

function linesOf(typed: TypedExperiment): TypedLine[] {
  const axes = OVER[typed.command];
  const ranges = ofRanges(typed);
  const sweeps = typed.sweeps.map((text) =>
    assigned(text, "", { keys: axes, list: !ranges, right: ranges ? ENDS : VALUES }),
  );
  const until = typed.until.map((text) =>
    assigned(`--until ${text}`, "--until ", {
      keys: ["replications", "until"],
      list: false,
      right: PRECISION,
    }),
  );
  const option = (name: string, value: string | null, keys: readonly string[], list = false): TypedLine[] =>
    value === null ? [] : [{ text: `${name} ${value}`, label: `${name} `, keys, list, right: VALUES }];
  const rule = typed.command === "tune" ? "tune" : "replications";
  return [
    ...sweeps,
    ...option("--replications", typed.replications, ["replications"]),
    ...until,
    ...option("--minimum", typed.minimum, [rule, "minimum"]),
    ...option("--maximum", typed.maximum, [rule, "maximum"]),
    ...option("--metrics", typed.metrics, ["metrics"], true),
    ...option("--control", typed.control, ["compare", "control"]),
    ...typed.own.map(ownLine),
  ];
}

/** Where the paths go that are typed, and their values. */
const OVER: Readonly<Record<ExperimentCommand, readonly string[]>> = {
  sweep: ["sweep", "grid"],
  compare: ["sweep", "grid"],
  tune: ["tune", "over"],
  sensitivity: ["sensitivity", "over"],
  uncertainty: ["uncertainty", "over"],
};

/** Whether paths are given with their ends and not with values. */
function ofRanges({ command }: TypedExperiment): boolean {
  return command === "sensitivity" || command === "uncertainty";
}

function asksAnything(tree: LocatedNode): boolean {
  return Object.values(OVER).some(([key]) => nodeAt(tree, [key!]) !== undefined);
}

function ownLine({ name, value, keys, between }: OwnOption): TypedLine {
  const text = `${name} ${value}`;
  if (between === null) return { text, label: `${name} `, keys, list: false, right: VALUES };
  const [metric = ""] = value.split(between);
  // A line that names nothing has a label that is longer than itself.
  const label = value.includes(between) ? `${name} ${metric}${between}` : `${text}${between}`;
  const named = keys.map((key) => (key === "*" ? metric.trim() : key));
  return { text, label, keys: named, list: false, right: { ...LIMIT, suggestion: limitMeant(value) } };
}

/** `wait<15m` and `wait=15m` as somebody meant them, or null. */
function limitMeant(value: string): string | null {
  const match = /^([^<>=]+)([<>=])([^<>=]+)$/.exec(value);
  if (match === null) return null;
  const [, metric = "", sign, limit = ""] = match;
  return `${metric.trim()}${sign === ">" ? ">=" : "<="}${limit.trim()}`;
}

/** `name=value`, where the name may hold dots. */
function assigned(
  text: string,
  before: string,
  { keys, list, right }: Pick<TypedLine, "keys" | "list" | "right">,
): TypedLine {
  const equals = text.indexOf("=", before.length);
  const name = text.slice(before.length, Math.max(before.length, equals));
  // A line without a name has a label that is longer than itself.
  const label = name === "" ? `${text}=` : text.slice(0, equals + 1);
  return { text, label, keys: [...keys, name], list, right };
}

/** The tree with a node at these keys. */
function grafted(root: LocatedNode, keys: readonly string[], node: LocatedNode, at: Position): LocatedNode {
  let tree = root;
  for (let depth = 1; depth < keys.length; depth++) tree = withMap(tree, keys.slice(0, depth), at);
  return withNode(tree, keys, node, at);
}

/** The tree with a map at these keys, in the place of nothing or of something else. */
function withMap(tree: LocatedNode, keys: readonly string[], at: Position): LocatedNode {
  if (nodeAt(tree, keys)?.kind === "map") return tree;
  return withNode(tree, keys, { kind: "map", entries: new Map(), at }, at);
}
