// A product sold by the token: its contract, its price, and the source that its replicas belong to.

import { installedGpus } from "../../fleet/plan.ts";
import { constant } from "../../kernel/laws/constant.ts";
import type { TokenContractPlan, TokenProductPlan } from "../../market/tokens/plan.ts";
import { TOKEN_CONTRACTS } from "../../market/tokens/token-contracts.ts";
import { pricePerOutput } from "../../market/tokens/token-price.ts";
import { ENDLESS, type JobSourcePlan, type SourceTraits } from "../../workload/plan.ts";
import { demandLevel } from "../demand-level.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { TokenProductTree } from "../schema/token-product.ts";
import { count, duration, ratio, signed, span } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { allowedPools, poolsEcho } from "./pools.ts";
import { compileTokenDemand } from "./token-demand.ts";
import { compileTokenModels } from "./token-models.ts";
import { compileTraits, neverPreempted } from "./traits.ts";

/** Assumption: tokens that are asked for now run like other rental, a batch behind it. */
const PRIORITY: Readonly<Record<TokenContractPlan["serving"], number>> = {
  standard: 10,
  provisioned: 10,
  batch: 0,
};

/** @param source index that the source of its replicas will have */
export function compileTokenProduct(
  name: string,
  tree: TokenProductTree,
  path: KeyPath,
  source: number,
  context: Context,
): Compiled<{ readonly token: TokenProductPlan; readonly source: JobSourcePlan }> {
  const contract = TOKEN_CONTRACTS[tree.contract]!;
  const pools = allowedPools(tree, path, context);
  const gpusPerReplica = amountOf(count(1), tree.gpus_per_replica);
  const models = compileTokenModels(tree, pools, path, context);
  const traits = compileReplicaTraits(name, tree, contract, pools, path, context);
  checkReplica(tree, pools, path, context);
  const { echo: servingEcho, ...served } = models;
  const perMtok = 1e6 * pricePerOutput(served.price, served.shape) * (1 - contract.discount);
  const demand = compileTokenDemand(
    tree.demand,
    perMtok,
    context.drivenPrices.has(name),
    contract,
    [...path, "demand"],
    context,
  );
  const token: TokenProductPlan = {
    name,
    contract,
    ...served,
    ...demand.plan,
    provisioned: compileProvisioned(tree, contract, path, context),
    capacityPerReplica: served.capacityIn[pools[0] ?? 0] ?? 0,
    gpusPerReplica,
    resize: amountOf(span, tree.resize.every),
    forecastMargin: amountOf(ratio, tree.forecast_margin),
    source,
  };
  checkPromise(token, pools, path, context);
  const echo = {
    ...tree,
    ...servingEcho,
    demand: demand.echo,
    priority: traits.plan.priority,
    ...(contract.preemptible && { notice: tree.notice ?? "0s" }),
    ...poolsEcho(pools, context),
  };
  return { plan: { token, source: replicaSource(traits.plan, gpusPerReplica) }, echo };
}

/** The source that replicas belong to: none comes by itself, and none ends by itself. */
function replicaSource(traits: SourceTraits, gpusPerReplica: number): JobSourcePlan {
  const gpus = { values: [gpusPerReplica], probabilities: [1] };
  return {
    kind: "jobs",
    ...traits,
    arrivals: { kind: "replicas" },
    classes: [{ share: 1, gpus, service: constant(ENDLESS) }],
    estimate: { kind: "exact" },
    killAtEstimate: false,
  };
}

/** A replica that no pool could hold would be asked for at every look, in vain. */
function checkReplica(
  { gpus_per_replica }: TokenProductTree,
  pools: readonly number[],
  path: KeyPath,
  context: Context,
): void {
  const largest = Math.max(0, ...pools.map((pool) => installedGpus(context.pools[pool]!)));
  if (pools.length === 0 || amountOf(count(1), gpus_per_replica) <= largest) return;
  context.report({
    path: [...path, "gpus_per_replica"],
    code: "does_not_fit",
    message: "a replica is larger than its pools",
    got: gpus_per_replica,
    expected: `at most ${largest.toLocaleString("en-US")} GPUs`,
  });
}

/** What no fleet of this size could serve is not sold: it would be billed used or not. */
function checkPromise(
  { provisioned, capacityIn, gpusPerReplica }: TokenProductPlan,
  pools: readonly number[],
  path: KeyPath,
  context: Context,
): void {
  const most = pools.reduce((sum, pool) => {
    const replicas = Math.floor(installedGpus(context.pools[pool]!) / gpusPerReplica);
    return sum + replicas * capacityIn[pool]!;
  }, 0);
  if (pools.length === 0 || !(provisioned > most)) return;
  context.report({
    path: [...path, "provisioned"],
    code: "does_not_fit",
    message: `all GPUs of its pools serve ${Math.floor(most).toLocaleString("en-US")} tokens a second`,
    expected: "a promise that an empty fleet could keep",
  });
}

/** Traits of the replicas: rental jobs that wait for room and lose nothing but time when they lose their GPUs. */
function compileReplicaTraits(
  name: string,
  tree: TokenProductTree,
  contract: TokenContractPlan,
  pools: readonly number[],
  path: KeyPath,
  context: Context,
) {
  const safe = contract.preemptible ? null : `${contract.name} is never preempted`;
  if (safe !== null && tree.notice !== undefined) neverPreempted(safe, [...path, "notice"], context);
  const terms = {
    name,
    side: "rental",
    priority: tree.priority === undefined ? PRIORITY[contract.serving] : amountOf(signed, tree.priority),
    pools,
    whenFull: "queue",
    preemptible: contract.preemptible,
    notice: tree.notice === undefined ? 0 : amountOf(duration, tree.notice),
    protectedFor: 0,
    maximumLife: Number.POSITIVE_INFINITY,
    patience: null,
  } as const;
  const rules = { penalty: "$0", within_node: false, on_failure: "resume", headroom: tree.headroom } as const;
  return compileTraits(terms, rules, safe, path, context);
}

/** Tokens a second that are billed used or not; only where the contract says so, and there they must be given. */
function compileProvisioned(
  { provisioned }: TokenProductTree,
  { name, serving }: TokenContractPlan,
  path: KeyPath,
  context: Context,
): number {
  const place = [...path, "provisioned"];
  if (serving !== "provisioned") {
    if (provisioned !== undefined) {
      const message = `${name} provisions nothing`;
      const expected = "contract: tokens.provisioned";
      context.report({ path: place, code: "contradiction", message, expected, atKey: true });
    }
    return 0;
  }
  if (provisioned === undefined) {
    const expected = "tokens a second, such as 50 ktok/s";
    context.report({ path: place, code: "missing_key", message: "missing required key", expected });
    return 0;
  }
  const { amount, unit } = amountOf(demandLevel, provisioned);
  if (unit !== "tok/s" || amount === 0) {
    const message = unit === "tok/s" ? "nothing is provisioned" : `it is in ${unit}, and tokens are sold`;
    const expected = "tokens a second, such as 50 ktok/s";
    context.report({ path: place, code: "wrong_value", message, got: provisioned, expected });
  }
  return amount;
}
