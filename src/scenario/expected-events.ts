// How many events a scenario will cost, so that nobody starts a run that never ends.

import { DAY, type Duration } from "../kernel/time.ts";
import type { ServicePlan, SourcePlan } from "../workload/plan.ts";
import { replicaRule } from "../workload/replicas.ts";
import { arrivalRate, meanService } from "./arrival-rate.ts";
import { roomOf, runLength } from "./offered-load.ts";
import type { Scenario } from "./scenario.ts";

/** Assumption: at about a million events a second, this is what someone may start without thinking. */
export const MOST_EVENTS = 1e9;

type Counted = Pick<
  Scenario,
  "fleet" | "sources" | "services" | "end" | "step" | "replications" | "baseline"
>;

/**
 * Events of all replications together, the baseline's included: arrivals, ends, interruptions, resizes, failures,
 * repairs and reporting steps.
 */
export function expectedEvents(scenario: Counted): number {
  const { sources, services, fleet, end, step, replications, baseline } = scenario;
  const length = runLength(scenario);
  const ofSources = (side: "internal" | "rental") =>
    sources
      .filter((source) => source.side === side)
      .reduce((sum, source) => sum + sourceEvents(source, length, roomOf(source.pools, scenario)), 0);
  const resizes = services.reduce((sum, plan) => sum + resizesIn(plan, length), 0);
  const steps = Number.isFinite(end) ? end / step : 0;
  const common = ofSources("internal") + resizes + failureEvents(fleet, length) + steps;
  const run = common + ofSources("rental");
  return Math.ceil(replications * (baseline ? run + common : run));
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

/** Failures and repairs of all units. */
function failureEvents({ pools, failures }: Counted["fleet"], length: Duration): number {
  if (failures === null) return 0;
  const units = pools.reduce(
    (sum, { nodes, gpusPerNode }) => sum + (failures.unit === "gpu" ? nodes * gpusPerNode : nodes),
    0,
  );
  const cycle = failures.ttf === null ? Number.POSITIVE_INFINITY : failures.ttf.mean + failures.repair.mean;
  return 2 * failures.at.length + (2 * units * length) / cycle;
}
