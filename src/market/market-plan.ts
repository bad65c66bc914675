// What a scenario says of prices that move and of customers that choose. A product of which nothing of the kind is said has
// a fixed price, and requests that come as often as they come.

import type { Law } from "../kernel/law.ts";
import type { ChurnPlan } from "./customer-base.ts";
import type { DemandForm } from "./plan.ts";
import type { PricePlan } from "./price/price-plan.ts";
import type { RampPlan } from "./readiness.ts";
import type { ReworkPlan } from "./service-record.ts";

/** How a customer that comes answers to the price of the moment. Prices are $ per GPU-hour. */
export type AnswerPlan =
  | {
      /** asks with the probability rate(price) / greatest, where `greatest` is the rate at the lowest price */
      readonly kind: "form";
      readonly form: DemandForm;
      readonly greatest: number;
    }
  | {
      /** multinomial logit with an outside option */
      readonly kind: "logit";
      /** law of what a customer would pay */
      readonly willingness: Law;
      /** scale of the tastes */
      readonly taste: number;
    };

/** What a customer does that was refused. */
export interface RetryPlan {
  /** probability that it comes back */
  readonly share: number;
  /** law of the time until it does, ms */
  readonly delay: Law;
}

export interface MarketedPlan {
  readonly price: PricePlan;
  /** a run pays the price of its start for all its length, and not the price as it moves */
  readonly locked: boolean;
  /** null: all who come ask */
  readonly answer: AnswerPlan | null;
  /** null: interruptions cost the customer nothing that it minds */
  readonly rework: ReworkPlan | null;
  /** null: whoever is refused is lost */
  readonly retry: RetryPlan | null;
  /** null: no customer leaves for good */
  readonly churn: ChurnPlan | null;
}

/** How customers choose among products. */
export interface SubstitutionPlan {
  /** surplus of buying none of them, $ per GPU-hour */
  readonly outside: number;
  /** what it costs to take another product than the one that the customer came for, $ per GPU-hour */
  readonly switching: number;
  /** by the product that the customer came for, and by product: its worth as a share of that one's; 0: out of the question */
  readonly worth: readonly Float64Array[];
}

export interface MarketPlan {
  /** one for each product */
  readonly products: readonly MarketedPlan[];
  /** null: a customer asks for the product that it came for, or goes */
  readonly substitution: SubstitutionPlan | null;
  /** null: all demand can buy */
  readonly readiness: RampPlan | null;
}
