// Statistics of a level that is constant between events, such as GPUs allocated: each value counts for as long as it
// lasted. Law (5th ed. 2015), section 1.4.

/** Total time spent at each value; times in any one unit, in which whole milliseconds add up exactly. */
type TimeAtValue = ReadonlyMap<number, number>;

export class TimeWeighted {
  /** values with a time above 0, ascending, and the time spent up to and with each */
  readonly #values: readonly number[];
  readonly #upTo: readonly number[];
  readonly mean: number;
  readonly variance: number;

  /** @throws RangeError when a time is negative or all are 0 */
  constructor(timeAt: TimeAtValue) {
    const entries = [...timeAt].filter(([, time]) => time !== 0).sort(([a], [b]) => a - b);
    let total = 0;
    this.#values = entries.map(([value]) => value);
    this.#upTo = entries.map(([value, time]) => {
      if (!(time > 0)) throw new RangeError(`time ${time} at the value ${value}`);
      total += time;
      return total;
    });
    if (total === 0) throw new RangeError("no time was spent at any value");
    const average = (of: (value: number) => number) =>
      entries.reduce((sum, [value, time]) => sum + of(value) * time, 0) / total;
    const centre = average((value) => value);
    this.mean = centre;
    this.variance = average((value) => (value - centre) ** 2);
  }

  get maximum(): number {
    return this.#values.at(-1)!;
  }

  /** The least value that is not exceeded during this share of the time, from 0 to 1. */
  quantile(share: number): number {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`share ${share} is not between 0 and 1`);
    const wanted = share * this.#upTo.at(-1)!;
    // A product that rounding put just above a boundary must not move on to the next value.
    const index = this.#upTo.findIndex((time) => time >= wanted * (1 - 4 * Number.EPSILON));
    return this.#values[index]!;
  }
}
