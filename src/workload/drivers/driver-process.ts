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
export function levelOf(process: DriverProcess, stream: RandomStream): Level {
  switch (process.kind) {
    case "mean-reverting":
      return new OrnsteinUhlenbeck(process.sd, process.halfLife, stream);
    case "events-at-random":
      return new EventLevel(process, new RandomEvents(process.rate, process.halfLife, stream));
    case "dated-events":
      return new EventLevel(process, process.instants.values());
  }
}

/**
 * The logarithm of the mean of e^(load × level): what is taken off the exponent so that the mean of the factor is 1.
 * A Gaussian level has load² sd² / 2 (the mean of a lognormal law). Dated events are no chance but known to whoever
 * writes them down: nothing is taken off, and they add to the mean.
 */
export function logMean(process: DriverProcess, load: number): number {
  switch (process.kind) {
    case "mean-reverting":
      return (load * process.sd) ** 2 / 2;
    case "events-at-random":
      return process.rate * process.halfLife * meanPower(load * process.size);
    case "dated-events":
      return 0;
  }
}
