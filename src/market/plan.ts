// What a scenario says of the market: a product = a contract × a price × a demand.

import type { ContractPlan } from "./contract/contract-plan.ts";

/** How demand answers to the price: arrivals per ms at a price in $ per GPU-hour. */
export type DemandForm =
  /** the rate whatever the price */
  | { readonly form: "constant" }
  /** rate × (price / reference)^elasticity */
  | { readonly form: "isoelastic"; readonly reference: number; readonly elasticity: number };

export interface ProductPlan {
  readonly name: string;
  readonly contract: ContractPlan;
  /** $ per GPU-hour */
  readonly price: number;
  /** share of the price that a held GPU-hour is billed: 1, unless holding and use are billed apart */
  readonly paidShare: number;
  /** index of the source of its requests */
  readonly source: number;
}
