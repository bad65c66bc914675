// The way in: a file and what was typed, one experiment with every point checked, or all that is wrong with it.

import type { UncertainAssumption } from "../scenario/assumptions.ts";
import { expectedEvents } from "../scenario/expected-events.ts";
import { mapFiles } from "../scenario/file-keys.ts";
import {
  flatSource,
  inOrder,
  readSource,
  type ScenarioSource,
  type Setting,
  scenarioFrom,
} from "../scenario/load-scenario.ts";
import { type LocatedNode, locate, type MapNode, nodeAt, plainTree } from "../scenario/located-tree.ts";
import {
  type Finding,
  type KeyPath,
  type Position,
  type Problem,
  problemAt,
  type Warning,
} from "../scenario/problem.ts";
import { readYaml } from "../scenario/read-yaml.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { ScenarioFiles } from "../scenario/scenario-files.ts";
import { findingsOf } from "../scenario/schema-problems.ts";
import { TYPED, type TypedExperiment, typedText, withTyped } from "./command-line.ts";
import type { Design } from "./design.ts";
import type { Experiment, Point } from "./experiment.ts";
import { experimentOf } from "./experiment-of.ts";
import { type ExperimentTree, experimentSchema } from "./experiment-schema.ts";
import { metricNames } from "./metric-names.ts";
import { askingOf, asksOfAssumptions, QUESTIONS, wrongQuestion } from "./question.ts";

export interface ExperimentRequest {
  /** of an experiment, or of a scenario that `typed` sweeps; from the working directory */
  readonly path: string;
  /** `path=value` on the scenario */
  readonly overrides: readonly string[];
  readonly typed: TypedExperiment;
  /** the user wants it although it has very many points */
  readonly anySize: boolean;
}

export interface LoadedExperiment {
  readonly experiment: Experiment;
  /** the first point */
  readonly first: Scenario;
  /** the scenario of which the points are made, as a plain tree that names its files from anywhere */
  readonly source: unknown;
  /** expected events of one replication of each point */
  readonly events: readonly number[];
  /** number of metrics of a run */
  readonly metrics: number;
  readonly warnings: readonly Warning[];
}

type ExperimentResult =
  | { readonly ok: true; readonly loaded: LoadedExperiment }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      readonly texts: ReadonlyMap<string, string>;
    };

/** So many different problems of points are told; a thousand points may have the same cause a thousand times. */
const MOST_PROBLEMS = 20;

/** Read, check and count an experiment; every one of its points is read as a scenario. */
export function loadExperiment(request: ExperimentRequest, files: ScenarioFiles): ExperimentResult {
  const { typed, path } = request;
  const texts = new Map([[TYPED, typedText(typed)]]);
  const failed = (problems: readonly Problem[], more: ReadonlyMap<string, string> = new Map()) => {
    const all = new Map([...texts, ...more]);
    return { ok: false as const, problems: inOrder(problems, all), texts: all };
  };
  const file = files.resolve(path, null);
  const read = readFile(file, files);
  if (read.text !== null) texts.set(file, read.text);
  if (read.problems.length > 0) return failed(read.problems);
  const own = read.tree?.kind === "map" && read.tree.entries.has("scenario") ? read.tree : null;
  const asksItself = typed.command === "sensitivity" || typed.command === "uncertainty";
  if (own === null && typed.sweeps.length === 0 && !asksItself) return failed([nothingSwept(file)]);
  const grown = withTyped(own ?? onScenario(path), typed);
  if (grown.problems.length > 0) return failed(grown.problems);
  const { tree } = grown;
  const locateAll = (findings: readonly Finding[]) =>
    findings.map((finding) => problemAt(finding, locate(tree, finding.path, finding.atKey)));

  const plain = plainTree(tree);
  const parsed = experimentSchema.safeParse(plain);
  if (!parsed.success) return failed(locateAll(findingsOf(parsed.error.issues, plain)));
  const unasked = wrongQuestion(parsed.data, typed.command);
  if (unasked !== null) return failed(locateAll([unasked]));
  const base = own === null ? null : file;
  const source = readSource(files.resolve(parsed.data.scenario, base), request.overrides, files);
  const assumed = asksOfAssumptions(parsed.data) ? assumptionsOf(source, files) : NONE_ASSUMED;
  if (!assumed.ok) return failed(assumed.problems, source.texts);
  const asking = askingOf(parsed.data, assumed.value);
  if (!asking.ok) return failed(locateAll(asking.problems.map(({ keys, message }) => wrong(keys, message))));
  const { design } = asking.value;
  const refused = [...reservedPaths(design, tree), ...(request.anySize ? [] : tooMany(design))];
  if (refused.length > 0) return failed(locateAll(refused));

  const points = design.points.map((point) => withResolvedFiles(point, design.paths, base, files));
  const checked = checkPoints({ ...design, points }, tree, source, files);
  if (!checked.ok) return failed(checked.problems, source.texts);
  const asked = { ...asking.value, design: { ...design, points } };
  const made = experimentOf(withResolvedLists(parsed.data, base, files), asked, checked.value);
  if (!made.ok) return failed(locateAll(made.findings), source.texts);
  const { scenario: first, events, metrics, warnings } = checked.value;
  const flat = flatSource(source.tree!, files);
  const { experiment } = made;
  return {
    ok: true,
    loaded: { experiment, first, source: flat, events, metrics: metrics.size, warnings },
  };
}

