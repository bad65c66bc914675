// Metrics of money beyond revenue: what the fleet and its products cost, and what they return.

import {
  type Account,
  type FleetAccount,
  fleetAccount,
  productAccounts,
  together,
} from "../economics/accounts.ts";
import type { EconomicsPlan } from "../economics/plan.ts";
import { fleetFlows, netPresentValue, paybackYears, returnOnCapital } from "../economics/returns.ts";
import type { RunTotals } from "../ledger/rows.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { productNames } from "./economics-rows.ts";
import { type Metric, revenuePerYear } from "./metrics.ts";
import type { RatioMetric } from "./ratio-metric.ts";

/** A product by its name; null: all of them together. */
type Sold = string | null;

function accountOf(totals: RunTotals, sold: Sold, scenario: Scenario): Account {
  const products = productAccounts(totals, productNames(scenario), scenario.economics!);
  return sold === null ? together(products) : products.get(sold)!;
}

function ofAccount(
  name: string,
  formula: string,
  description: string,
  of: (account: Account) => number,
): Metric<Sold> {
  return {
    name,
    unit: "USD",
    formula,
    description,
    of: (totals, sold, scenario) => of(accountOf(totals, sold, scenario)),
  };
}

/** Of each product, and of all rental. */
export const ACCOUNT_METRICS: readonly Metric<Sold>[] = [
  ofAccount(
    "marginal_cost_usd",
    "marginal_cost_usd of economics.csv",
    "Energy that held GPUs drew beyond what idle ones draw.",
    ({ marginalCost }) => marginalCost,
  ),
  ofAccount(
    "contribution_usd",
    "revenue_usd − marginal_cost_usd",
    "What is left at the margin.",
    ({ revenue, marginalCost }) => revenue - marginalCost,
  ),
  ofAccount(
    "full_cost_usd",
    "full_cost_usd of economics.csv",
    "Full cost of the GPU-hours held.",
    ({ fullCost }) => fullCost,
  ),
];

/** Ratios of sums over all replications. */
export const MARGIN_METRICS: readonly RatioMetric<Sold>[] = [
  {
    name: "contribution_margin",
    unit: "share",
    formula: "Σ contribution_usd / Σ revenue_usd, over replications",
    description: "Share of revenue left at the margin.",
    of: (totals, sold, scenario) => {
      const { revenue, marginalCost } = accountOf(totals, sold, scenario);
      return { above: revenue - marginalCost, below: revenue };
    },
  },
  {
    name: "full_margin",
    unit: "share",
    formula: "Σ (revenue_usd − full_cost_usd) / Σ revenue_usd, over replications",
    description: "Share of revenue left after full cost.",
    of: (totals, sold, scenario) => {
      const { revenue, fullCost } = accountOf(totals, sold, scenario);
      return { above: revenue - fullCost, below: revenue };
    },
  },
];

function ofFleet(
  name: string,
  unit: string,
  formula: string,
  description: string,
  of: (fleet: FleetAccount, measured: number, plan: EconomicsPlan) => number,
): Metric<null> {
  return {
    name,
    unit,
    formula,
    description,
    of: (totals, _, { economics }) => of(fleetAccount(totals, economics!), totals.measured, economics!),
  };
}

/** Of the fleet, with and without rental. Returns take the measured pace to go on: a trajectory has none. */
export const RETURN_METRICS: readonly Metric<null>[] = [
  ofFleet(
    "capital_usd",
    "USD",
    "Σ GPUs × (capital + facility)",
    "What the fleet cost when it was new.",
    ({ capital }) => capital,
  ),
  ofFleet(
    "fleet_cost_usd",
    "USD",
    "full_cost_usd of economics.csv, scope fleet",
    "Full cost of the fleet, idle GPUs too.",
    ({ fullCost }) => fullCost,
  ),
  {
    ...ofFleet(
      "return_on_capital",
      "share/year",
      "return_on_capital of economics.csv",
      "Return on installed capital, annualised; empty without an internal_value.",
      returnOnCapital,
    ),
    steady: true,
  },
  {
    ...ofFleet(
      "payback_years",
      "years",
      "payback_years of economics.csv",
      "Years until the fleet has paid for itself at the measured pace.",
      paybackYears,
    ),
    steady: true,
  },
  {
    ...ofFleet(
      "net_present_value_usd",
      "USD",
      "Σ over years of cash / (1 + wacc)^year − capital_usd + residual",
      "Of the fleet over its life, at the measured pace, rental prices moving by price_drift.",
      (fleet, measured, plan) => netPresentValue(fleetFlows(fleet, plan, measured), plan.wacc),
    ),
    steady: true,
  },
];

/** How large the revenue is beside that of others, one metric for each. */
export const SCALE_METRIC = {
  name: "revenue_per_<other>_revenue",
  unit: "share",
  formula: "revenue_per_year_usd / revenue of the other in a year",
  description: "Annualised revenue as a share of that of the company, and of each of the peers.",
} as const;

export function scaleMetrics({ companyRevenue, peers }: EconomicsPlan): Metric<null>[] {
  const company = companyRevenue === null ? [] : [{ name: "company", revenue: companyRevenue }];
  return [...company, ...peers].map(({ name, revenue }) => ({
    ...SCALE_METRIC,
    name: scaleMetricName(name),
    steady: true,
    of: (totals) => revenuePerYear(totals) / revenue,
  }));
}

/** @param other `company`, or the name of a peer */
export function scaleMetricName(other: string): string {
  return SCALE_METRIC.name.replace("<other>", other.toLowerCase().replace(/[^a-z0-9]+/g, "_"));
}
