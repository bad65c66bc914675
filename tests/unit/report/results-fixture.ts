import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import type { RunRecord } from "../../../src/io/manifest.ts";
import { RunResults } from "../../../src/report/run-results.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-report-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let folders = 0;

const SCENARIO = `name: small
warmup: 0s
replications: 2
baseline: true
fleet: {pools: [{name: p, gpu: H100, nodes: 2, gpus_per_node: 8}]}
internal: {research: {kind: jobs}}
rental: {products: {spot: {}}}
`;

/** A results folder with these texts by file; summary.csv and scenario.yaml are there in any case. */
export function resultsFolder(texts: Readonly<Record<string, string>>): { path: string; record: RunRecord } {
  const path = join(home, String(folders++));
  const all = {
    "scenario.yaml": SCENARIO,
    "summary.csv": "metric,unit,mean,ci_low,ci_high,replications\nmeasured_s,s,604800,604800,604800,2\n",
    ...texts,
  };
  const files = Object.entries(all).map(([file, text]) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
    const rows = file.endsWith(".csv") ? text.trimEnd().split("\n").length - 1 : null;
    return { file, rows, bytes: text.length, sha256: "" };
  });
  const facts = { version: "0.1.0", name: "small", scenarioHash: "0123456789abcdef", seed: "1" };
  return { path, record: { ...facts, ending: { complete: true }, files } };
}

/** The same, opened. */
export function resultsWith(texts: Readonly<Record<string, string>>): Promise<RunResults> {
  const { path, record } = resultsFolder(texts);
  return RunResults.open(path, record);
}

/** A CSV text of rows that have the columns of the first. */
export function csv(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const columns = Object.keys(rows[0]!);
  const lines = rows.map((row) => columns.map((column) => row[column]).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}
