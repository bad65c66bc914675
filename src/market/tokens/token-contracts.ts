// Contracts by which tokens are sold, and how each is served. Their numbers are those of the presets.

import { CONTRACT_PRESETS } from "../contracts.ts";
import type { TokenContractPlan } from "./plan.ts";

/**
 * Contracts by the name that a scenario gives. What is preempted is a replica and no request (assumption: a request that
 * loses its replica is served by another), so internal work may take the GPUs of all but those that are paid for used or not.
 */
export const TOKEN_CONTRACTS: Readonly<Record<string, TokenContractPlan>> = {
  "tokens.standard": contract("tokens.standard", "standard", true),
  "tokens.batch": contract("tokens.batch", "batch", true),
  "tokens.provisioned": contract("tokens.provisioned", "provisioned", false),
};

function contract(
  name: string,
  serving: TokenContractPlan["serving"],
  preemptible: boolean,
): TokenContractPlan {
  const { billing } = CONTRACT_PRESETS[name]!;
  // Assumption: provisioned throughput costs the list price of the tokens that it could serve.
  if (billing.kind !== "tokens") return { name, serving, discount: 0, window: 0, preemptible };
  return { name, serving, discount: billing.discount, window: billing.within, preemptible };
}
