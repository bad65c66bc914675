// What all trace formats share: rows come in one by one, some are rejected, and out comes a table sorted by submit.

import type { Opened, TraceSpec, TraceTable } from "../index.ts";
import { refused } from "./refused.ts";

const EXAMPLES = 3;
const DAY = 86_400_000;
const LONGEST_LIKELY_SPAN = 20 * 365 * DAY;

/** A job as a row says it, times in ms. */
interface TraceJob {
  readonly id: string;
  readonly submit: number;
  readonly service: number;
  /** NaN: none */
  readonly estimate: number;
  readonly gpus: number;
  readonly priority: number | null;
  /** null: none is named */
  readonly group: string | null;
}

type Counts = { -readonly [K in "rows" | "dropped" | "cpuOnly" | "censored"]: TraceTable[K] };

export class TraceBuilder {
  /** What the reader counts as it goes. */
  readonly counts: Counts = { rows: 0, dropped: 0, cpuOnly: 0, censored: 0 };
  readonly warnings: string[] = [];
  /** the jobs in the order of their rows, a list a column */
  readonly #jobs = {
    ids: [] as string[],
    submit: [] as number[],
    service: [] as number[],
    estimate: [] as number[],
    gpus: [] as number[],
    /** empty in a trace without priorities */
    priority: [] as number[],
    /** 0 where none is named, else the number of its name from 1 */
    group: [] as number[],
    row: [] as number[],
  };
  readonly #groups = new Map<string, number>();
  readonly #examples: string[] = [];
  #rejected = 0;

  add(job: TraceJob, row: number): void {
    const jobs = this.#jobs;
    jobs.ids.push(job.id);
    jobs.submit.push(job.submit);
    jobs.service.push(job.service);
    jobs.estimate.push(job.estimate);
    jobs.gpus.push(job.gpus);
    if (job.priority !== null) jobs.priority.push(job.priority);
    jobs.group.push(job.group === null ? 0 : this.#groupNumber(job.group));
    jobs.row.push(row);
  }

  #groupNumber(name: string): number {
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const number = this.#groups.size + 1;
    this.#groups.set(name, number);
    return number;
  }

  reject(row: number, reason: string): void {
    this.#rejected += 1;
    if (this.#examples.length < EXAMPLES) this.#examples.push(`row ${row}: ${reason}`);
  }

  /** The table, or why there is none. */
  finish(spec: TraceSpec): Opened<TraceTable> {
    if (this.#rejected > spec.maxBadRows) {
      return refused(
        `${this.#rejected} of ${this.counts.rows} rows cannot be used (${this.#examples.join("; ")})`,
        `at most ${spec.maxBadRows} such rows (max_bad_rows)`,
      );
    }
    const jobs = this.#jobs;
    if (jobs.ids.length === 0) return refused("it holds no job that could run", "at least one job");
    const renamed = this.#renameRepeatedIds(spec);
    if (!renamed.ok) return renamed;

    const { order, unsorted } = bySubmit(jobs.submit);
    const first = jobs.submit[order[0]!]!;
    this.#warnOfSpan(first, jobs.submit[order.at(-1)!]!, spec);
    // Only dates have an origin that means nothing to the run; numbers stay as they are.
    const origin = spec.timeUnit === "datetime" ? first : 0;
    return {
      ok: true,
      value: {
        ...this.counts,
        jobs: {
          ids: inOrder(jobs.ids, order, new Array(order.length)),
          submit: inOrder(jobs.submit, order, new Float64Array(order.length)).map((at) => at - origin),
          service: inOrder(jobs.service, order, new Float64Array(order.length)),
          estimate: inOrder(jobs.estimate, order, new Float64Array(order.length)),
          gpus: inOrder(
            jobs.gpus,
            order,
            spec.slices === 1 ? new Int32Array(order.length) : new Float64Array(order.length),
          ),
          priority:
            jobs.priority.length === 0 ? null : inOrder(jobs.priority, order, new Int32Array(order.length)),
          groups:
            this.#groups.size === 0
              ? null
              : {
                  names: [...this.#groups.keys()],
                  of: inOrder(jobs.group, order, new Int32Array(order.length)),
                },
        },
        unsorted,
        renamed: renamed.value,
        rejected: { count: this.#rejected, examples: this.#examples },
        warnings: this.warnings,
      },
    };
  }

  /** A repeated id is a problem, or gets the first free suffix ("7-2") with `dedupe`; returns how many were. */
  #renameRepeatedIds({ dedupe }: TraceSpec): Opened<number> {
    const { ids, row } = this.#jobs;
    const seen = new Set<string>();
    const nextCopy = new Map<string, number>();
    let repeated = 0;
    let example = "";
    for (let job = 0; job < ids.length; job++) {
      const written = ids[job]!;
      if (seen.has(written)) {
        if (repeated++ === 0) example = `"${written}" in rows ${row[ids.indexOf(written)]} and ${row[job]}`;
        let copy = nextCopy.get(written) ?? 2;
        while (seen.has(ids[job]!)) ids[job] = `${written}-${copy++}`;
        nextCopy.set(written, copy);
      }
      seen.add(ids[job]!);
    }
    if (repeated === 0 || dedupe) return { ok: true, value: repeated };
    return refused(`${repeated} job ids are there already (${example})`, "unique ids, or dedupe: true", [
      "columns",
      "id",
    ]);
  }

  #warnOfSpan(first: number, last: number, { timeUnit }: TraceSpec): void {
    const days = (ms: number) => Math.round(ms / DAY).toLocaleString("en-US");
    if (last - first > LONGEST_LIKELY_SPAN) {
      this.warnings.push(
        `the submits span ${days(last - first)} days: is the time unit (${timeUnit}) right?`,
      );
    }
    if (timeUnit !== "datetime" && first > 30 * DAY && first > last - first) {
      this.warnings.push(`the first job arrives on day ${days(first)}: times in numbers are not shifted`);
    }
  }
}

/** Jobs in the order of their submits, those of one instant as they stand; and how many stand before the one above. */
function bySubmit(submits: readonly number[]): { order: Int32Array; unsorted: number } {
  const order = new Int32Array(submits.length);
  let unsorted = 0;
  for (let job = 0; job < submits.length; job++) {
    order[job] = job;
    if (job > 0 && submits[job]! < submits[job - 1]!) unsorted += 1;
  }
  if (unsorted > 0) order.sort((a, b) => submits[a]! - submits[b]!);
  return { order, unsorted };
}

/** Fill `column` with these values in this order. */
function inOrder<T, Column extends { [place: number]: T }>(
  values: readonly T[],
  order: Int32Array,
  column: Column,
): Column {
  for (let place = 0; place < order.length; place++) column[place] = values[order[place]!]!;
  return column;
}
