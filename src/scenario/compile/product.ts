// A product: its contract, its price, and the source of its requests at that price.

import { HOUR } from "../../kernel/time.ts";
import { CONTRACT_PRESETS } from "../../market/contracts.ts";
import type { MarketedPlan } from "../../market/market-plan.ts";
import type { ContractPlan, ProductPlan } from "../../market/plan.ts";
import { firstPrice } from "../../market/price/price-range.ts";
import type { JobSourcePlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ContractTree, ProductTree } from "../schema/rental.ts";
import { duration, durationText, signed, span } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { allowedPools } from "./pools.ts";
import { compilePrice } from "./price.ts";
import { compileDemand } from "./product-demand.ts";
import { compileTraits, neverPreempted } from "./traits.ts";

interface CompiledProduct {
  readonly product: ProductPlan;
  readonly source: JobSourcePlan;
  readonly marketed: MarketedPlan;
}

/** @param source index that the source of the product's requests will have */
export function compileProduct(
  name: string,
  tree: ProductTree,
  path: KeyPath,
  source: number,
  context: Context,
): Compiled<CompiledProduct> {
  const contract = compileContract(tree.contract, [...path, "contract"], context);
  const terms = {
    name,
    side: "rental",
    priority: amountOf(signed, tree.priority),
    pools: allowedPools(tree, path, context),
    whenFull: contract.admission,
    preemptible: contract.preemptible,
    notice: contract.notice,
  } as const;
  const safe = contract.preemptible ? null : `${contract.name} is never preempted`;
  const price = compilePrice(tree.price, [...path, "price"], context);
  const rules = price.plan.price.kind === "auction" ? auctioned(tree, contract, path, context) : tree;
  const traits = compileTraits(terms, rules, safe, path, context);
  const demand = compileDemand(tree.demand, price.plan.price, path, traits.plan, context);
  const plan = {
    product: { name, contract, price: firstPrice(price.plan.price), source },
    marketed: { ...price.plan, ...demand.customers },
    source: {
      kind: "jobs",
      ...traits.plan,
      ...demand.plan,
      // A customer states no run time; the provider plans with the true one (assumption).
      estimate: { kind: "exact" },
      killAtEstimate: false,
    },
  } as const;
  const parts = { contract: contractEcho(contract), price: price.echo, demand: demand.echo };
  return { plan, echo: { ...tree, ...traits.echo, ...parts } };
}

/** Whoever loses out in an auction is gone: the product's requests are ended by a preemption. */
function auctioned(tree: ProductTree, contract: ContractPlan, path: KeyPath, context: Context): ProductTree {
  const report = (key: string, message: string, expected: string) =>
    context.report({ path: [...path, key], code: "contradiction", message, expected, atKey: true });
  if (!contract.preemptible)
    report(
      "contract",
      `${contract.name} is never preempted, and an auction puts out those who bid too little`,
      "a preemptible contract",
    );
  if (tree.demand.willingness === undefined)
    report("demand", "customers of an auction bid their willingness", "demand with a willingness");
  if (tree.on_preemption !== undefined && tree.on_preemption !== "kill")
    report("on_preemption", "whoever loses out in an auction is gone", "kill");
  return { ...tree, on_preemption: "kill" };
}

function compileContract(tree: ContractTree, path: KeyPath, context: Context): ContractPlan {
  if (typeof tree === "string") return CONTRACT_PRESETS[tree]!;
  const preset = CONTRACT_PRESETS[tree.preset]!;
  const { notice, granularity, minimum, first_interrupted_hour_free: free, admission } = tree;
  if (!preset.preemptible) {
    const why = `${preset.name} is never preempted`;
    if (notice !== undefined) neverPreempted(why, [...path, "notice"], context);
    if (free !== undefined) neverPreempted(why, [...path, "first_interrupted_hour_free"], context);
  }
  const { billing } = preset;
  return {
    ...preset,
    notice: notice === undefined ? preset.notice : amountOf(duration, notice),
    admission: admission ?? preset.admission,
    billing: {
      granularity: granularity === undefined ? billing.granularity : amountOf(span, granularity),
      minimum: minimum === undefined ? billing.minimum : amountOf(duration, minimum),
      freeIfInterruptedWithin: free === undefined ? billing.freeIfInterruptedWithin : free ? HOUR : 0,
    },
  };
}

function contractEcho({ name, preemptible, notice, admission, billing }: ContractPlan): unknown {
  const { granularity, minimum, freeIfInterruptedWithin } = billing;
  return {
    preset: name,
    admission,
    granularity: durationText(granularity),
    minimum: durationText(minimum),
    ...(preemptible && {
      notice: durationText(notice),
      first_interrupted_hour_free: freeIfInterruptedWithin > 0,
    }),
  };
}
