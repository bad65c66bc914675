// What a token product serves: one model or several, on GPUs of one type or several.

import type { TokenPrice, TokenProductPlan } from "../../market/tokens/plan.ts";
import { TOKEN_CONTRACTS } from "../../market/tokens/token-contracts.ts";
import type { PortfolioPlan } from "../../workload/portfolio.ts";
import type { RequestShape } from "../../workload/throughput.ts";
import { MODELS } from "../../workload/throughput.ts";
import { nearestName } from "../nearest-name.ts";
import type { KeyPath } from "../problem.ts";
import { tokenPrice } from "../rates-and-money.ts";
import { requestShape } from "../request-shape.ts";
import { amountOf } from "../schema/quantity.ts";
import type { TokenProductTree } from "../schema/token-product.ts";
import { count, share } from "../units.ts";
import { type Context, checkShares } from "./context.ts";
import { compilePortfolio, gpuTypesOf, servingOn } from "./inference.ts";

type Served = Pick<TokenProductPlan, "shape" | "price" | "capacityIn" | "portfolio">;

interface CompiledModels extends Served {
  readonly echo: Pick<TokenProductTree, "shape" | "derate" | "per_replica">;
}

interface Model {
  readonly name: string;
  /** of the output tokens */
  readonly share: number;
  readonly price: TokenPrice;
  /** where it is named */
  readonly place: KeyPath;
}

export function compileTokenModels(
  tree: TokenProductTree,
  pools: readonly number[],
  path: KeyPath,
  context: Context,
): CompiledModels {
  const models = modelsOf(tree, path, context);
  const types = gpuTypesOf(pools, context);
  const speeds = types.map((gpu) =>
    models.map(({ name, place }) => servingOn(gpu, name, tree, { path, model: place }, context)),
  );
  const gpus = amountOf(count(1), tree.gpus_per_replica);
  const perGpu = speeds.map((row) => mixed(models, (model) => row[model]!.perGpu));
  const capacityIn = context.pools.map((pool, index) =>
    pools.includes(index) ? perGpu[types.indexOf(pool.gpu)]! * gpus : 0,
  );
  const first = speeds[0]?.[0];
  const shared = compileShared(tree, models, (model) => speeds[0]?.[model]?.perGpu ?? 1, path, context);
  checkApart(shared.portfolio, types, path, context);
  const derates = new Set(speeds.flat().map(({ echo }) => echo.derate));
  return {
    shape: first?.shape ?? shapeOf(tree),
    price: {
      input: models.reduce((sum, { share: part, price }) => sum + part * price.input, 0),
      output: models.reduce((sum, { share: part, price }) => sum + part * price.output, 0),
    },
    capacityIn,
    portfolio: shared.portfolio,
    echo: { ...first?.echo, ...(derates.size > 1 && { derate: tree.derate }), ...shared.echo },
  };
}

function shapeOf(tree: TokenProductTree): RequestShape {
  return amountOf(requestShape, tree.shape ?? "1000/1000");
}

/** Output tokens a second of a GPU that serves them all: a token takes the mean of the times that theirs take. */
function mixed(models: readonly Model[], perGpu: (model: number) => number): number {
  return 1 / models.reduce((sum, { share: part }, model) => sum + part / perGpu(model), 0);
}

/** The models with their shares and prices. */
function modelsOf(tree: TokenProductTree, path: KeyPath, context: Context): Model[] {
  const own = tree.price === undefined ? null : priceOf(tree.price);
  if (typeof tree.model === "string") {
    if (own === null) reportNoPrice([...path, "price"], context);
    return [{ name: tree.model, share: 1, price: own ?? FREE, place: [...path, "model"] }];
  }
  const models = Object.entries(tree.model).map(([name, { share: part, price }]) => {
    const place = [...path, "model", name];
    if (!MODELS.includes(name as (typeof MODELS)[number])) reportUnknown(name, place, context);
    if (price === undefined && own === null) reportNoPrice([...place, "price"], context);
    return {
      name,
      share: amountOf(share, part),
      price: price === undefined ? (own ?? FREE) : priceOf(price),
      place,
    };
  });
  const shares = models.map((each) => each.share);
  checkShares(shares, [...path, "model"], context);
  return models;
}

/** Stands for a price that is missing; never billed. */
const FREE: TokenPrice = { input: 0, output: 0 };

function priceOf(tree: NonNullable<TokenProductTree["price"]>): TokenPrice {
  return { input: amountOf(tokenPrice, tree.in), output: amountOf(tokenPrice, tree.out) };
}

function reportNoPrice(path: KeyPath, context: Context): void {
  const message = "missing required key";
  const expected = "a list price such as {in: $0.59/Mtok, out: $0.79/Mtok}";
  context.report({ path, code: "missing_key", message, expected });
}

function reportUnknown(name: string, path: KeyPath, context: Context): void {
  const message = "no throughput of a model of this name is known";
  const expected = `one of ${MODELS.join(", ")}`;
  const suggestion = nearestName(name, MODELS);
  context.report({ path, code: "wrong_value", message, got: name, expected, suggestion, atKey: true });
}

/** How models share replicas: those of one speed by rank, those named by the GPU-time that their tokens take. */
function compileShared(
  tree: TokenProductTree,
  models: readonly Model[],
  perGpu: (model: number) => number,
  path: KeyPath,
  context: Context,
): { readonly portfolio: PortfolioPlan | null; readonly echo: Pick<TokenProductTree, "per_replica"> } {
  const contradicts = (key: string, message: string, expected: string) =>
    context.report({ path: [...path, key], code: "contradiction", message, expected, atKey: true });
  const { portfolio, per_replica } = tree;
  const named = typeof tree.model !== "string";
  if (named && portfolio !== undefined)
    contradicts("portfolio", "the models are named already", "either model: {…} or portfolio");
  if (!named && per_replica !== undefined)
    contradicts("per_replica", "there is one model", "portfolio: {per_replica: …}, or several models");
  if (TOKEN_CONTRACTS[tree.contract]!.serving === "batch") {
    const key = portfolio === undefined ? "per_replica" : "portfolio";
    if (tree[key] !== undefined)
      contradicts(key, "a batch loads a model when its turn comes, and keeps none", "tokens.standard");
    return { portfolio: null, echo: {} };
  }
  if (!named) return { portfolio: compilePortfolio(portfolio), echo: {} };
  const most = mixed(models, perGpu);
  const shares = models.map(({ share: part }, model) => (part * most) / perGpu(model));
  const echo = { per_replica: per_replica ?? 1 };
  return { portfolio: { shares, modelsPerReplica: amountOf(count(1), echo.per_replica) }, echo };
}

/** Models apart need numbers of replicas that differ by type, and which of them runs where is not followed. */
function checkApart(
  portfolio: PortfolioPlan | null,
  types: readonly string[],
  path: KeyPath,
  context: Context,
): void {
  if (portfolio === null || portfolio.modelsPerReplica > 1 || types.length < 2) return;
  const message = `each model would have replicas of its own on ${types.join(" and ")}`;
  const expected = "per_replica above 1, or pools of one type of GPU";
  context.report({ path: [...path, "model"], code: "contradiction", message, expected });
}
