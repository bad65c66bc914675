// Loads experiments as one of the commands does, from files in a folder that is deleted after the tests.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { TypedExperiment } from "../../../src/experiment/command-line.ts";
import { loadExperiment } from "../../../src/experiment/load-experiment.ts";
import { printProblems } from "../../../src/index.ts";
import { withScenarioFiles } from "../../../src/io/scenario-files.ts";

export const TINY = join(process.cwd(), "configs/tiny.yaml");

type Typed = Partial<TypedExperiment>;

/** @param command whose options are typed unless a test says otherwise */
export function loadingAs(command: TypedExperiment["command"]) {
  const home = mkdtempSync(join(tmpdir(), "slackwater-experiment-"));
  afterAll(() => rmSync(home, { recursive: true }));
  const nothing: TypedExperiment = {
    command,
    sweeps: [],
    replications: null,
    until: [],
    minimum: null,
    maximum: null,
    metrics: null,
    control: null,
    own: [],
  };

  function load(path: string, typed: Typed = {}, overrides: readonly string[] = []) {
    const request = { path, overrides, typed: { ...nothing, ...typed }, anySize: false };
    return withScenarioFiles((files) => loadExperiment(request, files));
  }

  async function loaded(path: string, typed: Typed = {}, overrides: readonly string[] = []) {
    const result = await load(path, typed, overrides);
    if (!result.ok) throw new Error(printProblems(result.problems, result.texts));
    return result.loaded;
  }

  /** A file; returns its path. */
  function written(name: string, text: string): string {
    const path = join(home, name);
    writeFileSync(path, text);
    return path;
  }

  /** Line, column and message of all that is wrong with an experiment on the smallest scenario. */
  async function complaints(text: string, typed: Typed = {}): Promise<string[]> {
    const result = await load(written("bad.yaml", `scenario: ${TINY}\n${text}`), typed);
    if (result.ok) return [];
    return result.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  }

  return { load, loaded, written, complaints };
}
