// What a user should know of a scenario that is right in form: sentences, no refusals.

import { installedGpus } from "../fleet/plan.ts";
import { type Duration, type Instant, WEEK } from "../kernel/time.ts";
import { heldUpBorrowing } from "./borrowing-warnings.ts";
import { offeredLoads } from "./offered-load.ts";
import type { KeyPath, Remark } from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import { unsellable } from "./unsellable.ts";

type Silent = Omit<Scenario, "warnings">;

/** Beyond these shares of the fleet an offered load is more likely a slip of a unit than a plan (assumption). */
const IMPLAUSIBLY_HIGH = 100;
const IMPLAUSIBLY_LOW = 0.001;

/** Warnings about load, headroom and horizon; of a trajectory none that only a steady state would care for. */
export function loadWarnings(scenario: Silent): Remark[] {
  const steady = scenario.mode === "steady";
  return [
    ...implausibleLoads(scenario),
    ...shortHorizon(scenario),
    ...(steady ? leaning(scenario) : []),
    ...heldSeries(scenario),
    ...(steady ? [...growing(scenario), ...trending(scenario)] : []),
    ...unsellable(scenario),
    ...heldUpBorrowing(scenario),
  ];
}

function implausibleLoads(scenario: Silent): Remark[] {
  const { fleet } = scenario;
  const installed = fleet.pools.reduce((sum, pool) => sum + installedGpus(pool), 0);
  const loads = offeredLoads(scenario);
  if (loads.length === 0)
    return [{ path: ["internal"], sentence: "There is no work: the fleet stays idle." }];
  if (installed === 0) return [];
  const perSource = new Map<string, number>();
  for (const { source, gpus } of loads) perSource.set(source, (perSource.get(source) ?? 0) + gpus);
  const high = [...perSource].flatMap(([source, gpus]) => {
    const share = gpus / installed;
    if (share <= IMPLAUSIBLY_HIGH) return [];
    const sentence = `${source} offers ${Math.round(share)} times the fleet: are its units right?`;
    return [{ path: pathOf(source, scenario), sentence }];
  });
  const total = loads.reduce((sum, { gpus }) => sum + gpus, 0) / installed;
  if (total >= IMPLAUSIBLY_LOW) return high;
  const sentence = `All work together is ${(100 * total).toPrecision(2)} % of the fleet: are the units right?`;
  return [...high, { path: ["internal"], sentence }];
}

/** Where the scenario speaks of a source, a service or a product. */
function pathOf(name: string, { services, sources }: Pick<Silent, "services" | "sources">): KeyPath {
  const isService = services.some((service) => service.name === name);
  const isRental = sources.some((source) => source.name === name && source.side === "rental");
  return isRental && !isService ? ["rental", "products", name] : ["internal", name];
}

/** A horizon that cannot show what the scenario describes. */
function shortHorizon({ sources, products, warmup, end }: Silent): Remark[] {
  const horizon = end - warmup;
  // Those who buy a term at instants that the scenario names are meant to hold it through the run.
  const held = new Set(
    products.flatMap(({ source, contract: { window } }) => {
      const plan = sources[source]!;
      return window !== null && plan.kind === "jobs" && plan.arrivals.kind === "at" ? [source] : [];
    }),
  );
  return sources.flatMap((source, place) => {
    if (source.kind !== "jobs" || source.arrivals.kind === "replicas" || held.has(place)) return [];
    const longest = Math.max(...source.classes.map(({ service }) => service.mean));
    if (longest <= horizon) return [];
    const sentence = `The horizon is shorter than the mean service time of ${source.name}.`;
    return [{ path: HORIZON, sentence }];
  });
}

const HORIZON: KeyPath = ["horizon"];

/** Means over parts of a cycle. */
function leaning(scenario: Silent): Remark[] {
  const { sources, services, warmup, end } = scenario;
  const horizon = end - warmup;
  if (!Number.isFinite(horizon)) return [];
  const sentences: string[] = [];
  const weekly =
    sources.some((source) => source.kind === "jobs" && source.arrivals.kind === "hour-of-week") ||
    services.some(({ demand }) => demand.kind === "tide");
  if (weekly && horizon % WEEK !== 0) {
    sentences.push(
      "Work follows the week and the horizon is no whole number of weeks: means lean to the days it holds.",
    );
  }
  for (const { name, period } of waves(scenario)) {
    if (horizon % period !== 0)
      sentences.push(`The horizon is no whole number of waves of ${name}: means lean to the part it holds.`);
  }
  return sentences.map((sentence) => ({ path: HORIZON, sentence }));
}

/** Series that end before the run does. */
function heldSeries({ sources, services, end }: Silent): Remark[] {
  if (!Number.isFinite(end)) return [];
  const arriving = sources.flatMap((source) =>
    source.kind === "jobs" && source.arrivals.kind === "series"
      ? [{ name: source.name, times: source.arrivals.times }]
      : [],
  );
  const asked = services.flatMap(({ name, demand }) =>
    demand.kind === "series" ? [{ name, times: demand.times }] : [],
  );
  return [...arriving, ...asked]
    .filter(({ times }) => end > endOfSeries(times))
    .map(({ name }) => ({
      path: pathOf(name, { services, sources }),
      sentence: `The run is longer than the series of ${name}, whose last value is held until the end.`,
    }));
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
function growing(scenario: Silent): Remark[] {
  const { sources, services, tokens } = scenario;
  const arriving = sources.flatMap((source) => {
    const grows = source.kind === "jobs" && "growth" in source.arrivals && source.arrivals.growth !== 0;
    return grows ? [[...pathOf(source.name, scenario), "growth"]] : [];
  });
  const asked = [...services, ...tokens].flatMap(({ name, demand }) =>
    demand.kind !== "series" && demand.growth !== 0 ? [[...pathOf(name, scenario), "demand", "growth"]] : [],
  );
  return [...arriving, ...asked].map((path) => ({
    path,
    sentence: `${path.at(path[0] === "rental" ? 2 : 1)} grows during the run: its means are of this stretch of time and no steady state.`,
  }));
}

/** Prices and demand that move one way have no steady state to estimate. */
function trending({ market, products }: Silent): Remark[] {
  if (market === null) return [];
  const unsteady = "its means are of this stretch of time and no steady state";
  const remarks = market.products.flatMap(({ price, churn }, product): Remark[] => {
    const { name } = products[product]!;
    const outside = price.kind === "cost-plus" ? price.cost : price.kind === "impact" ? price.on : price;
    const drifts = outside.kind === "market-index" || outside.kind === "dated";
    const path = ["rental", "products", name];
    const drift = `The price of ${name} goes its own way during the run: ${unsteady}.`;
    const leave = `Customers of ${name} leave for good and none come: ${unsteady}.`;
    return [
      ...(drifts ? [{ path: [...path, "price"], sentence: drift }] : []),
      ...(churn === null ? [] : [{ path: [...path, "demand", "churn"], sentence: leave }]),
    ];
  });
  if (market.readiness === null) return remarks;
  const sentence = `What can be sold grows along the ramp during the run: ${unsteady}.`;
  return [...remarks, { path: ["rental", "readiness"], sentence }];
}

/** The last value of a series stands for as long as the one before it did. */
function endOfSeries(times: Float64Array): Instant {
  const last = times.at(-1)!;
  return last + (last - (times.at(-2) ?? last));
}
