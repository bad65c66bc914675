// Opens the files that a scenario names. The core asks synchronously, fast-csv reads asynchronously: so a scenario is read
// until it asks for no trace that has not been loaded, which is twice with traces and once without.

import { dirname, resolve } from "node:path";
import type { Opened, ScenarioFiles, TraceSpec, TraceTable } from "../index.ts";
import { readCsvTrace } from "./csv-trace.ts";
import { MAX_TEXT_BYTES, MAX_TRACE_BYTES, readText } from "./file-text.ts";
import { refused } from "./refused.ts";
import { readSwfTrace } from "./swf-trace.ts";

/** The trace in this file. */
export async function readTrace(path: string, spec: TraceSpec): Promise<Opened<TraceTable>> {
  const text = readText(path, MAX_TRACE_BYTES);
  if (!text.ok) return text;
  if (spec.format === "swf") return readSwfTrace(text.value, spec);
  if (spec.columns === null) return refused("a CSV trace needs its columns named", null, ["columns"]);
  return readCsvTrace(text.value, spec, spec.columns);
}

/**
 * What `read` makes of a scenario and its files.
 * @param read called until every trace it asks for is there; only the result of its last call counts
 */
export type WithFiles = <T>(read: (files: ScenarioFiles) => T) => Promise<T>;

/** For one scenario: files are read anew. */
export const withScenarioFiles: WithFiles = (read) => keptScenarioFiles()(read);

/** For many scenarios of the same files, each of which is read once. */
export function keptScenarioFiles(): WithFiles {
  const texts = new Map<string, Opened<string>>();
  const traces = new Map<string, Opened<TraceTable>>();
  return (read) => withFiles(read, texts, traces);
}

async function withFiles<T>(
  read: (files: ScenarioFiles) => T,
  texts: Map<string, Opened<string>>,
  traces: Map<string, Opened<TraceTable>>,
): Promise<T> {
  for (;;) {
    const wanted = new Map<string, { path: string; spec: TraceSpec }>();
    const result = read({
      resolve: (path, base) => (base === null ? resolve(path) : resolve(dirname(base), path)),
      text(path) {
        const text = texts.get(path) ?? readText(path, MAX_TEXT_BYTES);
        texts.set(path, text);
        return text;
      },
      trace(path, spec) {
        const key = JSON.stringify([path, spec]);
        const trace = traces.get(key);
        if (trace === undefined) wanted.set(key, { path, spec });
        return trace ?? refused("it is not loaded yet");
      },
    });
    if (wanted.size === 0) return result;
    for (const [key, { path, spec }] of wanted) traces.set(key, await readTrace(path, spec));
  }
}
