// What a scenario says of the market: a product = a contract × a price × a demand.

import type { Duration } from "../kernel/time.ts";

/** How a rental job is billed. Every run of a job, from its start to its end or preemption, is one billing line. */
export interface BillingPlan {
  /** a started unit of this length is billed whole, ms */
  readonly granularity: Duration;
  /** the least that a line bills, ms */
  readonly minimum: Duration;
  /** a line that the provider ends before this age is not billed, ms; 0 turns the rule off */
  readonly freeIfInterruptedWithin: Duration;
}

/** The rules under which a product is sold. */
export interface ContractPlan {
  readonly name: string;
  readonly preemptible: boolean;
  /** warning before a preemption, ms */
  readonly notice: Duration;
  /** what a request does that finds no room */
  readonly admission: "refuse" | "queue";
  readonly billing: BillingPlan;
}

/** How demand answers to the price: arrivals per ms at a price in $ per GPU-hour. */
export type DemandForm =
  /** the rate whatever the price */
  | { readonly form: "constant" }
  /** rate × (price / reference)^elasticity */
  | { readonly form: "isoelastic"; readonly reference: number; readonly elasticity: number }
  /** rate × (ceiling − price) / (ceiling − reference), none from the ceiling on */
  | { readonly form: "linear"; readonly reference: number; readonly ceiling: number }
  /** rate × e^(−(price − reference) / scale) */
  | { readonly form: "exponential"; readonly reference: number; readonly scale: number };

export interface ProductPlan {
  readonly name: string;
  readonly contract: ContractPlan;
  /** $ per GPU-hour */
  readonly price: number;
  /** index of the source of its requests */
  readonly source: number;
}
