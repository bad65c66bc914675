// A rate that grows by a constant share a year. Instants are found by an exact change of time: the integral of the
// growth factor has a closed form, and so has its inverse (Çınlar, Introduction to Stochastic Processes, 1975, ch. 4).

import { assert } from "../../kernel/assert.ts";
import { type Duration, type Instant, YEAR } from "../../kernel/time.ts";

/** The factor (1 + growth)^(t / year), and its integrals. */
export class Growth {
  /** κ of e^(κ t), per ms; 0: no growth */
  private readonly exponent: number;

  /** @param perYear 0.3 is 30 % a year; above −1 */
  constructor(perYear: number) {
    assert(perYear > -1, `a rate cannot fall by ${-100 * perYear} % a year`);
    this.exponent = Math.log1p(perYear) / YEAR;
  }

  /** The factor at `now`. It falls to 0 when a shrinking rate leaves the range of numbers. */
  at(now: Instant): number {
    return Math.exp(this.exponent * now);
  }

  /** Integral of the factor over `length` ms from `from` on, ms. */
  integral(from: Instant, length: Duration): number {
    const { exponent } = this;
    return exponent === 0 ? length : (this.at(from) * Math.expm1(exponent * length)) / exponent;
  }

  /** The length from `from` on over which the integral is `area`, ms; Infinity if it never gets there. */
  length(from: Instant, area: number): Duration {
    const { exponent } = this;
    if (exponent === 0) return area;
    const grown = (exponent * area) / this.at(from);
    return grown <= -1 ? Number.POSITIVE_INFINITY : Math.log1p(grown) / exponent;
  }
}
