// Contracts by which tokens are sold, as data: every number with its source.

import { DAY } from "../../kernel/time.ts";
import type { TokenContractPlan } from "./plan.ts";

/** Contracts by the name that a scenario gives. */
export const TOKEN_CONTRACTS: Readonly<Record<string, TokenContractPlan>> = {
  "tokens.standard": {
    name: "tokens.standard",
    serving: "standard",
    // Billed per input and output token at the list price (price lists of DeepInfra, November 2026).
    discount: 0,
    window: 0,
    // Assumption: what is lost by a preemption is asked for again and not billed twice.
    preemptible: true,
  },
  "tokens.batch": {
    name: "tokens.batch",
    serving: "batch",
    // Half price within 24 h (batch APIs as compared by leanlm.ai and yashbogam.me, 2026; of low quality).
    discount: 0.5,
    window: DAY,
    preemptible: true,
  },
  "tokens.provisioned": {
    name: "tokens.provisioned",
    serving: "provisioned",
    // Hours of a model unit, used or not, without a term or for 1 or 6 months (AWS, Amazon Bedrock service tiers).
    // Assumption: at the list price of the tokens that the unit could serve.
    discount: 0,
    window: 0,
    // What is paid for used or not is there.
    preemptible: false,
  },
};
