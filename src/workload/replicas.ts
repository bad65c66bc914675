import type { ServicePlan } from "./plan.ts";

/** Replicas that a demand needs; more demand never needs fewer. */
export type ReplicaRule = (demand: number) => number;

/**
 * Replicas of a service: the least number that serves the demand and its margin. A demand that is a whole multiple of
 * the capacity needs that multiple and no replica more; to that end the margin is added to the demand and is not a
 * factor 1 + margin, whose rounding would show (1000 × 1.1 > 1100 in binary, 1000 + 1000 × 0.1 is not).
 */
export function replicaRule({
  capacityPerReplica,
  forecastMargin,
}: Pick<ServicePlan, "capacityPerReplica" | "forecastMargin">): ReplicaRule {
  return (demand) => Math.ceil((demand + demand * forecastMargin) / capacityPerReplica);
}
