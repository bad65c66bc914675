// Whether internal work, the demand for a product and its price rise and fall together, step by step.

import { Correlation } from "../statistics/correlation.ts";
import type { Correlations } from "./rows.ts";

export class ProductCorrelations {
  private readonly internalDemand = new Correlation();
  private readonly internalPrice = new Correlation();
  private readonly demandPrice = new Correlation();

  /**
   * One step more: all three as means over its time, whatever their units.
   * @param internal GPUs that internal work held
   * @param demand customers, or tokens asked for
   */
  add(internal: number, demand: number, price: number): void {
    this.internalDemand.add(internal, demand);
    this.internalPrice.add(internal, price);
    this.demandPrice.add(demand, price);
  }

  get value(): Correlations {
    return {
      internalDemand: this.internalDemand.value,
      internalPrice: this.internalPrice.value,
      demandPrice: this.demandPrice.value,
    };
  }
}
