// What renting is compared with: other things to do with GPUs that internal work leaves idle.

import type { z } from "zod";
import { count, duration, share, span } from "../units.ts";
import { lowValueWork } from "./low-value-work.ts";
import { quantity } from "./quantity.ts";
import { keys } from "./shapes.ts";

const powerDown = keys({
  // Assumption: a server boots and is checked in some minutes, and goes down in one or two.
  wake: quantity(duration, "time of each sleep that goes for powering down and up, drawn as if idle").default(
    "10m",
  ),
  // Assumption: the management controller and a share of the network stay on.
  asleep: quantity(share, "share of the nameplate that a sleeping node draws").default("2%"),
  // Assumption: none, the most that could be saved.
  awake: quantity(count(0), "empty nodes of each pool that stay awake all the same").default(0),
}).meta({ description: "empty nodes sleep" });

const defer = keys({
  nodes: quantity(count(1), "of each pool, at most; default: all that are never needed").optional(),
}).meta({ description: "nodes that internal work never needs are bought after the measured time" });

export const alternatives = keys({
  // Assumption: fleets are steered by the hour.
  slot: quantity(span, "stretch of time throughout which a node is empty, or is not").default("1h"),
  power_down: powerDown.optional(),
  defer: defer.optional(),
  backfill: lowValueWork.optional(),
}).meta({
  description: "write alternatives.csv: renting beside other uses of what internal work leaves idle",
});

export type AlternativesTree = z.infer<typeof alternatives>;
export type PowerDownTree = z.infer<typeof powerDown>;
