// Quantiles of a stream of waits in bounded memory. Values are kept as they are up to a thousand; beyond that they go
// into a histogram, whose counts do not depend on the order of recording and add up over sketches.

import { quantileSorted } from "simple-statistics";
import { LogHistogram } from "./log-histogram.ts";

/** Values other than 0 up to this number are kept, and their quantiles are exact. */
export const EXACT_UP_TO = 1000;

/** Beyond that, a quantile is off by at most this share of itself. */
export const RELATIVE_ERROR = 0.001;

/** The sum is carried in units of this, so that it stays exact for any number of values. */
const CARRY = 2 ** 52;

/** Takes whole numbers from 0 to 2^52 (a wait in ms), gives their count, exact mean and quantiles. */
export class QuantileSketch {
  count = 0;
  /** Jobs that did not wait are the most frequent of all, so they are only counted. */
  #zeros = 0;
  #sum = Number.NaN; // a double from the first: it passes 2^31 while the code that adds to it is compiled
  #carries = 0;
  /** Values not yet in the histogram: `#kept` of them. */
  #values = new Float64Array(0);
  #kept = 0;
  #histogram: LogHistogram | null = null;

  constructor() {
    this.#sum = 0;
  }

  /** Take in one whole number from 0 to 2^52. */
  record(value: number): void {
    this.count += 1;
    if (value === 0) {
      this.#zeros += 1;
      return;
    }
    this.#sum += value;
    if (this.#sum >= CARRY) this.#carry();
    if (this.#histogram !== null) this.#histogram.record(value);
    else this.#keep(value);
  }

  /** Take in all that another sketch has taken in; the other stays as it is. */
  merge(other: QuantileSketch): void {
    this.count += other.count;
    this.#zeros += other.#zeros;
    this.#sum += other.#sum;
    if (this.#sum >= CARRY) this.#carry();
    this.#carries += other.#carries;
    for (let i = 0; i < other.#kept; i++) this.#keep(other.#values[i]!);
    if (other.#histogram !== null) this.#spilled().add(other.#histogram);
  }

  /** Of the exact sum; NaN of nothing. */
  get mean(): number {
    return this.#carries * (CARRY / this.count) + this.#sum / this.count;
  }

  /**
   * The quantile that interpolates between neighbours (Hyndman and Fan 1996, type 7: the default of numpy and R).
   * Exact as long as no more than EXACT_UP_TO values other than 0 came in, within RELATIVE_ERROR after that.
   * NaN of nothing.
   */
  quantile(probability: number): number {
    if (this.count === 0) return Number.NaN;
    if (this.#histogram !== null) this.#spill(this.#histogram);
    else this.#values.subarray(0, this.#kept).sort();
    const position = (this.count - 1) * probability;
    const below = this.#ranked(Math.floor(position));
    const above = this.#ranked(Math.ceil(position));
    return quantileSorted([below, above], position - Math.floor(position));
  }

  /** The value of this rank from 0 in ascending order. Call it with the kept values sorted, or spilled. */
  #ranked(rank: number): number {
    if (rank < this.#zeros) return 0;
    const among = rank - this.#zeros;
    if (this.#histogram === null) return this.#values[among]!;
    return this.#histogram.ranked(among);
  }

  #keep(value: number): void {
    if (this.#kept === this.#values.length) this.#makeRoom();
    this.#values[this.#kept++] = value;
  }

  #carry(): void {
    this.#sum -= CARRY;
    this.#carries += 1;
  }

  #makeRoom(): void {
    if (this.#values.length < EXACT_UP_TO) {
      const grown = new Float64Array(Math.min(EXACT_UP_TO, Math.max(8, 2 * this.#values.length)));
      grown.set(this.#values);
      this.#values = grown;
    } else {
      this.#spilled();
    }
  }

  /** The histogram, made now if need be, with all kept values moved into it. */
  #spilled(): LogHistogram {
    if (this.#histogram === null) this.#histogram = new LogHistogram();
    this.#spill(this.#histogram);
    return this.#histogram;
  }

  #spill(histogram: LogHistogram): void {
    const values = this.#values;
    for (let i = 0; i < this.#kept; i++) histogram.record(values[i]!);
    this.#kept = 0;
  }
}
