// Drivers, against what they can load: a demand that is a curve, arrivals that have a rate, or a price that nobody bids.

import type { PricePlan } from "../../market/price/price-plan.ts";
import { loadOf } from "../../workload/drivers/driver-factor.ts";
import type { DriverLoad, DriverPlan, DriverProcess, LoadTarget } from "../../workload/drivers/plan.ts";
import type { ServicePlan, SourcePlan } from "../../workload/plan.ts";
import { nearestName } from "../nearest-name.ts";
import type { KeyPath } from "../problem.ts";
import { rate } from "../rates-and-money.ts";
import type { DriverLoadsTree, DriverProcessTree, DriverTree } from "../schema/drivers.ts";
import { amountOf } from "../schema/quantity.ts";
import { duration, ratio, signed, span } from "../units.ts";
import { scaledArrivals } from "./arrivals.ts";
import type { Context } from "./context.ts";
import { ALL_PRICES, priceLoad } from "./driven-price.ts";
import { checkNames } from "./names.ts";

/** All that a driver may load. */
interface Loadable {
  readonly sources: readonly SourcePlan[];
  readonly services: readonly ServicePlan[];
  /** of the products */
  readonly prices: readonly NamedPrice[];
}

interface NamedPrice {
  readonly name: string;
  /** null: a list price of tokens */
  readonly price: PricePlan | null;
}

export function compileDrivers(
  tree: Readonly<Record<string, DriverTree>> | undefined,
  loadable: Loadable,
  context: Context,
): DriverPlan[] {
  const named = Object.entries(tree ?? {});
  checkNames(
    named.map(([name]) => ({ name, path: ["drivers", name], atKey: true })),
    context,
  );
  return named.map(([name, driver]) => ({
    name,
    process: compileProcess(driver.process, ["drivers", name, "process"], context),
    every: amountOf(span, driver.every),
    loads: compileLoads(driver.loads, ["drivers", name, "loads"], loadable, context),
  }));
}

function compileProcess(tree: DriverProcessTree, path: KeyPath, context: Context): DriverProcess {
  if ("mean_reverting" in tree) {
    const { sd, half_life } = tree.mean_reverting;
    return { kind: "mean-reverting", sd: amountOf(ratio, sd), halfLife: amountOf(span, half_life) };
  }
  const { rate: often, at, size, half_life } = tree.events;
  const shape = { size: amountOf(signed, size), halfLife: amountOf(span, half_life) };
  if ((often === undefined) === (at === undefined)) {
    const message = at === undefined ? "nothing says when the events come" : "rate and at cannot both hold";
    const expected = "either rate, for random instants, or at";
    context.report({ path: [...path, "events"], code: "contradiction", message, expected, atKey: true });
  }
  if (at === undefined) return { kind: "events-at-random", rate: amountOf(rate, often ?? "0/h"), ...shape };
  return {
    kind: "dated-events",
    instants: Float64Array.from(at, (instant) => amountOf(duration, instant)).sort(),
    ...shape,
  };
}

/** The loads by what they load; what is loaded twice by one driver has the sum. */
function compileLoads(
  tree: DriverLoadsTree,
  path: KeyPath,
  loadable: Loadable,
  context: Context,
): DriverLoad[] {
  const loads = new Map<LoadTarget, number>();
  for (const [key, quantity] of Object.entries(tree)) {
    const load = amountOf(signed, quantity);
    for (const target of targetsOf(key, [...path, key], loadable, context))
      loads.set(target, (loads.get(target) ?? 0) + load);
  }
  return [...loads].map(([target, load]) => ({ target, load }));
}

/** What a key of the loads stands for; nothing, and a report, where it is nothing that can be loaded. */
function targetsOf(key: string, path: KeyPath, loadable: Loadable, context: Context): LoadTarget[] {
  const { sources, services, prices } = loadable;
  const rental = sources.filter(({ side }) => side === "rental");
  if (key === "rental.demand" && rental.length > 0)
    return rental.flatMap((source) => targetOfSource(source, path, context));
  const source = sources.find((each) => nameOfLoad(each) === key);
  if (source !== undefined) return targetOfSource(source, path, context);
  const service = services.find(({ name }) => `internal.${name}` === key);
  if (service !== undefined) return targetOfService(service, path, context);
  const priced = prices.filter(({ name }) => key === ALL_PRICES || key === priceLoad(name));
  if (priced.length === 0) reportUnknown(key, path, loadable, context);
  return priced.flatMap((product) => targetOfPrice(product, path, context));
}

function reportUnknown(
  key: string,
  path: KeyPath,
  { sources, services, prices }: Loadable,
  context: Context,
): void {
  const known = [
    ...[...sources, ...services].map((each) => nameOfLoad({ side: "internal", ...each })),
    ...(sources.some(({ side }) => side === "rental") ? ["rental.demand"] : []),
    ...(prices.length > 0 ? [ALL_PRICES, ...prices.map(({ name }) => priceLoad(name))] : []),
  ];
  const message = "there is nothing of this name to load";
  const expected = known.length === 0 ? "a scenario with work" : `one of ${known.join(", ")}`;
  const suggestion = nearestName(key, known);
  context.report({ path, code: "wrong_value", message, got: key, expected, suggestion, atKey: true });
}

/** A load as the scenario names it. */
function nameOfLoad({ side, name }: Pick<SourcePlan, "side" | "name">): string {
  return side === "internal" ? `internal.${name}` : `rental.demand.${name}`;
}

function targetOfSource(source: SourcePlan, path: KeyPath, context: Context): LoadTarget[] {
  const recorded = source.kind === "jobs" && source.arrivals.kind === "series";
  const loadable =
    source.kind === "jobs" &&
    !recorded &&
    (source.arrivals.kind === "replicas" || scaledArrivals(source.arrivals, 1) !== null);
  if (loadable) return [loadOf(source)];
  const given = source.kind === "trace" ? "are given one by one" : "do not arrive at a rate";
  const why = recorded ? "arrive as they were recorded, shocks and all" : given;
  unloadable(`the jobs of ${source.name} ${why}`, "a source whose arrivals have a rate", path, context);
  return [];
}

function targetOfService(
  { name, demand, resize }: ServicePlan,
  path: KeyPath,
  context: Context,
): LoadTarget[] {
  const measured = demand.kind === "series";
  if (!measured && resize !== "crossing") return [`internal.${name}`];
  const message = measured
    ? `${name} was measured, shocks and all`
    : `${name} is resized at crossings, which a driver moves`;
  unloadable(message, measured ? "a demand that is a curve" : "resize: {every: …}", path, context);
  return [];
}

function targetOfPrice({ name, price }: NamedPrice, path: KeyPath, context: Context): LoadTarget[] {
  if (price?.kind !== "auction") return [`price.${name}`];
  const message = `bids set the price of ${name}`;
  unloadable(message, `a load of the demand: rental.demand.${name}`, path, context);
  return [];
}

function unloadable(message: string, expected: string, path: KeyPath, context: Context): void {
  context.report({ path, code: "contradiction", message, expected, atKey: true });
}
