// The accounts of one run: what each product brought in and cost, at the margin and in full, and the same of the fleet.

import { HOUR } from "../kernel/time.ts";
import type { PoolUse, RunTotals } from "../ledger/rows.ts";
import { hourCost, idlePower, marginalPower } from "./gpu-hour-cost.ts";
import type { EconomicsPlan } from "./plan.ts";

/** Of one product, or of all together. Money in $, over the measured time. */
export interface Account {
  /** GPU-ms held */
  readonly allocated: number;
  /** after refunds, credits and breach costs */
  readonly revenue: number;
  /** energy that the held GPUs drew beyond what idle ones draw */
  readonly marginalCost: number;
  /** depreciation, cost of capital, running costs and power of the held GPU-hours, and of selling them */
  readonly fullCost: number;
}

/** Of the whole fleet, internal work included. */
export interface FleetAccount extends Account {
  /** GPU-ms */
  readonly installed: number;
  /** $ of all GPUs and their building when they were new */
  readonly capital: number;
  /** internal GPU-ms that count */
  readonly usefulInternal: number;
  /** $ that they are worth; NaN where nothing is said of it */
  readonly internalValue: number;
  /** power, running costs and selling */
  readonly runningCost: number;
  readonly depreciation: number;
}

/** What is for sale, by name, in the order of the totals. */
interface Names {
  readonly products: readonly string[];
  readonly tokens: readonly string[];
}

/** The account of each product, those that are sold by the token last; none in a run without rental. */
export function productAccounts(totals: RunTotals, names: Names, plan: EconomicsPlan): Map<string, Account> {
  const sold = [
    ...totals.sales.map(({ revenue }, product) => [names.products[product]!, revenue] as const),
    ...totals.tokens.map(({ revenue }, token) => [names.tokens[token]!, revenue] as const),
  ];
  return new Map(sold.map(([name, revenue]) => [name, account(name, revenue, totals, plan)]));
}

/** All of them as one. */
export function together(products: ReadonlyMap<string, Account>): Account {
  const accounts = [...products.values()];
  return {
    allocated: sumOf(accounts, ({ allocated }) => allocated),
    revenue: sumOf(accounts, ({ revenue }) => revenue),
    marginalCost: sumOf(accounts, ({ marginalCost }) => marginalCost),
    fullCost: sumOf(accounts, ({ fullCost }) => fullCost),
  };
}

/** The account of the fleet; every installed GPU-hour is paid for, whoever holds it. */
export function fleetAccount(totals: RunTotals, plan: EconomicsPlan): FleetAccount {
  const marginalCost = energyOfHeld(totals, plan);
  const revenue = sumOf([...totals.sales, ...totals.tokens], (sales) => sales.revenue);
  const price = plan.electricity ?? totals.tariff;
  const perPool = plan.gpus.map((gpu, pool) => {
    const hours = totals.gpuTime[pool]!.installed / HOUR;
    const { depreciation, capital, opex } = hourCost(gpu, plan);
    return {
      depreciation: hours * depreciation,
      ofCapital: hours * capital,
      opex: hours * opex,
      idlePower: hours * idlePower(gpu, plan) * price,
      capital: (totals.gpuTime[pool]!.installed / totals.measured) * (gpu.capital + gpu.facility),
    };
  });
  const depreciation = sumOf(perPool, (pool) => pool.depreciation);
  const runningCost =
    sumOf(perPool, (pool) => pool.opex + pool.idlePower) + marginalCost + plan.salesOverhead * revenue;
  const usefulInternal = sumOf(
    totals.gpuTime,
    ({ allocatedInternal, overheadInternal, lostInternal }) =>
      allocatedInternal - overheadInternal - lostInternal,
  );
  return {
    allocated: sumOf(totals.held, ({ allocated }) => allocated),
    revenue,
    marginalCost,
    fullCost: depreciation + sumOf(perPool, (pool) => pool.ofCapital) + runningCost,
    installed: sumOf(totals.gpuTime, ({ installed }) => installed),
    capital: sumOf(perPool, ({ capital }) => capital),
    usefulInternal,
    internalValue: (plan.internalValue ?? Number.NaN) * (usefulInternal / HOUR),
    runningCost,
    depreciation,
  };
}

/** $ of the energy that all held GPUs drew beyond what idle ones draw. */
export function energyOfHeld({ held }: RunTotals, plan: EconomicsPlan): number {
  return sumOf(held, ({ byPool }) => marginalEnergy(byPool, plan));
}

function account(name: string, revenue: number, { held }: RunTotals, plan: EconomicsPlan): Account {
  const byPool = held.find(({ source }) => source === name)?.byPool ?? [];
  const marginalCost = marginalEnergy(byPool, plan);
  const fixed = sumOf(byPool, ({ allocated, tariffed }, pool) => {
    const gpu = plan.gpus[pool]!;
    const { depreciation, capital, opex } = hourCost(gpu, plan);
    const idle = idlePower(gpu, plan) * energyPrice(allocated, tariffed, plan);
    return (allocated / HOUR) * (depreciation + capital + opex) + idle;
  });
  const allocated = sumOf(byPool, (use) => use.allocated);
  return { allocated, revenue, marginalCost, fullCost: fixed + marginalCost + plan.salesOverhead * revenue };
}

function marginalEnergy(byPool: readonly PoolUse[], plan: EconomicsPlan): number {
  return sumOf(
    byPool,
    ({ allocated, tariffed }, pool) =>
      marginalPower(plan.gpus[pool]!, plan) * energyPrice(allocated, tariffed, plan),
  );
}

/** $ that a kW costs while it is drawn for these GPU-ms. */
function energyPrice(allocated: number, tariffed: number, { electricity }: EconomicsPlan): number {
  return (electricity === null ? tariffed : allocated * electricity) / HOUR;
}

function sumOf<T>(items: readonly T[], of: (item: T, place: number) => number): number {
  return items.reduce((sum, item, place) => sum + of(item, place), 0);
}
