// Customers that switch take their size along: where pools divide their GPUs it must be one that the other product can give.

import { commonSlices } from "../../fleet/slices.ts";
import type { Scenario } from "../scenario.ts";
import type { Context } from "./context.ts";

/** Report products that customers may switch between, and whose pools do not share their slices. */
export function checkSwitching(
  { fleet, products, sources, market }: Pick<Scenario, "fleet" | "products" | "sources" | "market">,
  report: Context["report"],
): void {
  const worth = market?.substitution?.worth ?? [];
  const slices = products.map(({ source }) =>
    commonSlices(sources[source]!.pools.map((pool) => fleet.pools[pool]!)),
  );
  worth.forEach((shares, home) => {
    const other = shares.findIndex((share, product) => share > 0 && slices[product] !== slices[home]);
    if (other === -1) return;
    report({
      path: ["rental", "substitution"],
      code: "contradiction",
      message: `customers of ${products[home]!.name} may switch to ${products[other]!.name}, whose pools divide their GPUs differently`,
      expected: "products whose pools have the same slices_per_gpu, or a worth of 0",
      atKey: true,
    });
  });
}
