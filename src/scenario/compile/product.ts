// A product: its contract, its price, and the source of its requests at that price.

import type { Law } from "../../kernel/law.ts";
import { constant } from "../../kernel/laws/constant.ts";
import type { Duration } from "../../kernel/time.ts";
import type { ContractPlan } from "../../market/contract/contract-plan.ts";
import type { MarketedPlan } from "../../market/market-plan.ts";
import type { ProductPlan } from "../../market/plan.ts";
import { firstPrice } from "../../market/price/price-range.ts";
import type { JobSourcePlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ProductTree } from "../schema/rental.ts";
import { signed } from "../units.ts";
import { bookingEcho, compileBooking } from "./booking.ts";
import type { Compiled, Context } from "./context.ts";
import { compileContract, contractEcho } from "./contract.ts";
import { underDrivers } from "./driven-price.ts";
import { compileExit } from "./early-exit.ts";
import { estimateFromLaws } from "./job-source.ts";
import { allowedPools } from "./pools.ts";
import { compilePrice } from "./price.ts";
import { compileDemand } from "./product-demand.ts";
import { compileTerm } from "./term.ts";
import { compileTraits } from "./traits.ts";
import { compileUse } from "./use.ts";

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
  const booking = compileBooking(contract, tree, path, context);
  const terms = {
    name,
    side: "rental",
    priority: amountOf(signed, tree.priority),
    pools: allowedPools(tree, path, context),
    // A window that begins later has been promised, and waits when it begins.
    whenFull: contract.admission === "queue" || beginsLater(contract, booking) ? "queue" : "refuse",
    preemptible: contract.preemptible,
    notice: contract.notice,
    protectedFor: contract.protectedFor,
    maximumLife: contract.maximumLife,
    patience: patienceOf(contract),
  } as const;
  const safe = contract.preemptible ? null : `${contract.name} is never preempted`;
  const asked = compilePrice(tree.price, [...path, "price"], context);
  const driven = context.drivenPrices.get(name);
  const price = underDrivers(asked.plan.price, driven, tree.price_floor, path, context);
  const auction = price.kind === "auction";
  const rules = {
    ...(auction ? auctioned(tree, contract, path, context) : tree),
    ...(contract.window === null ? {} : { on_failure: "resume" as const }),
  };
  const traits = compileTraits(terms, rules, safe, path, context);
  if (contract.exit.breachCost > 0) checkBreach(traits.plan.maximumLife, path, context);
  const term = compileTerm(tree.term, contract, path, context);
  const demand = compileDemand(tree.demand, price, term, path, traits.plan, context);
  const plan = {
    product: {
      name,
      contract,
      price: firstPrice(price),
      ...compileUse(contract, tree, price.kind !== "fixed", path, context),
      booking,
      ...compileExit(contract, tree, path, context),
      source,
    },
    // What is paid upfront does not move with the price.
    marketed: {
      price,
      locked: asked.plan.locked || contract.billing.kind === "upfront",
      ...demand.customers,
    },
    source: {
      kind: "jobs",
      ...traits.plan,
      ...demand.plan,
      estimate: estimateFromLaws(tree.estimate, [...path, "estimate"], context),
      killAtEstimate: false,
    },
  } as const;
  const parts = { contract: contractEcho(contract), price: asked.echo, demand: demand.echo };
  return { plan, echo: { ...tree, ...traits.echo, ...bookingEcho(booking), ...parts } };
}

function beginsLater({ window }: ContractPlan, booking: ProductPlan["booking"]): boolean {
  return booking !== null && (booking.lead > 0 || window!.endsAt !== null);
}

/** How long a request waits by its contract: its time-out, or the grace of a window from its begin on. */
function patienceOf({ timeout, window }: ContractPlan): Law | null {
  const patience = Math.min(timeout, window?.grace ?? Infinity);
  return patience < Infinity ? constant(patience) : null;
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

/** A run that its contract ends in time is no breach, and nothing tells it from one that is taken. */
function checkBreach(maximumLife: Duration, path: KeyPath, context: Context): void {
  if (maximumLife === Infinity) return;
  const message = "the end of a run's life would be paid for as a breach";
  const expected = "breach_cost only without a maximum life";
  context.report({ path: [...path, "maximum_life"], code: "contradiction", message, expected, atKey: true });
}
