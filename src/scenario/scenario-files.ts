// What the scenario needs of the outside: it names files, and io opens them. Everything here is synchronous.

import type { TraceJobs } from "../workload/plan.ts";

/** Why a file could not be used. */
export interface FileProblem {
  /** what is wrong, as a sentence without a full stop: "no such file", "column \"submit_time\" is missing" */
  readonly reason: string;
  /** what would have been right: "a text file of at most 64 MB", "one of the columns job_id, start, gpus" */
  readonly expected: string | null;
  /** key inside the trace source that is to blame (["columns", "submit"]), or null: the key that names the file */
  readonly key: readonly string[] | null;
}

export type Opened<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Names of a CSV trace's columns. */
export interface TraceColumns {
  /** null: the number of the data row, from 1 */
  readonly id: string | null;
  readonly submit: string;
  readonly service: string;
  readonly gpus: string;
  /** null: the estimate is the service time */
  readonly estimate: string | null;
  readonly priority: string | null;
  /** null: jobs name no group */
  readonly group: string | null;
  readonly user: string | null;
  readonly status: string | null;
}

export type TraceFormat = "csv" | "swf";

/** Fields of SWF that may name the group of a job. */
export const SWF_GROUPS = ["user", "group"] as const;
type SwfGroup = (typeof SWF_GROUPS)[number];

/** How a trace file is to be read. */
export interface TraceSpec {
  readonly format: TraceFormat;
  /** null for a format that fixes its columns (swf) */
  readonly columns: TraceColumns | null;
  /** of a format that fixes its columns: which of them names the group of a job; null: none does */
  readonly group: SwfGroup | null;
  /** unit of submit, service and estimate; with `datetime` submit is a date and time, service and estimate are seconds */
  readonly timeUnit: "s" | "ms" | "datetime";
  /** IANA name that a datetime without an offset is in */
  readonly timeZone: string;
  /** this many rejected rows are tolerated; one more is a problem */
  readonly maxBadRows: number;
  /** give repeated ids a suffix instead of rejecting them */
  readonly dedupe: boolean;
  /** GPUs of the largest pool that a job may use; the rules of SWF drop larger jobs */
  readonly largestJob: number;
  /** slices of a GPU that a job may have less than all of; 1: jobs have whole GPUs */
  readonly slices: number;
}

/** A trace as read, and what was done to it on the way. `jobs` is sorted by submit, stable in row order. */
export interface TraceTable {
  readonly jobs: TraceJobs;
  /** data rows read */
  readonly rows: number;
  /** rows whose submit is before the one above: they were sorted */
  readonly unsorted: number;
  /** rows dropped as the format's own rules say (SWF) */
  readonly dropped: number;
  /** rows that ask for no GPU, skipped */
  readonly cpuOnly: number;
  /** rows that still ran when the trace was cut (no end, hence no service time), skipped */
  readonly censored: number;
  /** ids that were given a suffix (dedupe) */
  readonly renamed: number;
  readonly rejected: {
    readonly count: number;
    /** at most three, as sentences: "row 17: end is before start" */
    readonly examples: readonly string[];
  };
  /** anything else a user should know, in sentences ("the times span 31 years: is the unit right?") */
  readonly warnings: readonly string[];
}

/** The door to the files. A path is what `resolve` returned; equal files must have equal paths. */
export interface ScenarioFiles {
  /**
   * Path of a file that is named in the file `base` (a path that `resolve` returned), or on the command line (null).
   * The echo holds it and must load from any folder, so it is absolute; `printProblems` may show it shorter.
   */
  resolve(path: string, base: string | null): string;
  /** Text of a file, decoded (UTF-8, a BOM stripped) and decompressed (.gz). */
  text(path: string): Opened<string>;
  trace(path: string, spec: TraceSpec): Opened<TraceTable>;
}
