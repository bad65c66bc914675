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
  const shapeText = tree.shape ?? USUAL_SHAPE;
  const shape = amountOf(requestShape, shapeText);
  const known = typesFor(model);
  const [gpu, ...others] = [...new Set(pools.map((pool) => context.pools[pool]!.gpu))];
  const unknown = pools.length > 0 && !(gpu !== undefined && known.includes(gpu));
  if (others.length > 0) {
    const message = `${[gpu, ...others].join(" and ")} serve it at different speeds`;
    report(
      [...path, "model"],
      message,
      "pools of one type of GPU: name them by pools or gpu",
      model,
      context,
    );
  } else if (unknown) {
    const message = `no throughput of it is known for ${gpu}`;
    report([...path, "model"], message, `pools of ${known.join(", ")}, or per_replica`, model, context);
  }
  if (gpu === undefined || others.length > 0 || unknown) return { perGpu: UNKNOWN, shape, echo: {} };
  const derate = tree.derate ?? usualDerate(model, gpu);
  const output = outputPerGpu(model, gpu, shape);
  if (output === null) {
    const shapes = shapesFor(model, gpu) ?? [];
    const message = `the throughput of ${model} on ${gpu} is not known for these requests`;
    const suggestion = nearestName(String(shapeText), shapes);
    report([...path, "shape"], message, `one of ${shapes.join(", ")}`, shapeText, context, suggestion);
  }
  if (amountOf(share, derate) === 0)
    report([...path, "derate"], "GPUs that serve nothing never suffice", "a share above 0%", derate, context);
  return { perGpu: (output ?? UNKNOWN) * amountOf(share, derate), shape, echo: { shape: shapeText, derate } };
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
