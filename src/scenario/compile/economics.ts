// What GPUs cost and what their work is worth.

import { DRAWN, FACILITY_PER_KW, GPU_TYPES } from "../../economics/gpu-types.ts";
import type { EconomicsPlan, GpuCost } from "../../economics/plan.ts";
import type { TariffPlan } from "../../ledger/tariff.ts";
import { electricityPrice, growth, money, power, price } from "../rates-and-money.ts";
import type { EconomicsTree, ElectricityTree } from "../schema/economics.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import { readSeries } from "../series-file.ts";
import { ratio, share, span } from "../units.ts";
import { type Compiled, type Context, contents } from "./context.ts";

interface CompiledEconomics extends Compiled<EconomicsPlan | null> {
  /** null where the price of electricity does not move */
  readonly tariff: TariffPlan | null;
}

export function compileEconomics(tree: EconomicsTree | undefined, context: Context): CompiledEconomics {
  if (tree === undefined) return { plan: null, tariff: null, echo: undefined };
  const optional = (dimension: typeof money, quantity: Quantity | undefined) =>
    quantity === undefined ? null : amountOf(dimension, quantity);
  const fixed = isFixed(tree.electricity) ? tree.electricity : null;
  const plan = {
    electricity: optional(electricityPrice, fixed ?? undefined),
    pue: checkPue(amountOf(ratio, tree.pue), context),
    life: amountOf(span, tree.life),
    facilityLife: amountOf(span, tree.facility_life),
    residual: amountOf(share, tree.residual),
    wacc: amountOf(share, tree.wacc),
    opex: amountOf(share, tree.opex),
    salesOverhead: amountOf(share, tree.sales_overhead),
    priceDrift: amountOf(growth, tree.price_drift),
    gpus: context.pools.map(({ gpu }) => gpuCost(gpu, tree, context)),
    internalValue: optional(price, tree.internal_value),
    companyRevenue: optional(money, tree.company_revenue),
    peers: Object.entries(tree.peers).map(([name, revenue]) => ({ name, revenue: amountOf(money, revenue) })),
  };
  checkTypes(tree, context);
  const tariff = isFixed(tree.electricity) ? null : recordedTariff(tree.electricity.file, context);
  const types = Object.fromEntries(
    context.pools.map(({ gpu }, pool) => [gpu, { ...spelledOut(plan.gpus[pool]!), ...tree.types[gpu] }]),
  );
  return { plan, tariff, echo: { ...tree, types } };
}

function isFixed(electricity: ElectricityTree): electricity is Quantity {
  return typeof electricity !== "object" || "assume" in electricity;
}

/** Whoever cools and converts draws more than what is served. */
function checkPue(pue: number, { report }: Context): number {
  if (pue >= 1) return pue;
  const message = "less is drawn at the meter than by the servers";
  report({ path: ["economics", "pue"], code: "wrong_value", message, got: pue, expected: "at least 1" });
  return 1;
}

/** What is said of a type over what is known of it. */
function gpuCost(type: string, { types }: EconomicsTree, { report }: Context): GpuCost {
  const said = types[type] ?? {};
  const known = Object.hasOwn(GPU_TYPES, type) ? GPU_TYPES[type]! : null;
  const path = types[type] === undefined ? ["economics"] : ["economics", "types", type];
  if (known === null && (said.capital === undefined || said.power === undefined)) {
    const message = `nothing is known of what a GPU of the type ${type} costs`;
    const expected = `economics.types.${type} with capital and power, or a type among ${Object.keys(GPU_TYPES).join(", ")}`;
    report({ path, code: "missing_key", message, expected, atKey: true });
  }
  const kw = said.power === undefined ? (known?.power ?? 0) : amountOf(power, said.power);
  const otherwise = known ?? { capital: 0, facility: FACILITY_PER_KW * kw, power: kw, ...DRAWN };
  const cost = {
    capital: said.capital === undefined ? otherwise.capital : amountOf(money, said.capital),
    facility: said.facility === undefined ? otherwise.facility : amountOf(money, said.facility),
    power: kw,
    busy: said.busy === undefined ? otherwise.busy : amountOf(share, said.busy),
    idle: said.idle === undefined ? otherwise.idle : amountOf(share, said.idle),
  };
  if (cost.idle > cost.busy) {
    const message = "an idle GPU would draw more than a busy one";
    report({
      path: [...path, "idle"],
      code: "contradiction",
      message,
      got: said.idle,
      expected: "at most busy",
    });
  }
  return cost;
}

function checkTypes({ types }: EconomicsTree, { pools, report }: Context): void {
  for (const type of Object.keys(types)) {
    if (pools.some(({ gpu }) => gpu === type)) continue;
    const message = `no pool has GPUs of the type ${type}`;
    const expected = `one of ${[...new Set(pools.map(({ gpu }) => gpu))].join(", ")}`;
    report({ path: ["economics", "types", type], code: "contradiction", message, expected, atKey: true });
  }
}

function spelledOut({ capital, facility, power: kw, busy, idle }: GpuCost) {
  return { capital: `$${capital}`, facility: `$${facility}`, power: `${kw} kW`, busy, idle };
}

function recordedTariff(file: string, context: Context): TariffPlan | null {
  const path = ["economics", "electricity", "file"];
  const text = contents(context.files.text(file), path, file, context);
  if (text === null) return null;
  const series = readSeries(text, "usd_per_kwh", "s");
  if (typeof series !== "string") return { times: series.times, prices: series.values };
  const expected = "the columns time,usd_per_kwh with a row for each change, in order of time";
  context.report({ path, code: "file", message: `${file}: ${series}`, expected });
  return null;
}
