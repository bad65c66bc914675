// Drivers: shocks that several loads share.

import { z } from "zod";
import { rate } from "../rates-and-money.ts";
import { duration, ratio, signed, span } from "../units.ts";
import { type Quantity, quantity } from "./quantity.ts";
import { keys, oneKeyOf } from "./shapes.ts";

const meanReverting = keys({
  sd: quantity(ratio, "standard deviation of the level"),
  half_life: quantity(span, "time in which a deviation halves"),
}).meta({ description: "a Gaussian level that reverts to 0" });

const events = keys({
  rate: quantity(rate, "events at random instants").optional(),
  at: z
    .array(quantity(duration, "instant"))
    .min(1)
    .optional()
    .meta({ description: "events at these instants from the start of the run, in place of a rate" }),
  size: quantity(signed, "what an event adds to the level; -0.2 is an event that lowers it"),
  half_life: quantity(span, "time in which half of it is gone"),
}).meta({ description: "a level that events raise, such as releases of models, and that decays after each" });

const PROCESSES: Readonly<Record<keyof Processes, z.ZodType>> = { mean_reverting: meanReverting, events };

interface Processes {
  readonly mean_reverting: z.infer<typeof meanReverting>;
  readonly events: z.infer<typeof events>;
}

/** A map with one of the keys of `Processes`. */
export type DriverProcessTree = { [Key in keyof Processes]: Pick<Processes, Key> }[keyof Processes];

const driver = keys({
  process: oneKeyOf<DriverProcessTree>(PROCESSES).meta({ description: "how the level moves" }),
  // Assumption: an hour is fine enough for shocks that last days.
  every: quantity(span, "time between two moves of the level").default("1h"),
  loads: z.record(z.string(), quantity(signed, "exponent of the level")).meta({
    description:
      "what it multiplies by e^(load × level), made to be 1 on average: internal.<name>, rental.demand, rental.demand.<product>, rental.price, rental.price.<product>",
  }),
});

export const drivers = z
  .record(z.string(), driver)
  .meta({ description: "shocks that several loads share; default: none" });

export type DriverTree = z.infer<typeof driver>;
export type DriverLoadsTree = Readonly<Record<string, Quantity>>;
