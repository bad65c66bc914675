// A price that depends on how many GPUs are taken, fixed for each job when it enters: the best there is, against which
// a static price is measured. Low (1974); Paschalidis and Tsitsiklis (2000). Policy iteration, Howard (1960).

import { birthDeathShares } from "./birth-death.ts";
import { requireWhole } from "./domain.ts";
import { bestPostedPrice, type PricedFleet } from "./posted-price.ts";

/** Policy iteration gains digits as Newton's method does: a handful of rounds is enough. */
const ROUNDS = 100;

interface DynamicPrice {
  /** price per GPU and unit of time asked of an arrival that finds n taken, n = 0 … servers − 1 */
  readonly prices: readonly number[];
  /** money per unit of time */
  readonly revenueRate: number;
}

/**
 * The best price for every occupancy. With ξ the revenue rate and D_n what the (n+1)-th GPU taken will cost in later
 * revenue, ξ = λ(p_n)(p_n/μ − D_n) + nμ D_{n−1}; each p_n is then the best price above the cost μ D_n.
 * @param fleet with a finite number of servers
 * @returns null where no static price is best either
 */
export function bestDynamicPrice(fleet: PricedFleet): DynamicPrice | null {
  requireWhole("servers", fleet.servers, 1);
  const posted = bestPostedPrice(fleet);
  if (posted === null) return null;
  let best = evaluate(fleet, new Array<number>(fleet.servers).fill(posted));
  for (let round = 0; round < ROUNDS; round++) {
    const costs = displacementCosts(fleet, best);
    const prices = best.prices.map(
      (price, n) => fleet.demand.bestAbove(costs[n]! / fleet.meanService) ?? price,
    );
    const improved = evaluate(fleet, prices);
    if (!(improved.revenueRate > best.revenueRate)) break;
    best = improved;
  }
  return best;
}

function evaluate(fleet: PricedFleet, prices: readonly number[]): DynamicPrice {
  const { demand, meanService } = fleet;
  const rates = prices.map((price) => demand.rate(price));
  const shares = birthDeathShares({ birth: (n) => rates[n] ?? 0, death: (n) => n / meanService });
  const earned = rates.map((rate, n) => (shares[n] ?? 0) * rate * prices[n]! * meanService);
  return { prices, revenueRate: earned.reduce((sum, value) => sum + value, 0) };
}

/**
 * D_0 … D_{c−1} under given prices. The recursion upwards multiplies errors by nμ/λ_n and the one downwards by its
 * inverse, so each is used where it is stable: upwards while arrivals outrun departures, downwards from the full fleet.
 */
function displacementCosts({ servers, meanService, demand }: PricedFleet, policy: DynamicPrice): number[] {
  const { prices, revenueRate } = policy;
  const rates = prices.map((price) => demand.rate(price));
  const costs = new Array<number>(servers).fill(0);
  const departures = (n: number) => n / meanService;
  let turn = 0;
  for (; turn < servers && rates[turn]! > departures(turn); turn++) {
    const freed = turn === 0 ? 0 : departures(turn) * costs[turn - 1]!;
    costs[turn] = prices[turn]! * meanService - (revenueRate - freed) / rates[turn]!;
  }
  for (let n = servers; n > turn; n--) {
    const entering = n === servers ? 0 : rates[n]! * (prices[n]! * meanService - costs[n]!);
    costs[n - 1] = (revenueRate - entering) / departures(n);
  }
  return costs;
}
