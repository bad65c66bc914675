// The measured time of a table in equal parts, few enough to be told apart on a page.

import type { RunResults } from "./run-results.ts";

const DAY_S = 86_400;
const HOUR_S = 3600;

/** Assumption: more points than this are not told apart on a page. */
const MOST_POINTS = 336;

export class TimeBins {
  readonly count: number;
  /** s */
  readonly length: number;
  readonly #start: number;

  /** @param start of the measured time, `end` and the longest `step`, all in s */
  constructor(start: number, end: number, step: number) {
    this.#start = start;
    this.length = step * Math.max(1, Math.ceil((end - start) / step / MOST_POINTS));
    this.count = Math.max(1, Math.ceil((end - start) / this.length));
  }

  /** The bin of an instant in s. */
  of(instant: number): number {
    return Math.floor((instant - this.#start) / this.length);
  }

  /** The middles of all bins, in days from the start of the run. */
  get days(): number[] {
    return Array.from({ length: this.count }, (_, bin) => (this.#start + (bin + 0.5) * this.length) / DAY_S);
  }

  /** "2 hours" */
  get text(): string {
    const hours = this.length / HOUR_S;
    if (hours >= 24 && hours % 24 === 0) return hours === 24 ? "a day" : `${hours / 24} days`;
    return hours === 1 ? "an hour" : `${Number(hours.toPrecision(3))} hours`;
  }
}

/** The bins of a table with reporting steps. */
export async function timeBinsOf(results: RunResults, file: string): Promise<TimeBins> {
  let [start, end, step] = [Number.POSITIVE_INFINITY, 0, 0];
  await results.each(file, (row) => {
    const from = row.number("step_start_s");
    const to = row.number("step_end_s");
    start = Math.min(start, from);
    end = Math.max(end, to);
    step = Math.max(step, to - from);
  });
  return new TimeBins(start, end, step);
}
