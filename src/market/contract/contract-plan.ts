// The rules under which GPUs are sold: requested → queued → running → noticed → ended. What a contract does not have is
// neutral: a time of 0 or Infinity, null, a share of 0.

import type { Duration } from "../../kernel/time.ts";

/** What becomes of a request. All are all-or-nothing: a request gets its GPUs together. */
export type Admission =
  /** lost when there is no room */
  | "refuse"
  /** waits for room */
  | "queue"
  /** asks for a window; refused when it cannot be promised */
  | "book"
  /** an order in a book: filled whole and at once, or cancelled */
  | "fill-or-kill";

/** How use is measured. Every run of a job, from its start to its end or the loss of its GPUs, is one billing line. */
export interface Metering {
  /** a started unit of this length is billed whole, ms */
  readonly granularity: Duration;
  /** the least that a line bills, ms */
  readonly minimum: Duration;
  /** a line that the provider ends before this age is not billed, ms; 0 turns the rule off */
  readonly freeIfInterruptedWithin: Duration;
}

/** What is paid for. */
export type Charging =
  /** what is used, as it is metered */
  | { readonly kind: "use" }
  /** the whole window, at the price at the purchase */
  | { readonly kind: "upfront" }
  /** the larger of what is used and what was committed to */
  | { readonly kind: "take-or-pay" }
  /** a share of the price for holding the GPUs, and the rest of it while they are used */
  | { readonly kind: "holding-and-use"; readonly holdingShare: number }
  /** tokens, in and out, by the million */
  | {
      readonly kind: "tokens";
      /** share of the price that is given up */
      readonly discount: number;
      /** a request is answered within this time, ms; 0: at once */
      readonly within: Duration;
    };

export type BillingPlan = Metering & Charging;
export type BillingKind = Charging["kind"];

/** Lengths from `from` to `to` in steps of `step`, ms. */
export interface LengthRange {
  readonly from: Duration;
  readonly to: Duration;
  readonly step: Duration;
}

/** What is sold for a time agreed on beforehand. */
export interface WindowPlan {
  /** lengths in which it is sold */
  readonly lengths: readonly LengthRange[];
  /** how long before its start a window is bought: at least and at most, ms */
  readonly leastLead: Duration;
  readonly mostLead: Duration;
  /** the customer loses the GPUs so long before the end of the window that it pays for, ms */
  readonly endsEarly: Duration;
  /** time of day, after 00:00 UTC, at which every window ends, ms; null: any */
  readonly endsAt: Duration | null;
  /** a customer whose window has not begun so long after it should have gives it up, ms; Infinity: never */
  readonly grace: Duration;
}

export interface CreditTier {
  /** availability below which the credit is due, 0 to 1 */
  readonly below: number;
  /** share of the month's bill */
  readonly credit: number;
}

/** What a customer may claim back for a month in which it lacked its GPUs. */
export interface ServiceLevel {
  /** by falling availability: the last one that is violated counts */
  readonly tiers: readonly CreditTier[];
  /** the most that is credited, as a share of the month's bill */
  readonly cap: number;
  /** nobody credits by himself: the share of customers that claim */
  readonly claimProbability: number;
}

/** How a party leaves before the time agreed on, and what a provider owes that takes GPUs. */
interface EarlyExit {
  /** warning that a party gives which leaves a term early, ms; Infinity: nobody does */
  readonly notice: Duration;
  /** what the provider pays a customer whose GPUs it takes, as time at the price, ms */
  readonly breachCost: Duration;
}

export interface ContractPlan {
  readonly name: string;
  readonly admission: Admission;
  /** a queued request that has waited so long leaves, ms; Infinity: never */
  readonly timeout: Duration;
  /** the provider may take the GPUs back */
  readonly preemptible: boolean;
  /** warning before a preemption, ms */
  readonly notice: Duration;
  /** age below which a run is not preempted, ms */
  readonly protectedFor: Duration;
  /** age at which a run is ended, ms; Infinity: never */
  readonly maximumLife: Duration;
  /** null: sold without a term */
  readonly window: WindowPlan | null;
  readonly billing: BillingPlan;
  /** null: nothing is promised */
  readonly serviceLevel: ServiceLevel | null;
  readonly exit: EarlyExit;
}
