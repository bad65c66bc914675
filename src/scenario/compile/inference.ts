// Throughput of a model on the GPUs of its pools, and portfolios of models.

import { type PortfolioPlan, shareByRank } from "../../workload/portfolio.ts";
import {
  outputPerGpu,
  type RequestShape,
  shapesFor,
  typesFor,
  usualDerate,
} from "../../workload/throughput.ts";
import { nearestName } from "../nearest-name.ts";
import type { KeyPath } from "../problem.ts";
import { requestShape } from "../request-shape.ts";
import type { PortfolioTree, ServingTree } from "../schema/inference.ts";
import { amountOf } from "../schema/quantity.ts";
import { count, ratio, share } from "../units.ts";
import type { Context } from "./context.ts";

const USUAL_SHAPE = "1000/1000";

/** What a GPU serves of a model. */
interface Serving {
  /** output tokens a second of a GPU, after the derate */
  readonly perGpu: number;
  readonly shape: RequestShape;
  /** the keys with their dependent defaults */
  readonly echo: Pick<ServingTree, "shape" | "derate">;
}

/** Stands for a throughput that has a problem; never simulated. */
const UNKNOWN = 1;

/** Throughput of a model on its pools, which must be of one type of GPU. */
export function compileServing(
  model: string,
  tree: ServingTree,
  pools: readonly number[],
  path: KeyPath,
  context: Context,
): Serving {
  const [gpu, ...others] = gpuTypesOf(pools, context);
  if (others.length > 0) {
    const message = `${[gpu, ...others].join(" and ")} serve it at different speeds`;
    const expected = "pools of one type of GPU: name them by pools or gpu";
    report([...path, "model"], message, expected, model, context);
  }
  if (gpu === undefined || others.length > 0) return { perGpu: UNKNOWN, shape: shapeOf(tree), echo: {} };
  return servingOn(gpu, model, tree, { path, model: [...path, "model"] }, context);
}

/** The types of GPU of these pools, each once. */
export function gpuTypesOf(pools: readonly number[], context: Context): string[] {
  return [...new Set(pools.map((pool) => context.pools[pool]!.gpu))];
}

/** Where the keys of serving stand, and where a model is named. */
interface Places {
  readonly path: KeyPath;
  readonly model: KeyPath;
}

/** Throughput of a model on one type of GPU. */
export function servingOn(
  gpu: string,
  model: string,
  tree: ServingTree,
  places: Places,
  context: Context,
): Serving {
  const shapeText = tree.shape ?? USUAL_SHAPE;
  const shape = shapeOf(tree);
  const known = typesFor(model);
  if (!known.includes(gpu)) {
    const message = `no throughput of it is known for ${gpu}`;
    const expected = `pools of ${known.join(", ")}, or per_replica`;
    report(places.model, message, expected, model, context);
    return { perGpu: UNKNOWN, shape, echo: {} };
  }
  const derate = tree.derate ?? usualDerate(model, gpu);
  const output = outputPerGpu(model, gpu, shape);
  if (output === null) {
    const shapes = shapesFor(model, gpu) ?? [];
    const message = `the throughput of ${model} on ${gpu} is not known for these requests`;
    const suggestion = nearestName(String(shapeText), shapes);
    const place = [...places.path, "shape"];
    report(place, message, `one of ${shapes.join(", ")}`, shapeText, context, suggestion);
  }
  if (amountOf(share, derate) === 0) {
    const place = [...places.path, "derate"];
    report(place, "GPUs that serve nothing never suffice", "a share above 0%", derate, context);
  }
  return { perGpu: (output ?? UNKNOWN) * amountOf(share, derate), shape, echo: { shape: shapeText, derate } };
}

function shapeOf(tree: Pick<ServingTree, "shape">): RequestShape {
  return amountOf(requestShape, tree.shape ?? USUAL_SHAPE);
}

function report(
  path: KeyPath,
  message: string,
  expected: string,
  got: unknown,
  context: Context,
  suggestion: string | null = null,
): void {
  context.report({ path, code: "wrong_value", message, got, expected, suggestion });
}

/** A portfolio of models, or null without one. */
export function compilePortfolio(tree: PortfolioTree | undefined): PortfolioPlan | null {
  if (tree === undefined) return null;
  return {
    shares: shareByRank(amountOf(count(1), tree.models), amountOf(ratio, tree.skew)),
    modelsPerReplica: amountOf(count(1), tree.per_replica),
  };
}
