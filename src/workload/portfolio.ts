// Many models behind one demand. A replica serves one of them, or several that share its GPUs.

import type { ReplicaRule } from "./replicas.ts";

/** How a demand is spread over models, and how many of them may share a replica. */
export interface PortfolioPlan {
  /** shares of the demand, or, of models of several speeds, of the GPU-time that it takes; they add up to 1 */
  readonly shares: readonly number[];
  /** models that a replica may serve; 1: each model has replicas of its own */
  readonly modelsPerReplica: number;
}

/** Shares of models whose demand falls with their rank to the power of −skew (Zipf's law); skew 0: all the same. */
export function shareByRank(models: number, skew: number): number[] {
  const weights = Array.from({ length: models }, (_, rank) => (rank + 1) ** -skew);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Replicas that hold all models. */
export function leastReplicas({ shares, modelsPerReplica }: PortfolioPlan): number {
  return Math.ceil(shares.length / modelsPerReplica);
}

/**
 * Replicas of a portfolio, all models of which stay loaded. Apart, each model has what its share of the demand needs, and
 * one at least. Shared, the least number that serves the whole demand and holds all models: a model may then be
 * served by several replicas, each of at most so many models, and switches cost nothing (assumptions; Aegaeon, SOSP
 * 2025, serves up to seven models a GPU).
 * @param replicas for the whole demand, as if it were of one model
 */
export function portfolioRule(portfolio: PortfolioPlan, replicas: ReplicaRule): ReplicaRule {
  const { shares, modelsPerReplica } = portfolio;
  if (modelsPerReplica === 1) {
    return (demand) => shares.reduce((sum, share) => sum + Math.max(1, replicas(share * demand)), 0);
  }
  const least = leastReplicas(portfolio);
  return (demand) => Math.max(least, replicas(demand));
}
