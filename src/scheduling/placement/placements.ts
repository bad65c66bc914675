import type { Placement, View } from "../contract.ts";
import type { PlacementName } from "../plan.ts";
import { bestFit } from "./best-fit.ts";
import { firstFit } from "./first-fit.ts";
import { LeastFragmenting } from "./least-fragmenting.ts";
import { worstFit } from "./worst-fit.ts";

/** Every placement by its name. Under `pool` only counts matter: a pool then has no nodes to choose from. */
export const placements: Readonly<Record<PlacementName, (view: Pick<View, "mix">) => Placement>> = {
  pool: () => firstFit,
  "first-fit": () => firstFit,
  "best-fit": () => bestFit,
  "worst-fit": () => worstFit,
  "least-utilised": () => worstFit,
  "least-fragmenting": ({ mix }) => new LeastFragmenting(mix),
};
