// What GPUs that are resold do not go with: whatever must know which GPUs come free, or swaps them.

import type { KeyPath } from "../problem.ts";
import type { Scenario } from "../scenario.ts";
import type { Context } from "./context.ts";

type Checked = Pick<Scenario, "fleet" | "scheduling" | "products">;

export function checkResale({ fleet, scheduling, products }: Checked, report: Context["report"]): void {
  if (!products.some(({ use }) => use?.resold === true)) return;
  const refuse = (path: KeyPath, message: string, expected: string) =>
    report({ path, code: "contradiction", message, expected: `${expected}, or no use.resell` });
  const { placement, backfill, preemption } = scheduling;
  const { pools, failures } = fleet;
  if (placement === "pool")
    refuse(["scheduling", "placement"], "what is resold stands on nodes", "a placement on nodes");
  if (backfill !== "none")
    refuse(["scheduling", "backfill"], "backfill knows nothing of resold GPUs", "none");
  if (preemption.rule === "free")
    refuse(["scheduling", "preemption"], "it would give resold GPUs away anew", "another rule");
  pools.forEach(({ slicesPerGpu }, index) => {
    if (slicesPerGpu > 1)
      refuse(["fleet", "pools", index, "slices_per_gpu"], "divided GPUs are not resold", "1");
  });
  if (failures?.unit === "gpu")
    refuse(["fleet", "failures", "unit"], "a single GPU may be two customers'", "node");
  if (failures?.preferIdleReplacement === true)
    refuse(
      ["fleet", "failures", "prefer_idle_replacement"],
      "resold GPUs stay where their customer has them",
      "false",
    );
}
