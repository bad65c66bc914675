import type { Placement, View } from "../contract.ts";
import type { BackfillName } from "../plan.ts";
import type { Backfill } from "./backfill.ts";
import { Conservative } from "./conservative.ts";
import { Easy } from "./easy.ts";

/** Every kind of backfill by its name. */
export const backfills: Readonly<
  Record<BackfillName, (view: View, placement: Placement, depth: number) => Backfill>
> = {
  easy: (view, placement, depth) => new Easy(view, placement, depth),
  conservative: (view, placement) => new Conservative(view, placement),
};
