// What is asked of commitment risk.

import { z } from "zod";
import type { PromisedSize } from "../../economics/commitment-risk.ts";
import { price } from "../rates-and-money.ts";
import { type Dimension, NUMBER, value } from "../reading.ts";
import { count, share, span } from "../units.ts";
import { quantity } from "./quantity.ts";
import { keys, mapOr } from "./shapes.ts";

/** So many GPUs, or a share of those that are free as the promise is made. */
export const promisedSize: Dimension<PromisedSize> = {
  shape: "promised_size",
  expected: "a number of GPUs such as 64, or a share of what is free such as 50%",
  pattern: `^${NUMBER} ?%$`,
  bare: true,
  read(raw) {
    const isShare = String(raw).includes("%");
    const read = isShare ? share.read(raw) : count(1).read(raw);
    if (!read.ok) return read;
    return value(isShare ? { kind: "share", share: read.value } : { kind: "gpus", gpus: read.value });
  },
};

export const commitmentsKeys = keys({
  // Assumption: a month and a quarter; the last is the shortest term of the reservations that clouds sell (docs/market.md).
  durations: z
    .array(quantity(span, "time for which it is promised"))
    .min(1)
    .default(["30d", "90d", "365d"])
    .meta({ description: "lengths of the promises, multiples of the slot" }),
  // Assumption for the first; the second is the largest Capacity Block of AWS, 64 nodes of eight (docs/market.md).
  gpus: z.array(quantity(promisedSize, "what is promised of a pool")).min(1).default([64, 512]).meta({
    description: "what is promised of each pool: GPUs, or shares of what is free as the promise is made",
  }),
  // Assumption: often enough to see a year go by.
  every: quantity(span, "time between two promises, a multiple of the slot").default("30d"),
  // Assumption: as in firm capacity.
  slot: quantity(span, "stretch of time that counts at its worst").default("1h"),
  breach: quantity(price, "what a GPU-hour that was promised and is missing costs").optional(),
});

export const commitments = mapOr(commitmentsKeys, z.boolean()).meta({
  description: "write commitments.csv: which promises growing internal work would break; mode: trajectory",
});

export type CommitmentsTree = z.infer<typeof commitments>;