type Assumed =
  | { readonly ok: true; readonly value: readonly UncertainAssumption[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const NONE_ASSUMED: Assumed = { ok: true, value: [] };

/** The uncertain numbers of a scenario, if there is nothing wrong with it. */
function assumptionsOf(source: ScenarioSource, files: ScenarioFiles): Assumed {
  const result = scenarioFrom(source, [], files, { anyLength: true });
  if (!result.ok) return result;
  return { ok: true, value: result.scenario.assumptions };
}

function readFile(file: string, files: ScenarioFiles) {
  const opened = files.text(file);
  if (opened.ok) return { text: opened.value, ...readYaml(opened.value, { file, line: 1, column: 1 }) };
  const problems = opened.problems.map(({ reason, expected }) =>
    problemAt({ path: [], code: "file", message: reason, expected }, startOf(file)),
  );
  return { text: null, tree: null, problems };
}

function startOf(file: string): Position {
  return { file, line: 1, column: 1, length: 1 };
}

function nothingSwept(file: string): Problem {
  const expected =
    "path=value,value after it, or the file of an experiment, which has the keys scenario and sweep";
  const message = "it is a scenario, and nothing of it is swept";
  return problemAt({ path: [], code: "missing_key", message, expected }, startOf(file));
}

/** What a scenario file and nothing else is as an experiment. */
function onScenario(path: string): MapNode {
  const at = startOf(TYPED);
  const scenario = { key: at, node: { kind: "scalar", value: path, at } as const };
  return { kind: "map", entries: new Map([["scenario", scenario]]), at };
}

function wrong(path: KeyPath, message: string): Finding {
  return { path, code: "wrong_value", message };
}

/** Assumption: from here on a slip of the keyboard is likelier than a wish; each point takes some milliseconds to check. */
const MOST_POINTS = 10_000;

function tooMany({ points }: Design): Finding[] {
  if (points.length <= MOST_POINTS) return [];
  const message = `these are ${points.length.toLocaleString("en-US")} points`;
  const expected = `at most ${MOST_POINTS.toLocaleString("en-US")}; --yes takes them all the same`;
  return [{ ...wrong([], message), expected }];
}

/** Keys that an experiment has for itself. */
const RESERVED: ReadonlyMap<string, string> = new Map([
  ["name", "the name is that of the experiment"],
  ["seed", "all points share their random numbers; replications are what differs by chance"],
  ["replications", "replications are a key of the experiment"],
]);

function reservedPaths({ paths }: Design, tree: LocatedNode): Finding[] {
  return paths.flatMap((path) => {
    const message = RESERVED.get(path);
    if (message === undefined) return [];
    return [{ ...wrong(keysOf(tree, 0, path), message), atKey: true }];
  });
}

/** Where in the experiment the value of a point stands. */
function keysOf(tree: LocatedNode, point: number, path: string): KeyPath {
  const asked = QUESTIONS.find((key) => nodeAt(tree, [key]) !== undefined)!;
  if (asked !== "sweep") return [asked, "over", path];
  const sweep = nodeAt(tree, ["sweep"]);
  const kind = sweep?.kind === "map" ? [...sweep.entries.keys()][0]! : "grid";
  if (kind === "list") return ["sweep", kind, point, path];
  return kind === "grid" ? ["sweep", kind, path] : ["sweep", kind, "over", path];
}

function whereWritten(
  tree: LocatedNode,
  point: number,
  path: string,
  value: unknown,
): Pick<Setting, "keyAt" | "at"> {
  const keys = keysOf(tree, point, path);
  const node = nodeAt(tree, keys);
  const items = node?.kind === "list" ? node.items : [];
  const item = items.find((each) => JSON.stringify(plainTree(each)) === JSON.stringify(value));
  return { keyAt: locate(tree, keys, true), at: item?.at ?? locate(tree, keys) };
}

/** Names of files count from where they were written: the experiment's file, or the working directory. */
function withResolvedFiles(
  point: Point,
  paths: readonly string[],
  base: string | null,
  files: ScenarioFiles,
): Point {
  const resolve = (name: string) => files.resolve(name, base);
  return { ...point, values: point.values.map((value, place) => withFiles(value, paths[place]!, resolve)) };
}

/** The same of the lists of a search, which are written out again as they are. */
function withResolvedLists(tree: ExperimentTree, base: string | null, files: ScenarioFiles): ExperimentTree {
  if (tree.tune === undefined) return tree;
  const resolve = (name: string) => files.resolve(name, base);
  const over = Object.entries(tree.tune.over).map(([path, axis]) => [
    path,
    Array.isArray(axis) ? axis.map((value) => withFiles(value, path, resolve)) : axis,
  ]);
  return { ...tree, tune: { ...tree.tune, over: Object.fromEntries(over) } };
}

/** A value of a path with the files that it names. */
function withFiles(value: unknown, path: string, resolve: (name: string) => string): unknown {
  const key = path.split(".").at(-1)!;
  return (mapFiles({ [key]: value }, resolve) as Record<string, unknown>)[key];
}

/** What the points are when they are read one by one. */
export interface CheckedPoints {
  /** of the first point: what all of them have in common */
  readonly scenario: Scenario;
  readonly events: readonly number[];
  /** metrics of any of the points, and their units */
  readonly metrics: ReadonlyMap<string, string>;
  readonly warnings: readonly Warning[];
}

type Checked =
  | { readonly ok: true; readonly value: CheckedPoints }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function checkPoints(
  { paths, points }: Design,
  tree: LocatedNode,
  source: ScenarioSource,
  files: ScenarioFiles,
): Checked {
  const problems = new Map<string, Problem>();
  const warnings = new Map<string, Warning>();
  const metrics = new Map<string, string>();
  const events: number[] = [];
  let first: Scenario | null = null;
  for (const point of points) {
    const settings = settingsOf(point, paths, (path, value) => whereWritten(tree, point.index, path, value));
    const result = scenarioFrom(source, settings, files, { anyLength: true });
    if (!result.ok) {
      for (const problem of result.problems) problems.set(JSON.stringify(problem), problem);
      if (source.tree === null || problems.size >= MOST_PROBLEMS) break;
      continue;
    }
    const { scenario } = result;
    first ??= scenario;
    events.push(expectedEvents({ ...scenario, replications: 1 }));
    for (const warning of result.warnings) warnings.set(JSON.stringify(warning), warning);
    for (const { metric, unit } of metricNames(scenario)) metrics.set(metric, unit);
  }
  if (problems.size > 0) return { ok: false, problems: [...problems.values()].slice(0, MOST_PROBLEMS) };
  return { ok: true, value: { scenario: first!, events, metrics, warnings: [...warnings.values()] } };
}

/** The settings that make a point of the scenario, in the order of the paths. */
export function settingsOf(
  { values }: Point,
  paths: readonly string[],
  written: (path: string, value: unknown) => Pick<Setting, "keyAt" | "at">,
): Setting[] {
  return paths.flatMap((path, place) => {
    const value = values[place];
    return value === null ? [] : [{ path, value, ...written(path, value) }];
  });
}
