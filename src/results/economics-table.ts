import type { Account, FleetAccount } from "../economics/accounts.ts";
import { paybackYears, returnOnCapital } from "../economics/returns.ts";
import { REPLICATION } from "./common-columns.ts";
import type { Column, RunLabels, Table } from "./table.ts";
import { toGpuHours } from "./units.ts";

/** One account of a run. */
export type EconomicsRow =
  | { readonly scope: "product"; readonly product: string; readonly account: Account }
  | { readonly scope: "rental"; readonly account: Account }
  | { readonly scope: "fleet"; readonly account: FleetAccount /** ms */; readonly measured: number };

type Cell = Column<EconomicsRow, RunLabels>;

function dollars(name: string, formula: string, description: string, of: (account: Account) => number): Cell {
  return { name, unit: "USD", formula, description, cell: ({ account }) => of(account) };
}

/** Of what is sold; there is no margin on internal work. */
function margin(
  name: string,
  formula: string,
  description: string,
  cost: (account: Account) => number,
): Cell {
  return {
    name,
    unit: "share",
    formula,
    description: `${description}; empty for the fleet.`,
    cell: ({ scope, account }) =>
      scope === "fleet" ? Number.NaN : (account.revenue - cost(account)) / account.revenue,
  };
}

function ofFleet(
  name: string,
  unit: string,
  formula: string,
  description: string,
  of: (account: FleetAccount, measured: number) => number,
): Cell {
  return {
    name,
    unit,
    formula,
    description: `${description}; of the fleet alone.`,
    cell: (row) => (row.scope === "fleet" ? of(row.account, row.measured) : Number.NaN),
  };
}

/** Written where the scenario says what GPUs cost. */
export const ECONOMICS: Table<EconomicsRow> = {
  file: "economics.csv",
  row: "What one product, all rental together, or the whole fleet earned and cost in one replication; written if the scenario has `economics`.",
  columns: [
    REPLICATION,
    {
      name: "scope",
      unit: "",
      formula: "",
      description: "product; rental: all products; fleet: internal work and idle GPUs too.",
      cell: ({ scope }) => scope,
    },
    {
      name: "product",
      unit: "",
      formula: "",
      description: "Name of the product; empty for the others.",
      cell: (row) => (row.scope === "product" ? row.product : ""),
    },
    {
      name: "allocated_gpu_h",
      unit: "GPU-h",
      formula: "",
      description: "GPU-hours held.",
      cell: ({ account }) => toGpuHours(account.allocated),
    },
    dollars(
      "revenue_usd",
      "Σ revenue_usd of revenue.csv or tokens.csv",
      "Net revenue: after refunds, credits and breach costs.",
      ({ revenue }) => revenue,
    ),
    dollars(
      "marginal_cost_usd",
      "allocated_gpu_h × kW × (busy − idle) × PUE × price of electricity",
      "Energy that held GPUs drew beyond what idle ones draw.",
      ({ marginalCost }) => marginalCost,
    ),
    dollars(
      "contribution_usd",
      "revenue_usd − marginal_cost_usd",
      "What is left at the margin.",
      ({ revenue, marginalCost }) => revenue - marginalCost,
    ),
    margin(
      "contribution_margin",
      "contribution_usd / revenue_usd",
      "Share of revenue left at the margin",
      ({ marginalCost }) => marginalCost,
    ),
    dollars(
      "full_cost_usd",
      "GPU-hours × (depreciation + cost of capital + opex + power) + sales overhead × revenue_usd",
      "Full cost of the GPU-hours held; of the fleet: of all that are installed.",
      ({ fullCost }) => fullCost,
    ),
    dollars(
      "full_profit_usd",
      "revenue_usd − full_cost_usd",
      "What is left after full cost; of the fleet without the worth of internal work.",
      ({ revenue, fullCost }) => revenue - fullCost,
    ),
    margin(
      "full_margin",
      "full_profit_usd / revenue_usd",
      "Share of revenue left after full cost",
      ({ fullCost }) => fullCost,
    ),
    ofFleet("installed_gpu_h", "GPU-h", "", "GPU-hours installed", ({ installed }) => toGpuHours(installed)),
    ofFleet(
      "capital_usd",
      "USD",
      "Σ GPUs × (capital + facility)",
      "What the fleet cost when it was new",
      ({ capital }) => capital,
    ),
    ofFleet(
      "useful_internal_gpu_h",
      "GPU-h",
      "Σ useful_internal_gpu_h of utilisation.csv",
      "GPU-hours of internal work that count",
      ({ usefulInternal }) => toGpuHours(usefulInternal),
    ),
    ofFleet(
      "internal_value_usd",
      "USD",
      "useful_internal_gpu_h × internal_value",
      "What they are worth; empty if the scenario does not say it",
      ({ internalValue }) => internalValue,
    ),
    ofFleet(
      "running_cost_usd",
      "USD",
      "opex + power of all GPUs + sales overhead",
      "What is paid as it goes",
      ({ runningCost }) => runningCost,
    ),
    ofFleet(
      "depreciation_usd",
      "USD",
      "installed_gpu_h × ((capital − residual) / life + facility / its life)",
      "What capital and building lose",
      ({ depreciation }) => depreciation,
    ),
    ofFleet(
      "return_on_capital",
      "share/year",
      "(revenue_usd + internal_value_usd − running_cost_usd − depreciation_usd) / capital_usd, annualised",
      "Return on installed capital",
      returnOnCapital,
    ),
    ofFleet(
      "payback_years",
      "years",
      "capital_usd / (revenue_usd + internal_value_usd − running_cost_usd), annualised",
      "Years until the fleet has paid for itself at the measured pace; empty: never",
      paybackYears,
    ),
  ],
};
