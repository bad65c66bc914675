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
}

type Counts = { -readonly [K in "rows" | "dropped" | "cpuOnly" | "censored"]: TraceTable[K] };

export class TraceBuilder {
  /** What the reader counts as it goes. */
  readonly counts: Counts = { rows: 0, dropped: 0, cpuOnly: 0, censored: 0 };
  readonly warnings: string[] = [];
  readonly #jobs: TraceJob[] = [];
  readonly #rowOfJob: number[] = [];
  readonly #examples: string[] = [];
  #rejected = 0;

  add(job: TraceJob, row: number): void {
    this.#jobs.push(job);
    this.#rowOfJob.push(row);
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
    if (jobs.length === 0) return refused("it holds no job that could run", "at least one job");
    const ids = this.#uniqueIds(spec);
    if (!ids.ok) return ids;

    const submits = Float64Array.from(jobs, (job) => job.submit);
    const unsorted = submits.filter((submit, index) => index > 0 && submit < submits[index - 1]!).length;
    const order = Array.from(submits.keys());
    if (unsorted > 0) order.sort((a, b) => submits[a]! - submits[b]!);
    const first = submits[order[0]!]!;
    this.#warnOfSpan(first, submits[order.at(-1)!]!, spec);
    // Only dates have an origin that means nothing to the run; numbers stay as they are.
    const origin = spec.timeUnit === "datetime" ? first : 0;
    const column = (value: (job: TraceJob) => number) =>
      Float64Array.from(order, (index) => value(jobs[index]!));
    return {
      ok: true,
      value: {
        ...this.counts,
        jobs: {
          ids: order.map((index) => ids.value[index]!),
          submit: column((job) => job.submit - origin),
          service: column((job) => job.service),
          estimate: column((job) => job.estimate),
          gpus: Int32Array.from(order, (index) => jobs[index]!.gpus),
          priority: this.#priorities(order),
        },
        unsorted,
        renamed: ids.value.filter((id, index) => id !== jobs[index]!.id).length,
        rejected: { count: this.#rejected, examples: this.#examples },
        warnings: this.warnings,
      },
    };
  }

  #priorities(order: readonly number[]): Int32Array | null {
    if (this.#jobs[0]!.priority === null) return null;
    return Int32Array.from(order, (index) => this.#jobs[index]!.priority!);
  }

  /** Ids in row order; a repeated one is a problem, or gets the first free suffix ("7-2") with `dedupe`. */
  #uniqueIds({ dedupe }: TraceSpec): Opened<string[]> {
    const rowOfId = new Map<string, number>();
    const ids: string[] = [];
    let repeated = 0;
    let example = "";
    this.#jobs.forEach((job, index) => {
      const row = this.#rowOfJob[index]!;
      let id = job.id;
      const earlier = rowOfId.get(id);
      if (earlier !== undefined) {
        if (repeated++ === 0) example = `"${id}" in rows ${earlier} and ${row}`;
        for (let copy = 2; rowOfId.has(id); copy++) id = `${job.id}-${copy}`;
      }
      rowOfId.set(id, row);
      ids.push(id);
    });
    if (repeated === 0 || dedupe) return { ok: true, value: ids };
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
