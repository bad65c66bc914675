// The fleet: pools of nodes, and how their units fail.

import { z } from "zod";
import { failureRate } from "../rates-and-money.ts";
import { count, duration, span } from "../units.ts";
import { lawSchema } from "./law.ts";
import { quantity } from "./quantity.ts";
import { keys } from "./shapes.ts";

const pool = keys({
  name: z.string(),
  gpu: z.string().min(1).meta({ description: "GPU type, for reports" }),
  nodes: quantity(count(0, 1_000_000_000), "nodes"),
  gpus_per_node: quantity(count(1, 1024), "GPUs of a node"),
});

const failures = keys({
  unit: z
    .enum(["node", "gpu"])
    .default("node")
    .meta({ description: "what fails, whether work runs on it or not" }),
  rate: quantity(failureRate, "failures of a unit that is up; exponential times to failure").optional(),
  ttf: lawSchema.optional().meta({ description: "law of the time to failure of a unit that is up" }),
  repair: lawSchema.optional().meta({ description: "law of the time that a repair takes" }),
  crew: quantity(count(1), "repairs at a time; default: all at once").optional(),
  at: z
    .array(
      keys({
        unit: quantity(count(0), "which unit of the first pool, from 0"),
        at: quantity(duration, "when it fails"),
        repair: quantity(span, "how long its repair takes"),
      }),
    )
    .default([])
    .meta({ description: "further failures, at given instants" }),
  prefer_idle_replacement: z
    .boolean()
    .default(false)
    .meta({ description: "a job whose unit fails goes on at once on an idle one, if there is one" }),
});

export const fleet = keys({ pools: z.array(pool).min(1), failures: failures.optional() });

export type FleetTree = z.infer<typeof fleet>;
export type FailuresTree = z.infer<typeof failures>;
