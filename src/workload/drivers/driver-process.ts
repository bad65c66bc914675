// The level of a driver over time. It is asked at instants that never go back, and answers in the same draws however
// often it is asked in between.

import type { RandomStream } from "../../kernel/random-stream.ts";
import type { Instant } from "../../kernel/time.ts";
import { OrnsteinUhlenbeck } from "../demand/ornstein-uhlenbeck.ts";
import { EventLevel, meanPower } from "./event-level.ts";
import type { DriverProcess } from "./plan.ts";
import { RandomEvents } from "./random-events.ts";

/** A number around 0 that moves over time. */
export interface Level {
  /** The level at `now`, which is no earlier than the instant asked before. */
  at(now: Instant): number;
}

/** The level that a process describes, from the stream of its driver; it starts in its stationary law. */
export function levelOf(plan: DriverProcess, stream: RandomStream): Level {
  switch (plan.kind) {
    case "mean-reverting":
      return new OrnsteinUhlenbeck(plan.sd, plan.halfLife, stream);
    case "events-at-random":
      return new EventLevel(plan, new RandomEvents(plan.rate, plan.halfLife, stream));
    case "dated-events":
      return new EventLevel(plan, plan.instants.values());
  }
}

/**
 * The logarithm of the mean of e^(load × level): what is taken off the exponent so that the mean of the factor is 1.
 * A Gaussian level has load² sd² / 2 (the mean of a lognormal law). Dated events are no chance but known to whoever
 * writes them down: nothing is taken off, and they add to the mean.
 */
export function logMean(plan: DriverProcess, load: number): number {
  switch (plan.kind) {
    case "mean-reverting":
      return (load * plan.sd) ** 2 / 2;
    case "events-at-random":
      return plan.rate * plan.halfLife * meanPower(load * plan.size);
    case "dated-events":
      return 0;
  }
}
