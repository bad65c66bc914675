// manifest.json: what a results folder holds, and whether it is all there. The one file that differs between two runs of
// the same scenario and seed.

import { hostname } from "node:os";
import type { FileFacts } from "./csv-writer.ts";

export const MANIFEST_FILE = "manifest.json";

/** Raised when a reader of older results could misread newer ones. */
const RESULT_FORMAT = 1;

/** What a run says of itself. */
export interface RunFacts {
  /** of slackwater */
  readonly version: string;
  readonly name: string;
  /** SHA-256 of the scenario as run */
  readonly scenarioHash: string;
  readonly seed: string;
}

/** How a run ended. */
export type Ending = { readonly complete: true } | { readonly complete: false; readonly reason: string };

export type WrittenFile = FileFacts & { readonly file: string };

/** What a results folder says of itself that is the same wherever and whenever the run is made. */
export interface RunRecord extends RunFacts {
  readonly ending: Ending;
  readonly files: readonly WrittenFile[];
}

/** The text of manifest.json. */
export function manifestText(
  facts: RunFacts,
  started: Date,
  ended: Date,
  ending: Ending,
  files: readonly WrittenFile[],
): string {
  const manifest = {
    format: RESULT_FORMAT,
    name: facts.name,
    complete: ending.complete,
    reason: ending.complete ? null : ending.reason,
    version: facts.version,
    scenario_sha256: facts.scenarioHash,
    seed: facts.seed,
    host: hostname(),
    node: process.version,
    started: started.toISOString(),
    duration_s: (ended.getTime() - started.getTime()) / 1000,
    files: files.map(({ file, rows, bytes, sha256 }) => ({ file, rows, bytes, sha256 })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** What a manifest says of its run; null if it is no manifest of ours. */
export function runRecordOf(text: string): RunRecord | null {
  try {
    const manifest = JSON.parse(text);
    const { name, version, scenario_sha256: scenarioHash, seed, complete, reason, files } = manifest;
    if (manifest.format !== RESULT_FORMAT || !Array.isArray(files)) return null;
    const ending: Ending = complete === true ? { complete } : { complete: false, reason: String(reason) };
    return { name, version, scenarioHash, seed, ending, files };
  } catch {
    return null;
  }
}

/** The same manifest with another file in it, or another state of a file. */
export function withFile(text: string, written: WrittenFile): string {
  const manifest = JSON.parse(text) as { files: WrittenFile[] };
  const others = manifest.files.filter(({ file }) => file !== written.file);
  const files = [...others, written].sort((a, b) => (a.file < b.file ? -1 : 1));
  return `${JSON.stringify({ ...manifest, files }, null, 2)}\n`;
}

/** Files that a manifest lists, as far as they are names inside its folder; none if it is no manifest of ours. */
export function filesOf(text: string): string[] {
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    if (!Array.isArray(files)) return [];
    return files
      .map((entry: { file?: unknown }) => entry?.file)
      .filter(
        (file): file is string =>
          typeof file === "string" && /^([a-z0-9_]+\/)?[a-z0-9_]+(\.[a-z0-9]+)+$/.test(file),
      );
  } catch {
    return [];
  }
}
