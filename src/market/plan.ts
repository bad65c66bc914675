// What a scenario says of the market: a product = a contract × a price × a demand.

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
  /** share of each pool that may be promised at a time, to this product and all others together */
  readonly share: number;
}

export interface ProductPlan {
  readonly name: string;
  readonly contract: ContractPlan;
  /** $ per GPU-hour */
  readonly price: number;
  /** share of the price that a held GPU-hour is billed: 1, unless holding and use are billed apart */
  readonly paidShare: number;
  /** null where no windows are sold */
  readonly booking: BookingPlan | null;
  /** index of the source of its requests */
  readonly source: number;
}
