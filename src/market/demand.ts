// How many ask at a price, of all who come by: textbook forms. Talluri and van Ryzin, The Theory and Practice of Revenue
// Management (2004), section 7.3.3.

import { assert } from "../kernel/assert.ts";
import type { DemandForm } from "./plan.ts";

/**
 * Requests per unit of time at a price.
 * Isoelastic demand has the same elasticity at every price, and no value at price 0, where it would be infinite.
 * @param rate requests at the reference price, in any unit of rate; the result has the same
 * @param price $ per GPU-hour
 */
export function demandRate(form: DemandForm, rate: number, price: number): number {
  switch (form.form) {
    case "constant":
      return rate;
    case "isoelastic":
      assert(price > 0 && form.reference > 0, "isoelastic demand needs a price and a reference above 0");
      return rate * (price / form.reference) ** form.elasticity;
    case "linear":
      return (rate * Math.max(0, form.ceiling - price)) / (form.ceiling - form.reference);
    case "exponential":
      return rate * Math.exp(-(price - form.reference) / form.scale);
  }
}
