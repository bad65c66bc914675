import { assert } from "../kernel/assert.ts";
import type { DemandForm } from "./plan.ts";

/**
 * Requests per unit of time at a price.
 * Isoelastic demand: rate × (price / reference)^elasticity, the curve whose elasticity is
 * the same at every price; it has no value at price 0, where it would be infinite.
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
  }
}
