// A contract: a preset by name, or one with changes; every key left out is the preset's.

import { z } from "zod";
import { CONTRACT_PRESETS } from "../../market/contracts.ts";
import { duration, share, span } from "../units.ts";
import { quantity } from "./quantity.ts";
import { keys, mapOr } from "./shapes.ts";

const presetName = z.enum(Object.keys(CONTRACT_PRESETS));

export const contract = mapOr(
  keys({
    preset: presetName,
    notice: quantity(duration, "warning before a preemption").optional(),
    protected: quantity(duration, "age below which a run is not preempted").optional(),
    granularity: quantity(span, "a started unit of this length is billed whole").optional(),
    minimum: quantity(duration, "least time that is billed").optional(),
    first_interrupted_hour_free: z
      .boolean()
      .optional()
      .meta({ description: "a run that the provider ends in its first hour is not billed" }),
    admission: z
      .enum(["refuse", "queue"])
      .optional()
      .meta({ description: "what a request does that finds no room" }),
    timeout: quantity(span, "a queued request that has waited so long leaves").optional(),
    ends_early: quantity(
      duration,
      "how long before the end of its window a customer loses the GPUs",
    ).optional(),
    ends_at: quantity(duration, "time of day, after 00:00 UTC, at which every window ends").optional(),
    grace: quantity(
      duration,
      "a customer whose window begins so much later than it should gives it up",
    ).optional(),
    exit_notice: quantity(duration, "warning before a party ends a term early").optional(),
    holding_share: quantity(share, "share of the price that holding costs; the rest is for use").optional(),
    credits: z.record(z.string(), quantity(share, "share of the month's bill")).optional().meta({
      description: "availability of a month below which a share of its bill is credited: {99.9%: 10%}",
    }),
    claim_probability: quantity(share, "share of the customers owed a credit that claim it").optional(),
    breach_cost: quantity(
      duration,
      "time at the price that a customer is paid whose GPUs are taken",
    ).optional(),
  }),
  presetName,
).meta({ description: "a preset by name, or a preset with changes" });

/** Lengths of the windows or terms that customers buy: one, or several with their shares. */
export const term = mapOr(
  z.record(z.string(), quantity(share, "share of requests")),
  quantity(span, "length"),
)
  .optional()
  .meta({
    id: "term",
    description:
      "of a contract with a window or term: the length bought, or lengths with their shares {30d: 50%, 1y: 50%}",
  });

export type ContractTree = z.infer<typeof contract>;
export type TermTree = NonNullable<z.infer<typeof term>>;
