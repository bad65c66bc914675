// How much work a scenario offers, before anything is simulated.

import { installedGpus } from "../fleet/plan.ts";
import { DAY, type Duration, type Instant, WEEK } from "../kernel/time.ts";
import type { TokenProductPlan } from "../market/tokens/plan.ts";
import type { GpuCountLaw, ServicePlan, Side, SourcePlan, TraceSourcePlan } from "../workload/plan.ts";
import { replicaRule } from "../workload/replicas.ts";
import { arrivalRate, meanCount, meanGrowth, meanService } from "./arrival-rate.ts";
import { askingShares, meanReadiness } from "./market-load.ts";
import type { Scenario } from "./scenario.ts";

/** What a class of jobs, a trace or a service would hold on average if nothing ever waited. */
export interface OfferedLoad {
  readonly source: string;
  readonly side: Side;
  /** sizes of the class's jobs, such as "8 GPUs" or "1-4 GPUs"; "trace"; "service"; "tokens" */
  readonly label: string;
  /** mean GPUs held */
  readonly gpus: number;
  /** indices of the pools */
  readonly pools: readonly number[];
}

type Loaded = Pick<Scenario, "fleet" | "sources" | "services" | "products" | "market" | "tokens" | "end">;

/** Offered load of every class, in the order of the scenario. */
export function offeredLoads(scenario: Loaded): OfferedLoad[] {
  const { sources, services, tokens, end } = scenario;
  return [
    ...sources.flatMap((source, place) => sourceLoads(source, askingOf(place, scenario), scenario)),
    ...services.map((plan) => serviceLoad(plan, end)),
    ...tokens.map((plan) => tokenLoad(plan, scenario)),
  ];
}

/** The share of a source's jobs that come to be: of those who come for a product, those that ask for any. */
function askingOf(source: number, scenario: Loaded): number {
  const { market, products } = scenario;
  const product = products.findIndex((each) => each.source === source);
  if (market === null || product === -1) return 1;
  const asking = askingShares(market, product).reduce((sum, share) => sum + share, 0);
  return asking * meanReadiness(market, runLength(scenario));
}

function sourceLoads(source: SourcePlan, asking: number, scenario: Loaded): OfferedLoad[] {
  const { name, side, pools } = source;
  if (source.kind === "trace") {
    return [{ source: name, side, label: "trace", gpus: asking * traceLoad(source, scenario.end), pools }];
  }
  if (source.arrivals.kind === "replicas") return []; // counted as a token product
  const jobsPerMs = asking * arrivalRate(source, runLength(scenario), roomOf(pools, scenario));
  return source.classes.map(({ share, gpus, service }) => ({
    source: name,
    side,
    label: sizes(gpus),
    gpus: jobsPerMs * share * meanCount(gpus) * service.mean,
    pools,
  }));
}

/** Installed GPUs of some pools. */
export function roomOf(pools: readonly number[], { fleet }: Pick<Scenario, "fleet">): number {
  return pools.reduce((sum, pool) => sum + installedGpus(fleet.pools[pool]!), 0);
}

/** Length of the run, ms; without an end it lasts until the jobs of its finite sources have ended, if nothing ever waits. */
export function runLength({ sources, end }: Pick<Scenario, "sources" | "end">): Duration {
  return Number.isFinite(end) ? end : sources.reduce((last, source) => Math.max(last, lastEnd(source)), 0);
}

/** When the last job of a finite source ends if it never waits, ms; 0 for others. */
function lastEnd(source: SourcePlan): Instant {
  if (source.kind === "jobs") {
    const { arrivals, classes } = source;
    return arrivals.kind === "at" ? arrivals.instants.at(-1)! + meanService(classes) : 0;
  }
  const { submit, service } = source.jobs;
  return submit.reduce((last, arrival, job) => Math.max(last, arrival + service[job]!), 0);
}

function sizes({ values }: GpuCountLaw): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const written = (size: number) => size.toLocaleString("en-US");
  const range = least === most ? written(least) : `${written(least)}-${written(most)}`;
  return `${range} GPU${most === 1 ? "" : "s"}`;
}

/** GPU-time of the jobs that arrive before `end`, over the time in which they arrive. */
function traceLoad({ jobs }: TraceSourcePlan, end: Instant): number {
  const { submit, service, gpus } = jobs;
  const [first = 0] = submit;
  let [last, longest, work] = [first, 0, 0];
  for (const [job, arrival] of submit.entries()) {
    if (arrival >= end) break;
    last = arrival;
    longest = Math.max(longest, service[job]!);
    work += service[job]! * gpus[job]!;
  }
  const span = last - first || longest;
  return span === 0 ? 0 : work / span;
}

/** Whole replicas aside, unless models need some of their own: a demand between two numbers of replicas counts in proportion. */
function serviceLoad(plan: ServicePlan, end: Instant): OfferedLoad {
  const { name, pools, demand, capacityPerReplica, gpusPerReplica, forecastMargin, portfolio } = plan;
  const mean = meanDemand(demand, end);
  const replicas =
    portfolio === null ? (mean * (1 + forecastMargin)) / capacityPerReplica : replicaRule(plan)(mean);
  return { source: name, side: "internal", label: plan.kind, gpus: replicas * gpusPerReplica, pools };
}

/** GPUs for the mean demand, or for what is provisioned. */
function tokenLoad(plan: TokenProductPlan, { sources, end }: Loaded): OfferedLoad {
  const { name, source, demand, contract, provisioned, capacityPerReplica, gpusPerReplica } = plan;
  const tokens = contract.serving === "provisioned" ? provisioned : meanDemand(demand, end);
  const gpus = ((tokens * (1 + plan.forecastMargin)) / capacityPerReplica) * gpusPerReplica;
  return { source: name, side: "rental", label: "tokens", gpus, pools: sources[source]!.pools };
}

function meanDemand(demand: ServicePlan["demand"], end: Instant): number {
  if (demand.kind === "series") return meanOfSeries(demand, end);
  return meanLevel(demand) * (Number.isFinite(end) ? meanGrowth(demand.growth, end) : 1);
}

/** Over whole waves or weeks, before it grows. */
function meanLevel(demand: Exclude<ServicePlan["demand"], { kind: "series" }>): number {
  if (demand.kind === "sinusoid") return demand.mean;
  // A cosine between trough and peak has the mean of the two; two days of seven are a week-end.
  const weekday = (demand.peak * (1 + demand.trough)) / 2;
  return weekday * ((WEEK - 2 * DAY + 2 * DAY * demand.weekend) / WEEK);
}

function meanOfSeries(
  { times, gpus }: Extract<ServicePlan["demand"], { kind: "series" }>,
  end: Instant,
): number {
  const until = Number.isFinite(end) ? end : times.at(-1)!;
  const held = (index: number): Duration =>
    Math.max(0, Math.min(until, times[index + 1] ?? until) - times[index]!);
  const total = gpus.reduce((sum, busy, index) => sum + busy * held(index), 0);
  return until === 0 ? gpus.at(-1)! : total / until;
}

/**
 * A load's share of a pool: a source that may use several is spread over them by their GPUs.
 * @param installed GPUs of every pool, on average over the run
 */
export function loadOnPool(load: OfferedLoad, pool: number, installed: readonly number[]): number {
  if (!load.pools.includes(pool)) return 0;
  const room = load.pools.reduce((sum, index) => sum + installed[index]!, 0);
  return room === 0 ? 0 : (load.gpus * installed[pool]!) / room;
}
