// A product: its contract, its price, and the source of its requests at that price.

import { HOUR } from "../../kernel/time.ts";
import { CONTRACT_PRESETS } from "../../market/contracts.ts";
import { demandRate } from "../../market/demand.ts";
import type { ContractPlan, DemandForm, ProductPlan } from "../../market/plan.ts";
import type { ArrivalPlan, JobSourcePlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ContractTree, DemandTree, ProductTree } from "../schema/rental.ts";
import { duration, durationText, price, rate, signed, span } from "../units.ts";
import { compileHourOfWeek } from "./arrivals.ts";
import type { Compiled, Context } from "./context.ts";
import { compileMix } from "./mix.ts";
import { allowedPools, poolNames } from "./pools.ts";

/** Assumption: customers of preemptible products keep their work (checkpoints, queues of small tasks). */
const ON_PREEMPTION = "resume";

/** @param source index that the source of the product's requests will have */
export function compileProduct(
  name: string,
  tree: ProductTree,
  path: KeyPath,
  source: number,
  context: Context,
): Compiled<{ readonly product: ProductPlan; readonly source: JobSourcePlan }> {
  const pools = allowedPools(tree.pools, path, context);
  const contract = compileContract(tree.contract, [...path, "contract"], context);
  if (!contract.preemptible && tree.on_preemption !== undefined) {
    onlyPreemptible(contract, [...path, "on_preemption"], context);
  }
  const amount = amountOf(price, tree.price);
  const demand = compileDemand(tree.demand, amount, path, pools, context);
  const plan = {
    product: { name, contract, price: amount, source },
    source: {
      kind: "jobs",
      name,
      side: "rental",
      priority: amountOf(signed, tree.priority),
      pools,
      whenFull: contract.admission,
      preemptible: contract.preemptible,
      notice: contract.notice,
      onPreemption: tree.on_preemption ?? ON_PREEMPTION,
      ...demand.plan,
      // A customer states no run time; the provider plans with the true one (assumption).
      estimate: { kind: "exact" },
    },
  } as const;
  const preemption = contract.preemptible ? { on_preemption: tree.on_preemption ?? ON_PREEMPTION } : {};
  const parts = { contract: contractEcho(contract), demand: demand.echo, pools: poolNames(pools, context) };
  return { plan, echo: { ...tree, ...preemption, ...parts } };
}

function onlyPreemptible(contract: ContractPlan, path: KeyPath, context: Context): void {
  const message = `${contract.name} is never preempted`;
  context.report({
    path,
    code: "contradiction",
    message,
    expected: "this key only on a preemptible contract",
    atKey: true,
  });
}

function compileContract(tree: ContractTree, path: KeyPath, context: Context): ContractPlan {
  if (typeof tree === "string") return CONTRACT_PRESETS[tree]!;
  const preset = CONTRACT_PRESETS[tree.preset]!;
  const { notice, granularity, minimum, first_interrupted_hour_free: free, admission } = tree;
  if (!preset.preemptible) {
    if (notice !== undefined) onlyPreemptible(preset, [...path, "notice"], context);
    if (free !== undefined) onlyPreemptible(preset, [...path, "first_interrupted_hour_free"], context);
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

function compileDemand(
  tree: DemandTree,
  amount: number,
  productPath: KeyPath,
  pools: readonly number[],
  context: Context,
): Compiled<Pick<JobSourcePlan, "arrivals" | "classes">> {
  const path = [...productPath, "demand"];
  const form = compileForm(tree, amount, productPath, context);
  const arrivals = requests(tree, path, context);
  const mean = form === null ? arrivals.plan.rate : demandRate(form, arrivals.plan.rate, amount);
  if (!Number.isFinite(mean)) {
    const message = "at this price the rate of requests is beyond all numbers";
    context.report({ path: [...productPath, "price"], code: "wrong_value", message, got: amount });
  }
  const classes = compileMix(tree, path, pools, context);
  return {
    plan: { arrivals: { ...arrivals.plan, rate: mean }, classes },
    echo: { ...tree, ...arrivals.echo },
  };
}

type OpenArrivals = Exclude<ArrivalPlan, { kind: "closed" }>;

/** Requests at the reference price: evenly over time, or by the hour of the week. */
function requests(
  tree: DemandTree,
  path: KeyPath,
  context: Context,
): { plan: OpenArrivals; echo: { hour_of_week?: unknown } } {
  if (tree.hour_of_week !== undefined) {
    if (tree.rate !== undefined) {
      const message = "rate and hour_of_week cannot both hold";
      context.report({ path: [...path, "rate"], code: "contradiction", message, atKey: true });
    }
    const { plan, echo } = compileHourOfWeek(tree.hour_of_week, [...path, "hour_of_week"], context);
    return { plan, echo: { hour_of_week: echo } };
  }
  if (tree.rate === undefined) {
    const expected = "rate or hour_of_week";
    context.report({
      path: [...path, "rate"],
      code: "missing_key",
      message: "missing required key",
      expected,
    });
  }
  return {
    plan: { kind: "poisson", rate: tree.rate === undefined ? 0 : amountOf(rate, tree.rate) },
    echo: {},
  };
}

/** The answer of demand to the price, or null and a report. */
function compileForm(
  tree: DemandTree,
  amount: number,
  productPath: KeyPath,
  context: Context,
): DemandForm | null {
  const path = [...productPath, "demand"];
  if (tree.form === "constant") {
    for (const key of ["reference", "elasticity"] as const) {
      if (tree[key] === undefined) continue;
      const message = "only isoelastic demand answers to the price";
      context.report({
        path: [...path, key],
        code: "contradiction",
        message,
        suggestion: "form: isoelastic",
        atKey: true,
      });
    }
    return { form: "constant" };
  }
  const missing = (["reference", "elasticity"] as const).filter((key) => tree[key] === undefined);
  for (const key of missing) {
    context.report({
      path: [...path, key],
      code: "missing_key",
      message: "missing required key",
      expected: "reference and elasticity",
    });
  }
  if (tree.reference === undefined || tree.elasticity === undefined) return null;
  const reference = amountOf(price, tree.reference);
  const elasticity = amountOf(signed, tree.elasticity);
  const zero = amount === 0 ? [...productPath, "price"] : reference === 0 ? [...path, "reference"] : null;
  if (zero !== null) {
    const message = "isoelastic demand has no limit at price 0";
    context.report({ path: zero, code: "wrong_value", message, got: 0, expected: "a price above $0/GPU/h" });
    return null;
  }
  if (elasticity > 0) {
    const message = "demand does not rise with the price";
    const expected = "an elasticity of at most 0";
    const suggestion = String(-elasticity);
    context.report({
      path: [...path, "elasticity"],
      code: "wrong_value",
      message,
      got: elasticity,
      expected,
      suggestion,
    });
    return null;
  }
  return { form: "isoelastic", reference, elasticity };
}
