// The way in: a path and some overrides, one scenario or all that is wrong with it.

import { type CompileOptions, compileScenario } from "./compile/compile-scenario.ts";
import { readChain } from "./extends.ts";
import { mapFiles } from "./file-keys.ts";
import { type GivenValue, givenValuesOf } from "./given-values.ts";
import { child, type LocatedNode, locate, plainTree, treeAt } from "./located-tree.ts";
import { COMMAND_LINE, commandLineText, override, parseOverride, withValue } from "./override.ts";
import {
  type Finding,
  type KeyPath,
  type Position,
  type Problem,
  problemAt,
  type Remark,
  type Warning,
} from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import type { ScenarioFiles } from "./scenario-files.ts";
import { type ScenarioTree, scenarioSchema } from "./schema/scenario-schema.ts";
import { findingsOf } from "./schema-problems.ts";

export type LoadResult =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      /** those of the scenario, each at its place */
      readonly warnings: readonly Warning[];
      /** every file read, as `ScenarioFiles.resolve` names it: the scenario, those it extends, their data */
      readonly files: readonly string[];
      /** what they give, and where they say they have it from; asked for by few, and reads every file again */
      readonly givenValues: () => readonly GivenValue[];
    }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      /** for `printProblems` */
      readonly texts: ReadonlyMap<string, string>;
    };

/** A scenario file with all that it extends and what the command line has changed, read and not checked yet. */
export interface ScenarioSource {
  /** null when a file cannot be read */
  readonly tree: LocatedNode | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
  /** of every file by its path, and of the command line */
  readonly texts: ReadonlyMap<string, string>;
}

/** A value in the place of another, such as one that is swept. */
export interface Setting {
  /** keys with dots between them, as in `--set` */
  readonly path: string;
  /** a plain tree; a bare number takes the unit of the value that it replaces */
  readonly value: unknown;
  /** where the path and the value were written */
  readonly keyAt: Position;
  readonly at: Position;
}

/**
 * Read, check and convert a scenario.
 * @param path of the scenario file, from the working directory
 * @param overrides `path=value`, applied in order
 */
export function loadScenario(
  path: string,
  overrides: readonly string[],
  files: ScenarioFiles,
  options: CompileOptions = { anyLength: false },
): LoadResult {
  return scenarioFrom(readSource(path, overrides, files), [], files, options);
}

/** The first half of `loadScenario`, for scenarios that differ in some settings only. */
export function readSource(path: string, overrides: readonly string[], files: ScenarioFiles): ScenarioSource {
  const chain = readChain(path, files);
  const texts = new Map(chain.texts).set(COMMAND_LINE, commandLineText(overrides));
  if (chain.tree === null) return { ...chain, texts };
  const { tree, problems, warnings } = withOverrides(chain.tree, overrides);
  return { tree, problems, warnings: [...chain.warnings, ...warnings], texts };
}

/** The second half: with these settings, applied in order, checked and converted. */
export function scenarioFrom(
  source: ScenarioSource,
  settings: readonly Setting[],
  files: ScenarioFiles,
  options: CompileOptions,
): LoadResult {
  const { texts } = source;
  if (source.tree === null) return { ok: false, problems: source.problems, texts };
  const { tree, problems: ofSettings } = withSettings(source.tree, settings);
  const opened = new Set([...texts.keys()].filter((file) => file !== COMMAND_LINE));
  const { scenario, findings, remarks } = check(tree, recording(files, opened), options);
  const found = findings.map((finding) => problemAt(finding, locate(tree, finding.path, finding.atKey)));
  const problems = inOrder([...source.problems, ...ofSettings, ...found], texts);
  if (scenario === null || problems.length > 0) return { ok: false, problems, texts };
  const placed = remarks.map(({ path, sentence }) => ({ ...locate(tree, path, true), sentence }));
  const warnings = [...source.warnings, ...placed];
  return {
    ok: true,
    scenario: { ...scenario, warnings: warnings.map(({ sentence }) => sentence) },
    warnings,
    files: [...opened],
    givenValues: () => givenValuesOf(tree, texts),
  };
}

/** The source as one plain tree that names its files by what `ScenarioFiles.resolve` gave: to load it is to load the source. */
export function flatSource(tree: LocatedNode, files: ScenarioFiles): unknown {
  return mapFiles(plainTree(tree), (file, path) => files.resolve(file, fileOf(tree, path)));
}

function withOverrides(tree: LocatedNode, overrides: readonly string[]) {
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  let current = tree;
  for (const [index, source] of overrides.entries()) {
    const parsed = parseOverride(source, index + 1);
    if (!parsed.ok) {
      problems.push(parsed.problem);
      continue;
    }
    const result = override(current, parsed.value, defaultsOf);
    current = result.tree;
    problems.push(...result.problems);
    warnings.push(...result.warnings);
  }
  return { tree: current, problems, warnings };
}

