// How much work a scenario offers, before anything is simulated.

import type { PoolPlan } from "../fleet/plan.ts";
import { installedGpus } from "../fleet/plan.ts";
import { DAY, type Duration, type Instant, WEEK } from "../kernel/time.ts";
import type {
  GpuCountLaw,
  JobSourcePlan,
  ServicePlan,
  Side,
  SourcePlan,
  TraceSourcePlan,
} from "../workload/plan.ts";
import type { Scenario } from "./scenario.ts";

/** What a class of jobs, a trace or a service would hold on average if nothing ever waited. */
export interface OfferedLoad {
  readonly source: string;
  readonly side: Side;
  /** sizes of the class's jobs, such as "8 GPUs" or "1-4 GPUs"; "trace"; "service" */
  readonly label: string;
  /** mean GPUs held */
  readonly gpus: number;
  /** indices of the pools */
  readonly pools: readonly number[];
}

type Loaded = Pick<Scenario, "sources" | "services" | "end">;

/** Offered load of every class, in the order of the scenario. */
export function offeredLoads({ sources, services, end }: Loaded): OfferedLoad[] {
  return [
    ...sources.flatMap((source) => sourceLoads(source, end)),
    ...services.map((plan) => serviceLoad(plan, end)),
  ];
}

function sourceLoads(source: SourcePlan, end: Instant): OfferedLoad[] {
  const { name, side, pools } = source;
  if (source.kind === "trace") {
    return [{ source: name, side, label: "trace", gpus: traceLoad(source, end), pools }];
  }
  const jobsPerMs = arrivalRate(source);
  return source.classes.map(({ share, gpus, service }) => ({
    source: name,
    side,
    label: sizes(gpus),
    gpus: jobsPerMs * share * meanGpus(gpus) * service.mean,
    pools,
  }));
}

function sizes({ values }: GpuCountLaw): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = least === most ? String(least) : `${least}-${most}`;
  return `${range} GPU${most === 1 ? "" : "s"}`;
}

function meanGpus({ values, probabilities }: GpuCountLaw): number {
  return values.reduce((sum, value, index) => sum + value * probabilities[index]!, 0);
}

/** Mean arrivals per ms; a campaign repeats as fast as it can when nothing waits (renewal theorem). */
export function arrivalRate({ arrivals, classes }: JobSourcePlan): number {
  if (arrivals.kind !== "closed") return arrivals.rate;
  const service = classes.reduce((sum, jobClass) => sum + jobClass.share * jobClass.service.mean, 0);
  const cycle = service + arrivals.gap.mean;
  return cycle === 0 ? Number.POSITIVE_INFINITY : arrivals.sources / cycle;
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

function serviceLoad({ name, pools, demand }: ServicePlan, end: Instant): OfferedLoad {
  const label = demand.kind === "tide" ? "service" : "occupancy";
  return { source: name, side: "internal", label, gpus: meanDemand(demand, end), pools };
}

function meanDemand(demand: ServicePlan["demand"], end: Instant): number {
  if (demand.kind === "tide") {
    // A cosine between trough and peak has the mean of the two; two days of seven are a week-end.
    const weekday = (demand.peak * (1 + demand.trough)) / 2;
    return weekday * ((WEEK - 2 * DAY + 2 * DAY * demand.weekend) / WEEK);
  }
  const { times, gpus } = demand;
  const until = Number.isFinite(end) ? end : times.at(-1)!;
  const held = (index: number): Duration =>
    Math.max(0, Math.min(until, times[index + 1] ?? until) - times[index]!);
  const total = gpus.reduce((sum, busy, index) => sum + busy * held(index), 0);
  return until === 0 ? gpus.at(-1)! : total / until;
}

/** A load's share of a pool: a source that may use several is spread over them by their GPUs. */
export function loadOnPool(load: OfferedLoad, pool: number, pools: readonly PoolPlan[]): number {
  if (!load.pools.includes(pool)) return 0;
  const room = load.pools.reduce((sum, index) => sum + installedGpus(pools[index]!), 0);
  return room === 0 ? 0 : (load.gpus * installedGpus(pools[pool]!)) / room;
}
