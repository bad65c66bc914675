import type { ServicePlan } from "./plan.ts";
import { portfolioRule } from "./portfolio.ts";

/** Replicas that a demand needs; more demand never needs fewer. */
export type ReplicaRule = (demand: number) => number;

/** What decimals lose on their way into a quotient of binary numbers, as a share of it: a few units in the last place. */
const ROUNDING = 4 * Number.EPSILON;

/**
 * Replicas of a service: the least number that serves the demand and its margin. A demand that is a whole multiple of
 * the capacity needs that multiple and no replica more, in the decimals in which people write them: 0.07 / 0.01 is 7 and
 * 100 × 1.1 is 110, though both lie above it in binary.
 */
export function replicaRule({
  capacityPerReplica,
  forecastMargin,
  portfolio,
}: Pick<ServicePlan, "capacityPerReplica" | "forecastMargin" | "portfolio">): ReplicaRule {
  const rule: ReplicaRule = (demand) => {
    const replicas = (demand * (1 + forecastMargin)) / capacityPerReplica;
    const below = Math.floor(replicas);
    return replicas - below <= ROUNDING * below ? below : below + 1;
  };
  return portfolio === null ? rule : portfolioRule(portfolio, rule);
}

/**
 * The same of replicas that serve so much each, where GPUs of several types are: of those that there are the first that
 * suffice, and where all do not, further ones of the speed `fresh`.
 * @param need the demand and its margin
 * @param least replicas that there must be whatever the demand
 */
export function replicasOfSpeeds(
  need: number,
  least: number,
  speeds: Iterable<number>,
  fresh: number,
): number {
  // As above: what decimals lose is no reason for a replica.
  let left = need * (1 - ROUNDING);
  let replicas = 0;
  for (const speed of speeds) {
    if (left <= 0 && replicas >= least) return replicas;
    left -= speed;
    replicas++;
  }
  return Math.max(least, replicas + Math.max(0, Math.ceil(left / fresh)));
}
