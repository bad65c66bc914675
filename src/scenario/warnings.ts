// What a user should know of a scenario that is right in form: sentences, no refusals.

import { installedGpus } from "../fleet/plan.ts";
import { type Duration, type Instant, WEEK } from "../kernel/time.ts";
import { offeredLoads, roomOf } from "./offered-load.ts";
import type { Scenario } from "./scenario.ts";

type Silent = Omit<Scenario, "warnings">;

/** Beyond these shares of the fleet an offered load is more likely a slip of a unit than a plan (assumption). */
const IMPLAUSIBLY_HIGH = 100;
const IMPLAUSIBLY_LOW = 0.001;

/** Warnings about load, headroom and horizon; of a trajectory none that only a steady state would care for. */
export function loadWarnings(scenario: Silent): string[] {
  const steady = scenario.mode === "steady";
  return [
    ...implausibleLoads(scenario),
    ...shortHorizon(scenario),
    ...(steady ? leaning(scenario) : []),
    ...heldSeries(scenario),
    ...(steady ? [...growing(scenario), ...trending(scenario)] : []),
    ...closedToRental(scenario),
  ];
}

function implausibleLoads(scenario: Silent): string[] {
  const { fleet } = scenario;
  const installed = fleet.pools.reduce((sum, pool) => sum + installedGpus(pool), 0);
  const loads = offeredLoads(scenario);
  if (loads.length === 0) return ["There is no work: the fleet stays idle."];
  if (installed === 0) return [];
  const perSource = new Map<string, number>();
  for (const { source, gpus } of loads) perSource.set(source, (perSource.get(source) ?? 0) + gpus);
  const high = [...perSource].flatMap(([source, gpus]) => {
    const share = gpus / installed;
    if (share <= IMPLAUSIBLY_HIGH) return [];
    return [`${source} offers ${Math.round(share)} times the fleet: are its units right?`];
  });
  const total = loads.reduce((sum, { gpus }) => sum + gpus, 0) / installed;
  if (total >= IMPLAUSIBLY_LOW) return high;
  return [
    ...high,
    `All work together is ${(100 * total).toPrecision(2)} % of the fleet: are the units right?`,
  ];
}

/** A horizon that cannot show what the scenario describes. */
function shortHorizon(scenario: Silent): string[] {
  const { sources, warmup, end } = scenario;
  const horizon = end - warmup;
  const sentences: string[] = [];
  for (const source of sources) {
    if (source.kind !== "jobs" || source.arrivals.kind === "replicas") continue;
    const longest = Math.max(...source.classes.map(({ service }) => service.mean));
    if (longest > horizon)
      sentences.push(`The horizon is shorter than the mean service time of ${source.name}.`);
  }
  return sentences;
}

/** Means over parts of a cycle. */
function leaning(scenario: Silent): string[] {
  const { sources, services, warmup, end } = scenario;
  const horizon = end - warmup;
  const sentences: string[] = [];
  const weekly =
    sources.some((source) => source.kind === "jobs" && source.arrivals.kind === "hour-of-week") ||
    services.some(({ demand }) => demand.kind === "tide");
  if (weekly && Number.isFinite(horizon) && horizon % WEEK !== 0) {
    sentences.push(
      "Work follows the week and the horizon is no whole number of weeks: means lean to the days it holds.",
    );
  }
  for (const { name, period } of waves(scenario)) {
    if (Number.isFinite(horizon) && horizon % period !== 0)
      sentences.push(`The horizon is no whole number of waves of ${name}: means lean to the part it holds.`);
  }
  return sentences;
}

/** Series that end before the run does. */
function heldSeries({ sources, services, end }: Silent): string[] {
  const sentences: string[] = [];
  for (const source of sources) {
    if (source.kind !== "jobs" || source.arrivals.kind !== "series") continue;
    if (Number.isFinite(end) && end > endOfSeries(source.arrivals.times))
      sentences.push(
        `The run is longer than the series of ${source.name}, whose last value is held until the end.`,
      );
  }
  for (const { name, demand } of services) {
    if (demand.kind === "series" && Number.isFinite(end) && end > endOfSeries(demand.times)) {
      sentences.push(`The run is longer than the series of ${name}, whose last value is held until the end.`);
    }
  }
  return sentences;
}

/** Arrivals and demands that follow a sinusoid. */
function waves({ sources, services }: Silent): { readonly name: string; readonly period: Duration }[] {
  const arriving = sources.flatMap((source) =>
    source.kind === "jobs" && source.arrivals.kind === "sinusoid"
      ? [{ name: source.name, period: source.arrivals.period }]
      : [],
  );
  const asked = services.flatMap(({ name, demand }) =>
    demand.kind === "sinusoid" ? [{ name, period: demand.period }] : [],
  );
  return [...arriving, ...asked];
}

/** Work that grows has no steady state to estimate. */
function growing({ sources, services, tokens }: Silent): string[] {
  const arriving = sources.filter(
    (source) => source.kind === "jobs" && "growth" in source.arrivals && source.arrivals.growth !== 0,
  );
  const asked = [...services, ...tokens].filter(
    ({ demand }) => demand.kind !== "series" && demand.growth !== 0,
  );
  return [...arriving, ...asked].map(
    ({ name }) => `${name} grows during the run: its means are of this stretch of time and no steady state.`,
  );
}

/** Prices and demand that move one way have no steady state to estimate. */
function trending({ market, products }: Silent): string[] {
  if (market === null) return [];
  const unsteady = "its means are of this stretch of time and no steady state";
  const sentences = market.products.flatMap(({ price, churn }, product) => {
    const { name } = products[product]!;
    const outside = price.kind === "cost-plus" ? price.cost : price.kind === "impact" ? price.on : price;
    const drifts = outside.kind === "market-index" || outside.kind === "dated";
    return [
      ...(drifts ? [`The price of ${name} goes its own way during the run: ${unsteady}.`] : []),
      ...(churn === null ? [] : [`Customers of ${name} leave for good and none come: ${unsteady}.`]),
    ];
  });
  if (market.readiness === null) return sentences;
  return [...sentences, `What can be sold grows along the ramp during the run: ${unsteady}.`];
}

/** The last value of a series stands for as long as the one before it did. */
function endOfSeries(times: Float64Array): Instant {
  const last = times.at(-1)!;
  return last + (last - (times.at(-2) ?? last));
}

/** Products that the policy's headroom keeps out for good; one of their own has been checked against their pools. */
function closedToRental(scenario: Silent): string[] {
  const { products, sources, scheduling } = scenario;
  const { headroom } = scheduling;
  return products.flatMap(({ name, contract, source }) => {
    const plan = sources[source]!;
    if (contract.preemptible || plan.headroom !== null || headroom.kind === "forecast") return [];
    const room = roomOf(plan.pools, scenario);
    const kept = headroom.kind === "gpus" ? headroom.gpus : headroom.share * room;
    return room > 0 && kept >= room ? [`The headroom leaves nothing for ${name}: it will sell nothing.`] : [];
  });
}
