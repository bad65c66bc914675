// Elastic services: replicas that follow a demand, never queued.

import { installedGpus } from "../../fleet/plan.ts";
import type { DemandPlan, ServicePlan } from "../../workload/plan.ts";
import { replicaRule } from "../../workload/replicas.ts";
import { type DemandUnit, demandLevel } from "../demand-level.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import type { ServiceDemandTree, ServiceTree } from "../schema/service.ts";
import { count, duration, ratio, share, signed, span } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { allowedPools, poolsEcho } from "./pools.ts";

type CurvePlan = Exclude<DemandPlan, { readonly kind: "series" }>;

export function compileService(
  name: string,
  tree: ServiceTree,
  path: KeyPath,
  context: Context,
): Compiled<ServicePlan> {
  const pools = allowedPools(tree, path, context);
  const gpusPerReplica = amountOf(count(1), tree.gpus_per_replica);
  const perReplica = tree.per_replica ?? `${gpusPerReplica} GPUs`;
  const { amount: capacityPerReplica, unit } = amountOf(demandLevel, perReplica);
  checkUnits(tree, unit, path, context);
  if (capacityPerReplica === 0) {
    const message = "replicas that serve nothing never suffice";
    context.report({
      path: [...path, "per_replica"],
      code: "wrong_value",
      message,
      expected: "a demand above 0",
    });
  }
  if (tree.resize === "crossing" && "noise" in tree.demand && tree.demand.noise !== undefined) {
    const message = "a noisy demand crosses its levels all the time";
    const expected = "resize: {every: …}, or a demand without noise";
    context.report({ path: [...path, "resize"], code: "contradiction", message, got: "crossing", expected });
  }
  const plan = {
    kind: "service",
    name,
    pools,
    demand: compileDemand(tree.demand, [...path, "demand"], context),
    capacityPerReplica,
    gpusPerReplica,
    resize: tree.resize === "crossing" ? "crossing" : amountOf(span, tree.resize.every),
    delay: amountOf(duration, tree.delay),
    forecastMargin: amountOf(ratio, tree.forecast_margin),
  } as const;
  const largest = replicaRule(plan)(peakOf(plan.demand)) * gpusPerReplica;
  warnBeyond(name, `its peak of ${largest} GPUs`, largest, pools, context);
  return { plan, echo: { ...tree, per_replica: perReplica, ...poolsEcho(pools, context) } };
}

function compileDemand(tree: ServiceDemandTree, path: KeyPath, context: Context): CurvePlan {
  const levelOf = (quantity: Quantity) => amountOf(demandLevel, quantity).amount;
  if ("mean" in tree) {
    const { mean, amplitude, period } = tree;
    if (levelOf(amplitude) > levelOf(mean)) {
      const message = "the demand would fall below nothing";
      const expected = "an amplitude of at most the mean";
      context.report({
        path: [...path, "amplitude"],
        code: "contradiction",
        message,
        got: amplitude,
        expected,
      });
    }
    return {
      kind: "sinusoid",
      mean: levelOf(mean),
      amplitude: levelOf(amplitude),
      period: amountOf(span, period),
    };
  }
  const { peak, trough, peak_hour, weekend, noise } = tree;
  return {
    kind: "tide",
    peak: levelOf(peak),
    trough: amountOf(share, trough),
    peakHour: amountOf(signed, peak_hour),
    weekend: amountOf(ratio, weekend),
    noise:
      noise === undefined
        ? null
        : { cv: amountOf(ratio, noise.cv), halfLife: amountOf(span, noise.half_life) },
  };
}

/** Demand but for noise at its highest. */
function peakOf(demand: CurvePlan): number {
  return demand.kind === "tide" ? demand.peak * Math.max(1, demand.weekend) : demand.mean + demand.amplitude;
}

/** What is asked for and what a replica serves are counted alike. */
function checkUnits(
  { demand, per_replica }: ServiceTree,
  unit: DemandUnit,
  path: KeyPath,
  context: Context,
): void {
  const levels =
    "mean" in demand ? { mean: demand.mean, amplitude: demand.amplitude } : { peak: demand.peak };
  for (const [key, level] of Object.entries(levels)) {
    const { unit: own, amount } = amountOf(demandLevel, level);
    if (own === unit) continue;
    const message =
      per_replica === undefined
        ? "without per_replica demand is in GPUs"
        : `it is in ${own} and per_replica is in ${unit}`;
    const expected =
      per_replica === undefined ? "a number of GPUs such as 5000 GPUs, or per_replica" : `${unit}`;
    const suggestion = own === "units" && unit === "GPUs" ? `${amount} GPUs` : null;
    context.report({
      path: [...path, "demand", key],
      code: "contradiction",
      message,
      got: level,
      expected,
      suggestion,
    });
  }
}

/** Warn of more GPUs than the pools have. */
export function warnBeyond(
  name: string,
  what: string,
  largest: number,
  pools: readonly number[],
  context: Context,
): void {
  const room = pools.reduce((sum, pool) => sum + installedGpus(context.pools[pool]!), 0);
  if (largest > room)
    context.warn(
      `internal.${name}: ${what} is more than the ${room} GPUs of its pools; the rest counts as shortfall.`,
    );
}
