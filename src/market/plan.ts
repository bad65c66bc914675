// What a scenario says of the market: a product = a contract × a price × a demand.

import type { Law } from "../kernel/law.ts";
import type { Duration } from "../kernel/time.ts";
import type { ContractPlan } from "./contract/contract-plan.ts";

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

/** How windows are promised. */
interface BookingPlan {
  /** how long before its start a window is bought, ms */
  readonly lead: Duration;
  /** how long before its start its GPUs are claimed, as they come free, ms */
  readonly ahead: Duration;
  /** share of each pool that may be promised at a time, to this product and all others together */
  readonly share: number;
}

/** How the customers of a window use their GPUs: for a time of the one law, then not for a time of the other, and again. */
export interface UsePlan {
  readonly busy: Law;
  readonly idle: Law;
  /** what they leave unused is resold */
  readonly resold: boolean;
}

export interface ProductPlan {
  readonly name: string;
  readonly contract: ContractPlan;
  /** $ per GPU-hour */
  readonly price: number;
  /** share of the price that a held GPU-hour is billed: 1, unless holding and use are billed apart */
  readonly paidShare: number;
  /** share of the price that a GPU-hour in use is billed besides; 0 where use is not known apart */
  readonly usedShare: number;
  /** null where no windows are sold */
  readonly booking: BookingPlan | null;
  /** null: all that is held is used */
  readonly use: UsePlan | null;
  /** laws of the time from the begin of a term to the notice of its customer, or of the owner, that ends it; null: never */
  readonly leaves: Law | null;
  readonly recalled: Law | null;
  /** index of the source of its requests */
  readonly source: number;
}
