// What jobs are like: sizes and service times, alone or by classes.

import { z } from "zod";
import { jobSize } from "../job-size.ts";
import { share } from "../units.ts";
import { lawSchema } from "./law.ts";
import { quantity } from "./quantity.ts";
import { keys, mapOr } from "./shapes.ts";
import { textOrNumber } from "./text-or-number.ts";

/** Whole numbers with the share of each: {1: 50%, 8: 50%}. */
export const sharesOfCounts = z.record(z.string(), quantity(share, "share"));

const gpuCounts = mapOr(sharesOfCounts, quantity(jobSize, "GPUs of a job")).meta({
  id: "gpu_counts",
  description:
    "GPUs of a job: a number (below 1 where pools divide their GPUs), or numbers with their shares {1: 50%, 8: 50%}",
});

export const groupName = textOrNumber(
  "the name of a group",
  "whose quota and share it comes out of; default: that of its source",
);

const classes = z
  .array(
    keys({
      share: quantity(share, "share of jobs"),
      gpus: gpuCounts,
      service: lawSchema,
      group: groupName.optional(),
    }),
  )
  .min(1)
  .meta({
    id: "classes",
    description: "classes of jobs, each with its own sizes and service time; shares add up to 1",
  });

/** The keys of a mix; a source and a product's demand share them. */
export const mixKeys = {
  gpus: gpuCounts.optional(),
  service: lawSchema.optional(),
  group: groupName.optional(),
  classes: classes.optional(),
};

export type CountsTree = z.infer<typeof gpuCounts>;
export type MixTree = {
  readonly [Key in keyof typeof mixKeys]?: z.infer<(typeof mixKeys)[Key]>;
};
