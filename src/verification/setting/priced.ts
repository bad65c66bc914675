// Streams whose demand answers to a price: at a price of their own, at a multiple of the best one, or at the best price for
// every occupancy. The best prices are those of theory; what they earn is simulated.

import {
  type DemandCurve,
  exponentialDemand,
  isoelasticDemand,
  linearDemand,
} from "../../theory/demand-curve.ts";
import { bestDynamicPrice } from "../../theory/dynamic-price.ts";
import { bestPostedPrice, type PricedFleet } from "../../theory/posted-price.ts";
import { Refusal } from "../refusal.ts";
import {
  type Elasticity,
  fleetGpus,
  type JobStream,
  jobStreams,
  meanDuration,
  type Setting,
} from "./setting.ts";
import type { Variant } from "./variants.ts";

/** The curve of a demand. */
function curveOf(elasticity: Elasticity): DemandCurve {
  switch (elasticity.form) {
    case "linear":
      return linearDemand(elasticity.lambdaMax, elasticity.pMax);
    case "isoelastic":
      return isoelasticDemand(elasticity.lambda0, elasticity.p0, -elasticity.elasticity);
    case "exponential":
      return exponentialDemand(elasticity.lambda0, elasticity.pScale);
  }
}

/** A stream sold at a price: as many arrivals as there are then. @throws Refusal where nothing says how they come */
export function atPrice(stream: JobStream, price: number): JobStream {
  const { arrival, elasticity } = stream;
  if (elasticity === null) return { ...stream, price };
  if (arrival.process !== "poisson")
    throw new Refusal(`the demand of ${stream.id} answers to its price; known: with poisson arrivals`);
  return { ...stream, price, arrival: { process: "poisson", rate: curveOf(elasticity).rate(price) } };
}

/** The best single price, by the formula. @throws Refusal where there is none */
export function bestPrice(setting: Setting): number {
  const price = bestPostedPrice(fleetOf(setting));
  if (price === null) throw new Refusal("params: at no price does this fleet earn most");
  return price;
}

/** What the formula is of: one stream of one-GPU jobs that is refused when all GPUs are busy. */
function fleetOf(setting: Setting): PricedFleet {
  const streams = jobStreams(setting);
  const [stream] = streams;
  const known =
    setting.streams.length === 1 &&
    stream !== undefined &&
    stream.elasticity !== null &&
    stream.onFull === "reject" &&
    stream.classes.every(({ gpus }) => gpus === 1);
  if (!known)
    throw new Refusal(
      "params.policy.pricing: the best price is known of one stream of one-GPU jobs that is refused when full",
    );
  return {
    servers: fleetGpus(setting),
    meanService: meanDuration(stream),
    demand: curveOf(stream.elasticity!),
  };
}

/** Names of metrics at a price, and what is left of the name without it. */
const AT_PRICES: readonly (readonly [RegExp, (match: RegExpExecArray) => readonly [string, number]])[] = [
  [/^(.+)_at_([\d.]+)x$/, ([, name, times]) => [name!, Number(times)]],
  [/^(.+)AtOptimum$/, ([, name]) => [name!, 1]],
  [/^optimal(?:Static)?RevenueRate$/, () => ["revenueRate", 1]],
];

/** The run that the name of a metric asks for where prices are looked for; null for another name. */
export function pricedVariant(
  metric: string,
  setting: Setting,
): { readonly name: string; readonly variant: Variant } | null {
  if (setting.pricing === null) return null;
  if (metric === "optimalDynamicRevenueRate") {
    return { name: "revenueRate", variant: { suffix: "_dynamic", setting: underDynamicPrice(setting) } };
  }
  for (const [pattern, meant] of AT_PRICES) {
    const match = pattern.exec(metric);
    if (match === null) continue;
    const [name, times] = meant(match);
    const price = times * bestPrice(setting);
    const streams = setting.streams.map((stream) =>
      stream.kind === "jobs" ? atPrice(stream, price) : stream,
    );
    return { name, variant: { suffix: `_at_${times}x`, setting: { ...setting, streams } } };
  }
  return null;
}

/** The run that a case is about: under the best price for every occupancy, or at the best single one. */
export function bestPriced(setting: Setting): Variant {
  const name = setting.pricing === "sweep" ? "optimalRevenueRate" : "optimalDynamicRevenueRate";
  return pricedVariant(name, setting)!.variant;
}

/** The best price for every number of GPUs taken; whoever comes in pays the price that it found. */
function underDynamicPrice(setting: Setting): Setting {
  const fleet = fleetOf(setting);
  const best = bestDynamicPrice(fleet);
  if (best === null) throw new Refusal("params: at no price does this fleet earn most");
  const curve = best.prices.map((price, taken) => ({ at: taken / fleet.servers, price: `$${price}/GPU/h` }));
  const policy = { locked: { utilisation_linked: { curve, every: "change" } } };
  // For the length of the run: no price has more arrivals than the lowest.
  const lowest = Math.min(...best.prices);
  const streams = setting.streams.map((stream) =>
    stream.kind === "jobs" ? { ...atPrice(stream, lowest), policy } : stream,
  );
  return { ...setting, streams };
}
