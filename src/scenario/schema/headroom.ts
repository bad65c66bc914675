// Headroom: GPUs, a share of each pool, or a quantile of what internal demand may grow to.

import { z } from "zod";
import { FORECASTS } from "../../workload/plan.ts";
import { headroom as fixed } from "../headroom.ts";
import type { Dimension } from "../reading.ts";
import { duration, share, span } from "../units.ts";
import { quantity } from "./quantity.ts";
import { keys, mapOr } from "./shapes.ts";

/** How far ahead: a time, or the longest notice of preemptible rental. */
export const lookAhead: Dimension<number | "notice"> = {
  ...duration,
  shape: "look_ahead",
  expected: `notice, or ${duration.expected}`,
  pattern: `^notice$|${duration.pattern}`,
  read: (raw) => (raw === "notice" ? { ok: true, value: "notice" } : duration.read(raw)),
};

const forecast = keys({
  quantile: quantity(share, "probability with which the headroom suffices"),
  method: z.enum(FORECASTS).default("seasonal-naive").meta({
    description: "seasonal-naive: as a season ago; exponential-smoothing: the level of late",
  }),
  season: quantity(span, "season of seasonal-naive; default: 7d").optional(),
  smoothing: quantity(share, "weight of the newest look in exponential-smoothing; default: 30%").optional(),
  // Assumption: as often as services are resized.
  every: quantity(span, "time between two looks at the demand").default("5m"),
  over: quantity(lookAhead, "how far ahead").default("notice"),
}).meta({ description: "what internal demand may grow to by then" });

export function headroomSchema(what: string) {
  return mapOr(keys({ forecast }), quantity(fixed, what)).meta({
    description: `${what}: such as 3%, 64 GPUs, or {forecast: {quantile: 95%}}`,
  });
}

const anyHeadroom = headroomSchema("headroom");
export type HeadroomTree = z.infer<typeof anyHeadroom>;
export type ForecastTree = z.infer<typeof forecast>;
