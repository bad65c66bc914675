// Files that a test holds in memory, and a scenario small enough to read.

import { type LoadResult, loadScenario } from "../../../src/scenario/load-scenario.ts";
import { printProblems } from "../../../src/scenario/print-problems.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import type { ScenarioFiles, TraceSpec, TraceTable } from "../../../src/scenario/scenario-files.ts";

export interface TracesRead {
  readonly path: string;
  readonly spec: TraceSpec;
}

/** Files by path; paths join like those of a disk. */
export function memoryFiles(
  texts: Readonly<Record<string, string>>,
  traces: Readonly<Record<string, TraceTable>> = {},
  read: TracesRead[] = [],
): ScenarioFiles {
  const missing = (path: string) =>
    ({ ok: false, problems: [{ reason: "no such file", expected: null, key: null }], path }) as const;
  return {
    resolve(path, base) {
      if (path.startsWith("/") || base === null || !base.includes("/")) return path;
      return `${base.slice(0, base.lastIndexOf("/"))}/${path}`;
    },
    text: (path) => (texts[path] === undefined ? missing(path) : { ok: true, value: texts[path] }),
    trace(path, spec) {
      read.push({ path, spec });
      return traces[path] === undefined ? missing(path) : { ok: true, value: traces[path] };
    },
  };
}

/** A trace of `count` jobs, one an hour, each of one hour. */
export function hourlyTrace(count: number, gpus = 8, counts: Partial<TraceTable> = {}): TraceTable {
  const submit = Float64Array.from({ length: count }, (_, job) => job * 3_600_000);
  const jobs = {
    ids: Array.from({ length: count }, (_, job) => `j${job}`),
    submit,
    service: new Float64Array(count).fill(3_600_000),
    estimate: new Float64Array(count).fill(Number.NaN),
    gpus: new Int32Array(count).fill(gpus),
    priority: null,
    groups: null,
  };
  const clean = { rows: count, unsorted: 0, dropped: 0, cpuOnly: 0, censored: 0, renamed: 0 };
  return { jobs, ...clean, rejected: { count: 0, examples: [] }, warnings: [], ...counts };
}

/** A scenario that is right, so that a test can spoil one thing. */
export const PLAIN = `name: plain
horizon: 4w
warmup: 1w
fleet:
  pools:
    - {name: p, gpu: H100, nodes: 8, gpus_per_node: 8}
internal:
  research:
    arrivals: {poisson: {rate: 4/h}}
    gpus: {1: 50%, 8: 50%}
    service: {lognormal: {mean: 2h, cv: 2}}
rental:
  products:
    spot:
      contract: aws.spot
      price: $2.10/GPU/h
      demand: {form: isoelastic, rate: 6/h, reference: $2.00/GPU/h, elasticity: -1.2, gpus: 1, service: 1h}
    on-demand:
      contract: aws.on-demand
      price: $2.87/GPU/h
      demand: {rate: 1/h, gpus: 8, service: {exponential: {mean: 3h}}}
`;

export function load(
  text: string,
  overrides: readonly string[] = [],
  files: Record<string, string> = {},
): LoadResult {
  return loadScenario("a.yaml", overrides, memoryFiles({ "a.yaml": text, ...files }));
}

/** The scenario of a text that must be right. */
export function scenarioOf(
  text: string,
  overrides: readonly string[] = [],
  files: Record<string, string> = {},
): Scenario {
  const result = load(text, overrides, files);
  if (!result.ok) throw new Error(printProblems(result.problems, result.texts));
  return result.scenario;
}

/** What the terminal says of a text that must be wrong. */
export function complaint(
  text: string,
  overrides: readonly string[] = [],
  files: Record<string, string> = {},
): string {
  const result = load(text, overrides, files);
  if (result.ok) throw new Error("the scenario has been accepted");
  return printProblems(result.problems, result.texts);
}
