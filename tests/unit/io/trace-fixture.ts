import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { FileProblem, TraceColumns, TraceSpec, TraceTable } from "../../../src/index.ts";
import { readTrace } from "../../../src/io/scenario-files.ts";

const folder = mkdtempSync(join(tmpdir(), "slackwater-trace-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A file with these bytes, deleted after the tests. */
export function fileWith(content: string | Buffer, extension = "csv"): string {
  const path = join(folder, `${files++}.${extension}`);
  writeFileSync(path, content);
  return path;
}

export const COLUMNS: TraceColumns = {
  id: "job_id",
  submit: "submit_time",
  service: "duration",
  gpus: "num_gpu",
  estimate: null,
  priority: null,
  group: null,
  user: null,
  status: null,
};

export const SPEC: TraceSpec = {
  format: "csv",
  columns: COLUMNS,
  group: null,
  timeUnit: "s",
  timeZone: "UTC",
  maxBadRows: 0,
  dedupe: false,
  largestJob: 64,
  slices: 1,
};

export const SWF: TraceSpec = { ...SPEC, format: "swf", columns: null };

/** The table in a file that is in order. */
export async function tableIn(content: string | Buffer, spec: Partial<TraceSpec> = {}): Promise<TraceTable> {
  const opened = await readTrace(fileWith(content), { ...SPEC, ...spec });
  if (!opened.ok) throw new Error(opened.problems.map(({ reason }) => reason).join("; "));
  return opened.value;
}

/** The problems of a file that is not. */
export async function problemsIn(
  content: string | Buffer,
  spec: Partial<TraceSpec> = {},
): Promise<readonly FileProblem[]> {
  const opened = await readTrace(fileWith(content), { ...SPEC, ...spec });
  if (opened.ok) throw new Error(`read ${opened.value.rows} rows`);
  return opened.problems;
}

/** Why a file cannot be used, when there is one reason. */
export async function reasonIn(content: string | Buffer, spec: Partial<TraceSpec> = {}): Promise<string> {
  const problems = await problemsIn(content, spec);
  if (problems.length !== 1) throw new Error(`${problems.length} problems`);
  return problems[0]!.reason;
}

export const HEADER = "job_id,submit_time,duration,num_gpu";

/** A trace of jobs that each need one GPU for 10 s, submitted at these seconds. */
export function submits(...seconds: readonly (number | string)[]): string {
  return [HEADER, ...seconds.map((second, index) => `j${index},${second},10,1`), ""].join("\n");
}
