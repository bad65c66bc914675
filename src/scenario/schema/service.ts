// Elastic services and measured occupancy: demand over time.

import { z } from "zod";
import { demandLevel } from "../demand-level.ts";
import { growth } from "../rates-and-money.ts";
import { type Dimension, refusal } from "../reading.ts";
import { count, duration, ratio, share, signed, span } from "../units.ts";
import { model, portfolio, servingKeys } from "./inference.ts";
import { quantity } from "./quantity.ts";
import { hasOrNot, keys, mapOr } from "./shapes.ts";
import { gpuTypes, pools } from "./traits.ts";

const hourOfDay: Dimension = {
  ...signed,
  expected: "an hour of the day from 0 to 24",
  read(raw) {
    const read = signed.read(raw);
    if (!read.ok || (read.value >= 0 && read.value <= 24)) return read;
    return refusal(read.value < 0 ? "it must not be negative" : "it is too large");
  },
};

const growthOfDemand = quantity(growth, "growth of the demand").optional().meta({
  description: "growth of the demand, such as 30%/y, from the beginning of the run; default: none",
});

const tideKeys = {
  peak: quantity(demandLevel, "demand at the peak of a working day"),
  // Source: presets.yaml inference.diurnal, trough_over_peak 0.45 (Runway reports less than a half).
  trough: quantity(share, "trough / peak").default("45%"),
  // Source: presets.yaml inference.diurnal, peak_local_h 9 (one company with customers everywhere).
  peak_hour: quantity(hourOfDay, "hour of the day of the peak, UTC").default(9),
  // Assumption: presets.yaml inference.diurnal, weekly factor 0.8 at week-ends.
  weekend: quantity(ratio, "factor on Saturday and Sunday").default("80%"),
  noise: keys({
    cv: quantity(ratio, "coefficient of variation"),
    half_life: quantity(span, "time in which a deviation halves"),
  })
    .optional()
    .meta({ description: "mean-reverting Gaussian noise; default: none" }),
  growth: growthOfDemand,
};

const sinusoidKeys = {
  mean: quantity(demandLevel, "mean demand"),
  amplitude: quantity(demandLevel, "largest deviation from the mean"),
  period: quantity(span, "length of a wave"),
  growth: growthOfDemand,
};

/** A demand over time, as a curve, with further keys beside those of the curve. */
export function demandCurve<const Further extends z.core.$ZodShape>(further: Further) {
  return hasOrNot(
    "mean",
    keys({ ...sinusoidKeys, ...further }).meta({ description: "mean + amplitude × sin(2π t / period)" }),
    keys({ ...tideKeys, ...further }).meta({ description: "a daily tide between trough and peak" }),
  );
}

export const service = keys({
  kind: z.literal("service"),
  demand: demandCurve({}).meta({ description: "demand over time" }),
  per_replica: quantity(demandLevel, "demand that a replica serves")
    .optional()
    .meta({ description: "demand that a replica serves; default: its GPUs, and demand is in GPUs" }),
  model: model.optional().meta({
    description: "model that is served, in place of per_replica: demand is then in output tokens a second",
  }),
  ...servingKeys,
  portfolio: portfolio.optional(),
  gpus_per_replica: quantity(count(1), "GPUs of a replica").default(1),
  // Assumption: an autoscaler that acts every five minutes.
  resize: mapOr(keys({ every: quantity(span, "time between two resizes") }), z.literal("crossing"))
    .prefault({ every: "5m" })
    .meta({ description: "every so often, or crossing: whenever another number of replicas is needed" }),
  // Assumption: replicas that serve at once, and no more of them than the demand needs.
  delay: quantity(duration, "time before a new replica serves; growth looks so far ahead").default("0s"),
  forecast_margin: quantity(ratio, "share by which a service is larger than its demand").default("0%"),
  pools: pools.optional(),
  gpu: gpuTypes.optional(),
});

export const occupancy = keys({
  kind: z.literal("occupancy"),
  file: z
    .string()
    .min(1)
    .meta({ description: "CSV file with the columns time,gpus: busy GPUs from each time on" }),
  time_unit: z.enum(["s", "ms", "datetime"]).default("s"),
  pools: pools.optional(),
  gpu: gpuTypes.optional(),
});

export type ServiceTree = z.infer<typeof service>;
export type ServiceDemandTree = ServiceTree["demand"];
export type OccupancyTree = z.infer<typeof occupancy>;
