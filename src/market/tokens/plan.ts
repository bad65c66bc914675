// What a scenario says of a product that is sold by the token: a contract × a model × a price × a demand.

import type { Duration } from "../../kernel/time.ts";
import type { DemandPlan } from "../../workload/plan.ts";
import type { PortfolioPlan } from "../../workload/portfolio.ts";
import type { RequestShape } from "../../workload/throughput.ts";
import type { TokenAnswer } from "./token-answer.ts";

/** The rules under which tokens are sold. */
export interface TokenContractPlan {
  readonly name: string;
  /** served as they come, at any time within a window, or by a capacity that is paid for used or not */
  readonly serving: "standard" | "batch" | "provisioned";
  /** share taken off the list price */
  readonly discount: number;
  /** a batch token that is not served so long after it was submitted is late, ms */
  readonly window: Duration;
  /** internal work may take the GPUs of its replicas */
  readonly preemptible: boolean;
}

/** List prices, $ per million tokens in and out; of several models the mean over their shares. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** A product sold by the token. All rates and sums of tokens are of output tokens; the input comes with them by the shape. */
export interface TokenProductPlan {
  readonly name: string;
  readonly contract: TokenContractPlan;
  readonly price: TokenPrice;
  readonly shape: RequestShape;
  /** tokens a second that customers ask for at the price, or at the reference price of their answer; or use of what is provisioned */
  readonly demand: DemandPlan;
  /** how they answer to a price that drivers move; null: it stays */
  readonly answer: TokenAnswer | null;
  /** tokens a second that are provisioned; 0 under other contracts */
  readonly provisioned: number;
  /** tokens a second that a replica serves in the first pool that it may use */
  readonly capacityPerReplica: number;
  /** the same by pool: GPUs of other types are faster or slower; 0 in pools that it may not use */
  readonly capacityIn: readonly number[];
  readonly gpusPerReplica: number;
  /** between two looks at the demand, ms */
  readonly resize: Duration;
  /** share by which it is larger than the demand asks for */
  readonly forecastMargin: number;
  /** the models that share the demand, by the GPU-time that they take; null: one, or none that is told apart */
  readonly portfolio: PortfolioPlan | null;
  /** index of the source that its replicas belong to */
  readonly source: number;
}
