// What is asked of firm capacity.

import { z } from "zod";
import { type Dimension, refusal, value } from "../reading.ts";
import { count, share, span } from "../units.ts";
import { quantity } from "./quantity.ts";
import { keys, mapOr } from "./shapes.ts";

/** A share of promises that are to be kept. */
export const confidence: Dimension = {
  ...share,
  expected: "a share between 0% and 100%, such as 95%",
  read(raw) {
    const read = share.read(raw);
    if (!read.ok) return read;
    // 99.9 / 100 is 0.9990000000000001.
    if (read.value > 0 && read.value < 1) return value(Number(read.value.toPrecision(12)));
    return refusal(read.value === 0 ? "it promises nothing" : "no run of finite length shows it");
  },
};

export const firmCapacityKeys = keys({
  // Assumption: from the shortest rental to a quarter; what does not fit the horizon is refused.
  durations: z
    .array(quantity(span, "time for which it is promised"))
    .min(1)
    .default(["1h", "6h", "1d", "7d", "30d", "90d"])
    .meta({ description: "lengths of the windows, multiples of the slot" }),
  // Assumption: what is commonly asked.
  confidences: z
    .array(quantity(confidence, "share of the promises to be kept"))
    .min(1)
    .default(["90%", "95%", "99%"])
    .meta({ description: "shares of the promises that are to be kept" }),
  // Assumption for the first; the second is the largest Capacity Block of AWS, 64 nodes of eight (docs/market.md).
  gangs: z
    .array(quantity(count(1), "GPUs of a gang"))
    .default([64, 512])
    .meta({ description: "gangs that are promised whole, besides single GPUs and nodes" }),
  // Assumption: nobody books for less.
  slot: quantity(span, "stretch of time at whose multiples promises begin").default("1h"),
  // Assumption: the quarters of a day.
  part_of_week: quantity(span, "parts of the week that a booking tells apart").default("6h"),
});

export const firmCapacity = mapOr(firmCapacityKeys, z.boolean()).meta({
  description: "write firm_capacity.csv: what stays free for how long with what confidence",
});

export type FirmCapacityTree = z.infer<typeof firmCapacity>;
