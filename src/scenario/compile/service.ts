// Elastic services: replicas that follow a demand, never queued.

import { installedGpus } from "../../fleet/plan.ts";
import type { DemandPlan, ServicePlan } from "../../workload/plan.ts";
import { replicaRule } from "../../workload/replicas.ts";
import { type DemandUnit, demandLevel } from "../demand-level.ts";
import type { KeyPath } from "../problem.ts";
import { growth } from "../rates-and-money.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import type { ServiceDemandTree, ServiceTree } from "../schema/service.ts";
import { count, duration, ratio, share, signed, span } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { compilePortfolio, compileServing } from "./inference.ts";
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
  const { capacityPerReplica, unit, echo } = compileCapacity(tree, gpusPerReplica, pools, path, context);
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
  const demand = compileDemandCurve(tree.demand, [...path, "demand"], context);
  if (tree.resize === "crossing") checkCrossings(demand, path, context);
  const plan = {
    kind: "service",
    name,
    pools,
    demand,
    capacityPerReplica,
    gpusPerReplica,
    resize: tree.resize === "crossing" ? "crossing" : amountOf(span, tree.resize.every),
    delay: amountOf(duration, tree.delay),
    forecastMargin: amountOf(ratio, tree.forecast_margin),
    portfolio: compilePortfolio(tree.portfolio),
  } as const;
  const largest = replicaRule(plan)(peakOf(plan.demand)) * gpusPerReplica;
  warnBeyond(name, `its peak of ${largest.toLocaleString("en-US")} GPUs`, largest, pools, context);
  return { plan, echo: { ...tree, ...echo, ...poolsEcho(pools, context) } };
}

/** A smooth demand that comes again and again crosses its levels at instants that can be told beforehand. */
function checkCrossings(demand: CurvePlan, path: KeyPath, { report }: Context): void {
  const refuse = (message: string, without: string) => {
    const expected = `resize: {every: …}, or a demand without ${without}`;
    report({ path: [...path, "resize"], code: "contradiction", message, got: "crossing", expected });
  };
  if (demand.kind === "tide" && demand.noise !== null)
    refuse("a noisy demand crosses its levels all the time", "noise");
  if (demand.growth !== 0) refuse("a demand that grows never comes again as it was", "growth");
}

/** What a replica serves: what the scenario says, the throughput of a model on its GPUs, or its GPUs themselves. */
function compileCapacity(
  tree: ServiceTree,
  gpusPerReplica: number,
  pools: readonly number[],
  path: KeyPath,
  context: Context,
) {
  const { model, per_replica } = tree;
  if (model === undefined) {
    for (const key of ["shape", "derate"] as const) {
      if (tree[key] === undefined) continue;
      const message = "only the throughput of a model depends on it";
      context.report({
        path: [...path, key],
        code: "contradiction",
        message,
        expected: "model",
        atKey: true,
      });
    }
    const perReplica = per_replica ?? `${gpusPerReplica} GPUs`;
    const { amount: capacityPerReplica, unit } = amountOf(demandLevel, perReplica);
    return { capacityPerReplica, unit, echo: { per_replica: perReplica } };
  }
  if (per_replica !== undefined) {
    const message = "the model says it already";
    const expected = "either model or per_replica";
    context.report({ path: [...path, "per_replica"], code: "contradiction", message, expected, atKey: true });
  }
  const { perGpu, echo } = compileServing(model, tree, pools, path, context);
  return { capacityPerReplica: perGpu * gpusPerReplica, unit: "tok/s", echo } as const;
}

/** A demand over time, in the unit in which it is written. */
export function compileDemandCurve(tree: ServiceDemandTree, path: KeyPath, context: Context): CurvePlan {
  const levelOf = (quantity: Quantity) => amountOf(demandLevel, quantity).amount;
  const perYear = tree.growth === undefined ? 0 : amountOf(growth, tree.growth);
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
      growth: perYear,
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
    growth: perYear,
  };
}

/** So many times a demand. */
export function scaledDemand(demand: CurvePlan, factor: number): CurvePlan {
  return demand.kind === "tide"
    ? { ...demand, peak: demand.peak * factor }
    : { ...demand, mean: demand.mean * factor, amplitude: demand.amplitude * factor };
}

/** Demand but for noise at its highest, before it grows. */
function peakOf(demand: CurvePlan): number {
  return demand.kind === "tide" ? demand.peak * Math.max(1, demand.weekend) : demand.mean + demand.amplitude;
}

/** Levels that a demand names, by their keys. */
function levelsOf(demand: ServiceDemandTree): Readonly<Record<string, Quantity>> {
  return "mean" in demand ? { mean: demand.mean, amplitude: demand.amplitude } : { peak: demand.peak };
}

/** Report a demand that is not in tokens. */
export function checkTokens(demand: ServiceDemandTree, path: KeyPath, context: Context): void {
  for (const [key, level] of Object.entries(levelsOf(demand))) {
    const { unit } = amountOf(demandLevel, level);
    if (unit === "tok/s") continue;
    const message = `it is in ${unit}, and tokens are sold`;
    const expected = "tokens a second, such as 200 ktok/s";
    context.report({ path: [...path, key], code: "wrong_value", message, got: level, expected });
  }
}

/** What is asked for and what a replica serves are counted alike. */
function checkUnits(
  { demand, per_replica, model }: ServiceTree,
  unit: DemandUnit,
  path: KeyPath,
  context: Context,
): void {
  for (const [key, level] of Object.entries(levelsOf(demand))) {
    const { unit: own, amount } = amountOf(demandLevel, level);
    if (own === unit) continue;
    const bare = per_replica === undefined && model === undefined;
    const message = bare
      ? "without per_replica demand is in GPUs"
      : model === undefined
        ? `it is in ${own} and per_replica is in ${unit}`
        : `it is in ${own}, and a model serves tokens`;
    const expected = bare ? "a number of GPUs such as 5000 GPUs, or per_replica" : `${unit}`;
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
      ["internal", name],
      `internal.${name}: ${what} is more than the ${room.toLocaleString("en-US")} GPUs of its pools; the rest counts as shortfall.`,
    );
}
