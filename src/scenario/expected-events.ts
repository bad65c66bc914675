// How many events a scenario will cost, so that nobody starts a run that never ends.

import { type DomainFailurePlan, type FailurePlan, installedGpus, type PoolPlan } from "../fleet/plan.ts";
import { DAY, type Duration } from "../kernel/time.ts";
import type { ServicePlan, SourcePlan } from "../workload/plan.ts";
import { replicaRule } from "../workload/replicas.ts";
import { arrivalRate, meanService } from "./arrival-rate.ts";
import { priceUpdates } from "./market-load.ts";
import { roomOf, runLength } from "./offered-load.ts";
import type { Scenario } from "./scenario.ts";

/** Assumption: at about a million events a second, this is what someone may start without thinking. */
export const MOST_EVENTS = 1e9;

/** Events a second on one core with all accounting, as `npm run bench` shows them on a slow, shared machine. */
const EVENTS_PER_SECOND = 3e5;

/** How long so many events take on one core, s; a forecast. */
export function expectedSeconds(events: number): number {
  return events / EVENTS_PER_SECOND;
}

type Counted = Pick<
  Scenario,
  | "fleet"
  | "sources"
  | "services"
  | "products"
  | "market"
  | "tokens"
  | "end"
  | "step"
  | "replications"
  | "baseline"
  | "lowValueWork"
>;

/**
 * Events of all replications together, those of every variant included: arrivals, ends, interruptions, resizes, failures,
 * repairs, changes of prices and reporting steps.
 */
export function expectedEvents(scenario: Counted): number {
  const { sources, services, tokens, fleet, end, step, replications, baseline } = scenario;
  const length = runLength(scenario);
  const ofSources = (side: "internal" | "rental") =>
    sources
      .filter((source) => source.side === side)
      .reduce((sum, source) => sum + sourceEvents(source, length, roomOf(source.pools, scenario)), 0);
  const resizes = services.reduce((sum, plan) => sum + resizesIn(plan, length), 0);
  const steps = Number.isFinite(end) ? end / step : 0;
  const common = ofSources("internal") + resizes + outageEvents(fleet, length) + steps;
  const prices = scenario.market?.products.reduce((sum, { price }) => sum + priceUpdates(price, length), 0);
  const turns = useEvents(scenario, length);
  const looks = tokens.reduce((sum, { resize }) => sum + length / resize, 0);
  const run = common + ofSources("rental") + (prices ?? 0) + looks + turns;
  const { lowValueWork } = scenario;
  const inPlace =
    lowValueWork === null
      ? 0
      : common + sourceEvents(lowValueWork, length, roomOf(lowValueWork.pools, scenario));
  return Math.ceil(replications * (run + (baseline ? common : 0) + inPlace));
}

/** Arrivals and ends, and interruptions, which happen while jobs run. */
function sourceEvents(source: SourcePlan, length: Duration, room: number): number {
  const perMsOfRun = source.interruptions?.rate ?? 0;
  if (source.kind === "trace") {
    const { submit, service } = source.jobs;
    return 2 * submit.length + perMsOfRun * service.reduce((sum, each) => sum + each, 0);
  }
  const jobs = arrivalRate(source, length, room) * length;
  // A rate of 0 over an endless law is no event, and not 0 × ∞.
  return jobs === 0 ? 0 : jobs * (2 + (perMsOfRun === 0 ? 0 : perMsOfRun * meanService(source.classes)));
}

/** How often customers cease to use what they hold, or come back to it. */
function useEvents(scenario: Counted, length: Duration): number {
  const { sources, products } = scenario;
  return products.reduce((sum, { use, source }) => {
    const plan = sources[source]!;
    if (use === null || plan.kind === "trace") return sum;
    const windows = arrivalRate(plan, length, roomOf(plan.pools, scenario)) * length;
    return (
      sum + (2 * windows * Math.min(length, meanService(plan.classes))) / (use.busy.mean + use.idle.mean)
    );
  }, 0);
}

/** A wave rises and falls through every number of replicas between its trough and its peak. */
function resizesIn(plan: ServicePlan, length: Duration): number {
  const { demand, resize } = plan;
  if (resize !== "crossing") return length / resize;
  const replicas = replicaRule(plan);
  switch (demand.kind) {
    case "series":
      return demand.times.length;
    case "tide":
      return (2 * replicas(demand.peak * Math.max(1, demand.weekend)) * length) / DAY;
    case "sinusoid": {
      const { mean, amplitude, period } = demand;
      return (2 * (replicas(mean + amplitude) - replicas(mean - amplitude)) * length) / period;
    }
  }
}

/** Failures and repairs of all units and domains, and phases of maintenance. */
function outageEvents({ pools, failures, maintenance }: Counted["fleet"], length: Duration): number {
  let events = failures === null ? 0 : failureEvents(pools, failures, length);
  if (maintenance === null) return events;
  for (const { nodes } of pools)
    events += (3 * Math.ceil(nodes / maintenance.batchNodes) * length) / maintenance.every;
  return events;
}

function failureEvents(pools: readonly PoolPlan[], failures: FailurePlan, length: Duration): number {
  const { unit, ttf, repair, lemons, domains } = failures;
  const units = pools.reduce((sum, pool) => sum + (unit === "gpu" ? installedGpus(pool) : pool.nodes), 0);
  const more = lemons === null ? 1 : 1 + lemons.share * Math.max(0, lemons.factor - 1);
  const cycles = (of: DomainFailurePlan, count: number) =>
    (2 * count * length) / (of.ttf.mean + of.repair.mean);
  const own = ttf === null ? 0 : more * cycles({ ttf, repair }, units);
  const shared = pools.reduce(
    (sum, { nodes, nodesPerDomain }) => sum + nodes / (nodesPerDomain ?? Infinity),
    0,
  );
  return 2 * failures.at.length + own + (domains === null ? 0 : cycles(domains, shared));
}
