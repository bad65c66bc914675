// A product: its contract, its price, and the source of its requests at that price.

import { HOUR } from "../../kernel/time.ts";
import { CONTRACT_PRESETS } from "../../market/contracts.ts";
import type { ContractPlan, ProductPlan } from "../../market/plan.ts";
import type { JobSourcePlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { price } from "../rates-and-money.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ContractTree, ProductTree } from "../schema/rental.ts";
import { duration, durationText, signed, span } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { estimateFromLaws } from "./job-source.ts";
import { allowedPools } from "./pools.ts";
import { compileDemand } from "./product-demand.ts";
import { compileTraits, neverPreempted } from "./traits.ts";

/** @param source index that the source of the product's requests will have */
export function compileProduct(
  name: string,
  tree: ProductTree,
  path: KeyPath,
  source: number,
  context: Context,
): Compiled<{ readonly product: ProductPlan; readonly source: JobSourcePlan }> {
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
  const traits = compileTraits(terms, tree, safe, path, context);
  const amount = amountOf(price, tree.price);
  const demand = compileDemand(tree.demand, amount, path, traits.plan, context);
  const plan = {
    product: { name, contract, price: amount, source },
    source: {
      kind: "jobs",
      ...traits.plan,
      ...demand.plan,
      estimate: estimateFromLaws(tree.estimate, [...path, "estimate"], context),
      killAtEstimate: false,
    },
  } as const;
  const parts = { contract: contractEcho(contract), demand: demand.echo };
  return { plan, echo: { ...tree, ...traits.echo, ...parts } };
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
