// What the page says of the scenario, from scenario.yaml: the scenario as run, every default written out.

import { parse } from "yaml";

export interface ScenarioAsRun {
  readonly name: string;
  /** null where the scenario asks none */
  readonly question: string | null;
  /** names of internal sources and services, in the order of the scenario */
  readonly internal: readonly string[];
  /** names of everything sold, in the order of the scenario */
  readonly products: readonly string[];
  /** GPUs by their type, at the beginning and when all have arrived, as far as pools say how many there are */
  readonly gpus: ReadonlyMap<string, { readonly first: number; readonly all: number }>;
  readonly mode: "steady" | "trajectory";
  readonly warmup: string;
  readonly replications: number;
  readonly baseline: boolean;
  /** the file */
  readonly text: string;
}

interface Echo {
  readonly name?: unknown;
  readonly question?: unknown;
  readonly mode?: unknown;
  readonly warmup?: unknown;
  readonly replications?: unknown;
  readonly baseline?: unknown;
  readonly fleet?: { readonly pools?: readonly PoolEcho[] };
  readonly internal?: object;
  readonly rental?: { readonly products?: object };
}

interface PoolEcho {
  readonly gpu?: unknown;
  readonly nodes?: unknown;
  readonly gpus_per_node?: unknown;
  /** nodes that are not there from the beginning */
  readonly arrives?: readonly { readonly nodes?: unknown }[];
}

/** @throws Error when the text is no YAML */
export function scenarioAsRun(text: string): ScenarioAsRun {
  const echo = (parse(text) ?? {}) as Echo;
  return {
    name: String(echo.name ?? ""),
    question: typeof echo.question === "string" ? echo.question.trim() : null,
    internal: Object.keys(echo.internal ?? {}),
    products: Object.keys(echo.rental?.products ?? {}),
    gpus: gpusByType(echo.fleet?.pools ?? []),
    mode: echo.mode === "trajectory" ? "trajectory" : "steady",
    warmup: String(echo.warmup ?? "0s"),
    replications: Number(echo.replications ?? 1),
    baseline: echo.baseline === true,
    text,
  };
}

function gpusByType(pools: readonly PoolEcho[]): ScenarioAsRun["gpus"] {
  const gpus = new Map<string, { first: number; all: number }>();
  for (const { gpu, nodes, gpus_per_node: perNode, arrives = [] } of pools) {
    const all = Number(nodes) * Number(perNode);
    if (!Number.isFinite(all)) continue;
    const later = arrives.reduce((sum, delivery) => sum + Number(delivery.nodes) * Number(perNode), 0);
    const sum = gpus.get(String(gpu)) ?? { first: 0, all: 0 };
    gpus.set(String(gpu), { first: sum.first + all - later, all: sum.all + all });
  }
  return gpus;
}
