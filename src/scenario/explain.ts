// What `explain` says of a scenario before anything runs: the load it offers, and what a run will cost.

import { firstGpus, installedGpus, lastGpus, type PoolPlan } from "../fleet/plan.ts";
import { DAY } from "../kernel/time.ts";
import { expectedEvents, expectedSeconds } from "./expected-events.ts";
import { demandLines } from "./explain-demand.ts";
import { meanInstalled } from "./mean-installed.ts";
import { loadOnPool, type OfferedLoad, offeredLoads, runLength } from "./offered-load.ts";
import type { Scenario } from "./scenario.ts";
import { durationText } from "./units.ts";
import { variantsText } from "./variants-text.ts";

/** One class on one pool. */
interface ExplainedLoad extends OfferedLoad {
  readonly pool: string;
  /** mean GPUs on this pool / its GPUs that are installed on average */
  readonly shareOfPool: number;
  /** mean GPUs on this pool / GPUs of the fleet that are installed on average */
  readonly shareOfFleet: number;
}

interface Explanation {
  /** when all nodes have arrived */
  readonly installedGpus: number;
  /** over the run, in the order of the pools; the same while no nodes arrive */
  readonly meanInstalledGpus: readonly number[];
  readonly loads: readonly ExplainedLoad[];
  /** sums of `shareOfFleet` */
  readonly internalShare: number;
  readonly rentalShare: number;
  readonly expectedEvents: number;
  /** seconds, a forecast */
  readonly expectedSeconds: number;
  /** the same in words, a line each */
  readonly lines: readonly string[];
}

/** Offered load, expected events and a forecast, as data and in words. */
export function explain(scenario: Scenario): Explanation {
  const { pools } = scenario.fleet;
  const installed = pools.map((pool) => meanInstalled(pool, runLength(scenario)));
  const fleet = installed.reduce((sum, gpus) => sum + gpus, 0);
  const loads = pools.flatMap((pool, index) =>
    offeredLoads(scenario)
      .map((load) => ({ ...load, gpus: loadOnPool(load, index, installed) }))
      .filter((load) => load.pools.includes(index))
      .map((load) => ({
        ...load,
        pool: pool.name,
        shareOfPool: ratio(load.gpus, installed[index]!),
        shareOfFleet: ratio(load.gpus, fleet),
      })),
  );
  const sum = (side: OfferedLoad["side"]) =>
    loads.filter((load) => load.side === side).reduce((total, load) => total + load.shareOfFleet, 0);
  const events = expectedEvents(scenario);
  const facts = {
    installedGpus: gpusOf(pools, installedGpus),
    meanInstalledGpus: installed,
    loads,
    internalShare: sum("internal"),
    rentalShare: sum("rental"),
    expectedEvents: events,
    expectedSeconds: expectedSeconds(events),
  };
  return { ...facts, lines: lines(scenario, facts) };
}

function gpusOf(pools: readonly PoolPlan[], count: (pool: PoolPlan) => number): number {
  return pools.reduce((sum, pool) => sum + count(pool), 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function lines(scenario: Scenario, facts: Omit<Explanation, "lines">): string[] {
  const { fleet } = scenario;
  return [
    `${scenario.name}: ${range(gpusOf(fleet.pools, firstGpus), gpusOf(fleet.pools, lastGpus))} in ${counted(fleet.pools.length, "pool")}, ${span(scenario)}`,
    "",
    "Offered load, if nothing ever waited",
    ...fleet.pools.flatMap((pool, index) => [
      poolLine(pool, facts.meanInstalledGpus[index]!),
      ...facts.loads.filter((load) => load.pool === pool.name).map(loadLine),
    ]),
    `  internal ${percent(facts.internalShare)} of the fleet, rental ${percent(facts.rentalShare)}`,
    ...saturation(facts),
    ...demandLines(scenario),
    "",
    `About ${round(Number(facts.expectedEvents.toPrecision(2)))} events, ${forecast(facts.expectedSeconds)}`,
  ];
}

/** "512 to 1,024 GPUs" of a fleet that grows or shrinks. */
function range(first: number, all: number): string {
  return `${first === all ? "" : `${first.toLocaleString("en-US")} to `}${counted(all, "GPU")}`;
}

/** Of a pool that grows or shrinks, shares are of what is there on average. */
function poolLine(pool: PoolPlan, mean: number): string {
  const { name, nodes, gpusPerNode, gpu, slicesPerGpu } = pool;
  const what = `${counted(nodes, "node")} of ${counted(gpusPerNode, `${gpu} GPU`)}`;
  return `  ${name}: ${what}${inSlices(slicesPerGpu)}${toCome(pool, mean)}${toLeave(pool, mean)}`;
}

function inSlices(slices: number): string {
  return slices === 1 ? "" : `, each in ${slices} slices`;
}

function toCome({ deliveries }: PoolPlan, mean: number): string {
  const [first] = deliveries;
  if (first === undefined) return "";
  const nodes = deliveries.reduce((sum, delivery) => sum + delivery.nodes, 0);
  return `, ${nodes.toLocaleString("en-US")} of which arrive from day ${Math.round(first.at / DAY)} on: ${round(mean)} GPUs on average`;
}

function toLeave({ retirements }: PoolPlan, mean: number): string {
  const [first] = retirements;
  if (first === undefined) return "";
  const nodes = retirements.reduce((sum, retirement) => sum + retirement.nodes, 0);
  return `, ${nodes.toLocaleString("en-US")} of which leave from day ${Math.round(first.at / DAY)} on: ${round(mean)} GPUs on average`;
}

function loadLine({ source, label, gpus, shareOfPool, side }: ExplainedLoad): string {
  const share = percent(shareOfPool).padStart(8);
  return `    ${share}  ${source}, ${label} (${side}): ${round(gpus)} GPUs on average`;
}

function saturation({ internalShare, rentalShare }: Omit<Explanation, "lines">): string[] {
  if (internalShare >= 1)
    return ["  Internal work alone asks for more than the fleet: its queue will grow without end."];
  if (internalShare + rentalShare < 1) return [];
  return ["  Together they ask for more than the fleet: some rental will be refused or wait."];
}

function span(scenario: Scenario): string {
  const { warmup, end, step, replications, outputs } = scenario;
  const horizon = Number.isFinite(end) ? durationText(end - warmup) : "until every job has ended";
  const before = warmup === 0 ? "" : ` after a warm-up of ${durationText(warmup)}`;
  const runs = `${counted(replications, "replication")}${variantsText(scenario)}`;
  const jobs = outputs.jobs !== false && outputs.jobs !== "auto" ? ", with a row for every job" : "";
  return `${horizon}${before}, ${runs}; reporting step ${durationText(step)}${jobs}`;
}

function forecast(seconds: number): string {
  if (seconds < 1) return "less than a second";
  return seconds < 600 ? `about ${Math.ceil(seconds)} s` : `about ${durationText(roundedUp(seconds))}`;
}

/** Whole minutes, or whole days when there are many, in ms. */
function roundedUp(seconds: number): number {
  const minute = 60_000;
  const milliseconds = Math.ceil((seconds * 1000) / minute) * minute;
  return milliseconds < 3 * DAY ? milliseconds : Math.ceil(milliseconds / DAY) * DAY;
}

function counted(number: number, noun: string): string {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function round(number: number): string {
  return number < 10 ? String(Number(number.toPrecision(2))) : Math.round(number).toLocaleString("en-US");
}
