// What the closed forms answer to the theory cases of prices, metric by metric.

import {
  type DemandCurve,
  exponentialDemand,
  isoelasticDemand,
  linearDemand,
} from "../../../src/theory/demand-curve.ts";
import { bestDynamicPrice } from "../../../src/theory/dynamic-price.ts";
import { bestPostedPrice, refusedAtPrice, revenueRateAtPrice } from "../../../src/theory/posted-price.ts";
import { type Answers, type Case, type CaseStream, type Metrics, serviceOf } from "./cases.ts";

function demandOf({ form, ...law }: CaseStream["priceElasticity"]): DemandCurve {
  if (form === "linear") return linearDemand(law.lambdaMax!, law.pMax!);
  return isoelasticDemand(law.lambda0!, law.p0!, -law.elasticity!);
}

function fleetOf({ params: { fleet, streams } }: Case) {
  const stream = streams[0]!;
  return { servers: fleet.gpus, meanService: serviceOf(stream), demand: demandOf(stream.priceElasticity) };
}

function price(theCase: Case): Metrics {
  const fleet = fleetOf(theCase);
  const best = bestPostedPrice(fleet)!;
  const revenue = revenueRateAtPrice(fleet, best);
  return {
    optimalPrice: best,
    optimalRevenueRate: revenue,
    blockProbAtOptimum: refusedAtPrice(fleet, best),
    utilisationAtOptimum: revenue / best / fleet.servers,
    "revenueRate_at_0.8x": revenueRateAtPrice(fleet, 0.8 * best),
    revenueRate_at_1x: revenue,
    "revenueRate_at_1.25x": revenueRateAtPrice(fleet, 1.25 * best),
  };
}

/** The curves of F01 (40 an hour at most, nobody from 4 USD on), and an exponential one that the case only names. */
function priceWithoutCapacity(): Metrics {
  const endless = { servers: Number.POSITIVE_INFINITY, meanService: 1 };
  const linear = { ...endless, demand: linearDemand(40, 4) };
  const exponential = { ...endless, demand: exponentialDemand(240, 1.2) };
  const best = [bestPostedPrice(linear)!, bestPostedPrice(exponential)!];
  return {
    optimalPrice_linear_pMax4: best[0]!,
    revenueRate_linear: revenueRateAtPrice(linear, best[0]!),
    optimalPrice_exponential_1p2: best[1]!,
    revenueRate_exponential: revenueRateAtPrice(exponential, best[1]!),
  };
}

function dynamicPrice(theCase: Case): Metrics {
  const fleet = fleetOf(theCase);
  const dynamic = bestDynamicPrice(fleet)!.revenueRate;
  const posted = bestPostedPrice(fleet)!;
  const fixed = revenueRateAtPrice(fleet, posted);
  return {
    optimalDynamicRevenueRate: dynamic,
    optimalStaticRevenueRate: fixed,
    optimalStaticPrice: posted,
    gainRatio: dynamic / fixed,
  };
}

export const PRICES: Answers = {
  F01: price,
  F02: price,
  F04: priceWithoutCapacity,
  F06: dynamicPrice,
};