function withSettings(tree: LocatedNode, settings: readonly Setting[]) {
  const problems: Problem[] = [];
  let current = tree;
  for (const { path, value, keyAt, at } of settings) {
    const placed = { path: path.split("."), keyAt, node: treeAt(value, at) };
    const result = withValue(current, placed, defaultsOf);
    current = result.tree;
    problems.push(...result.problems);
  }
  return { tree: current, problems };
}

function defaultsOf(tree: LocatedNode): unknown {
  return scenarioSchema.safeParse(plainTree(tree)).data ?? null;
}

interface Checked {
  readonly scenario: Scenario | null;
  readonly findings: readonly Finding[];
  readonly remarks: readonly Remark[];
}

/** Shape first, then the rules between values, on all that has the right shape. */
function check(tree: LocatedNode, files: ScenarioFiles, options: CompileOptions): Checked {
  const plain = plainTree(tree);
  const foreign = experimentFinding(tree);
  if (foreign !== null) return { scenario: null, findings: [foreign], remarks: [] };
  const parsed = scenarioSchema.safeParse(plain);
  if (parsed.success) return compiled(parsed.data, tree, files, options);
  const findings = findingsOf(parsed.error.issues, plain);
  const rest = scenarioSchema.safeParse(standingIn(findings.reduce(withoutCulprit, plain)));
  if (!rest.success) return { scenario: null, findings, remarks: [] };
  const more = compiled(rest.data, tree, files, { anyLength: true }).findings;
  return { scenario: null, findings: [...findings, ...more], remarks: [] };
}

/** An experiment where a scenario should be is told as such, and not key by key. */
function experimentFinding(tree: LocatedNode): Finding | null {
  if (child(tree, "scenario") === undefined) return null;
  const questions = ["tune", "sensitivity", "uncertainty"];
  const command = questions.find((question) => child(tree, question) !== undefined) ?? "sweep";
  return {
    path: ["scenario"],
    code: "unknown_key",
    message: "this file is an experiment and no scenario",
    expected: `a scenario; npm run sim -- ${command} FILE runs it`,
    atKey: true,
  };
}

function compiled(
  data: ScenarioTree,
  tree: LocatedNode,
  files: ScenarioFiles,
  options: CompileOptions,
): Checked {
  const resolved = mapFiles(data, (file, path) => files.resolve(file, fileOf(tree, path)));
  return compileScenario(resolved as ScenarioTree, files, options);
}

/** The file that a value was written in, or null: on the command line. */
function fileOf(tree: LocatedNode, path: KeyPath): string | null {
  const { file } = locate(tree, path);
  return file === COMMAND_LINE ? null : file;
}

/** How many keys lead to what is left out when something in it is wrong; 1 for all others. */
const DEPTH: Readonly<Record<string, number>> = {
  drivers: 2,
  internal: 2,
  rental: 3,
  scheduling: 2,
  economics: 2,
  outputs: 2,
};

/** The tree without the source or the key that a finding is about, so that the rest can be checked too. */
function withoutCulprit(tree: unknown, { path, code }: Finding): unknown {
  if (code === "unknown_key") return without(tree, path);
  const [key] = path;
  return key === "fleet" ? tree : without(tree, path.slice(0, DEPTH[String(key)] ?? 1));
}

/** What nothing can be checked without has something in its place; a trace left out is not waited for. */
function standingIn(tree: unknown): unknown {
  if (typeof tree !== "object" || tree === null) return tree;
  const { horizon, ...rest } = tree as { horizon?: unknown };
  return {
    name: "unnamed",
    ...rest,
    horizon: horizon === undefined || horizon === "all" ? "1000y" : horizon,
  };
}

function without(tree: unknown, [key, ...rest]: KeyPath): unknown {
  if (typeof tree !== "object" || tree === null || key === undefined || !(key in tree)) return tree;
  const entries = Object.entries(tree).flatMap(([name, value]) => {
    if (name !== String(key)) return [[name, value]];
    return rest.length === 0 ? [] : [[name, without(value, rest)]];
  });
  return Array.isArray(tree) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** The same files, noting which were opened. */
function recording(files: ScenarioFiles, opened: Set<string>): ScenarioFiles {
  return {
    resolve: (path, base) => files.resolve(path, base),
    text(path) {
      opened.add(path);
      return files.text(path);
    },
    trace(path, spec) {
      opened.add(path);
      return files.trace(path, spec);
    },
  };
}

/** As someone would mend them: file by file, from top to bottom. */
export function inOrder(problems: readonly Problem[], texts: ReadonlyMap<string, string>): Problem[] {
  const order = [...texts.keys()];
  return problems.toSorted(
    (a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}
