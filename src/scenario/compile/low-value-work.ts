// Low-value work in place of rental: preemptible, below all other internal work, and priced by what a GPU-hour of it is worth.

import type { EconomicsPlan } from "../../economics/plan.ts";
import { type JobSourcePlan, prioritiesOf, type SourcePlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { price } from "../rates-and-money.ts";
import type { LowValueWorkTree } from "../schema/low-value-work.ts";
import { amountOf } from "../schema/quantity.ts";
import { duration } from "../units.ts";
import type { Compiled, Context } from "./context.ts";
import { jobsFromLaws } from "./job-source.ts";
import { allowedPools } from "./pools.ts";
import { compileTraits } from "./traits.ts";

/** Its name in the tables, which no source or product may have then. */
export const LOW_VALUE_WORK = "backfill";

/** Assumption: small and short jobs, which fit everywhere and lose little. */
const ONE_GPU_HOUR = { gpus: 1, service: "1h" } as const;

interface LowValueWork {
  readonly source: JobSourcePlan;
  /** $ of a useful GPU-hour */
  readonly value: number;
}

/**
 * @param path where it stands
 * @param sources all internal ones: it is below them
 */
export function compileLowValueWork(
  tree: LowValueWorkTree,
  path: KeyPath,
  sources: readonly SourcePlan[],
  economics: EconomicsPlan | null,
  context: Context,
): Compiled<LowValueWork> {
  const terms = {
    name: LOW_VALUE_WORK,
    // It stands where rental would: all internal work may take it back, and headroom is not kept from it.
    side: "rental",
    priority: Math.min(0, ...sources.flatMap(prioritiesOf)) - 1,
    pools: allowedPools(tree, path, context),
    whenFull: tree.when_full,
    preemptible: true,
    notice: tree.notice === undefined ? 0 : amountOf(duration, tree.notice),
    protectedFor: 0,
    maximumLife: Number.POSITIVE_INFINITY,
    patience: null,
  } as const;
  const traits = compileTraits(terms, tree, null, path, context);
  const jobs = tree.classes === undefined ? { ...ONE_GPU_HOUR, ...tree } : tree;
  const { plan: source, echo } = jobsFromLaws(jobs, traits, path, context);
  checkTaken(path, context);
  const value = worthOf(tree, path, economics, context);
  return { plan: { source, value }, echo: { ...echo, notice: tree.notice ?? "0s" } };
}

function worthOf(
  { value }: LowValueWorkTree,
  path: KeyPath,
  economics: EconomicsPlan | null,
  { report }: Context,
): number {
  if (value !== undefined) return amountOf(price, value);
  const internal = economics?.internalValue ?? null;
  if (economics !== null && internal === null) {
    const message = "nothing is said of what its work is worth";
    const expected = "its value, or economics.internal_value";
    report({ path, code: "missing_key", message, expected, atKey: true });
  }
  return internal ?? Number.NaN;
}

function checkTaken(path: KeyPath, { scheduling, report }: Context): void {
  if (scheduling.preemption.rule !== "never") return;
  const message = "preemption: never lets nobody take GPUs back from it";
  const expected = "another rule of preemption";
  report({ path, code: "contradiction", message, expected, atKey: true });
}
