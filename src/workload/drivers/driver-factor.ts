// By what the drivers of a run multiply one load: the product of e^(load × level − log mean) over the drivers, a step
// function of time of mean 1. Whoever is loaded reads a path of its own of the same stream, so that arrivals, which are
// drawn ahead of the clock, and services, which look ahead of it, see what all others see, and no event is needed.

import { randomStream } from "../../kernel/random-stream.ts";
import type { Duration, Instant } from "../../kernel/time.ts";
import type { Side } from "../plan.ts";
import { type Level, levelOf, logMean } from "./driver-process.ts";
import type { DriverPlan, LoadTarget } from "./plan.ts";

/** A step function of time by which a rate or a demand is multiplied, asked at instants that never go back. */
export interface Factor {
  /** The factor at `now`. */
  at(now: Instant): number;
  /** The first instant after `now` at which it may be another. */
  next(now: Instant): Instant;
}

/** The load of a source of jobs. */
export function loadOf({ side, name }: { readonly side: Side; readonly name: string }): LoadTarget {
  return side === "internal" ? `internal.${name}` : `demand.${name}`;
}

/**
 * The factor of one load, or null where no driver loads it. The stream of a driver is `replication/drivers.name`; two
 * factors of one driver read the same numbers from it.
 */
export function driverFactor(
  drivers: readonly DriverPlan[],
  target: LoadTarget,
  seed: string,
  replication: number,
): Factor | null {
  const paths = drivers.flatMap((driver) =>
    driver.loads
      .filter((load) => load.target === target && load.load !== 0)
      .map(({ load }) => {
        const level = levelOf(driver.process, randomStream(seed, `${replication}/drivers.${driver.name}`));
        return new SteppedPower(level, driver.every, load, logMean(driver.process, load));
      }),
  );
  if (paths.length === 0) return null;
  return paths.length === 1 ? paths[0]! : new Product(paths);
}

/** e^(load × level − log mean), at the level of the last multiple of `every`. */
class SteppedPower implements Factor {
  private readonly level: Level;
  private readonly every: Duration;
  private readonly load: number;
  private readonly logMean: number;
  private step = -1;
  private value = 1;

  constructor(level: Level, every: Duration, load: number, logMean: number) {
    this.level = level;
    this.every = every;
    this.load = load;
    this.logMean = logMean;
  }

  at(now: Instant): number {
    const step = Math.floor(now / this.every);
    // A path takes every step, whoever asks and when: only so do all readers of a driver draw alike.
    while (this.step < step) {
      this.step++;
      const level = this.level.at(this.step * this.every);
      if (this.step === step) this.value = Math.exp(this.load * level - this.logMean);
    }
    return this.value;
  }

  next(now: Instant): Instant {
    return (Math.floor(now / this.every) + 1) * this.every;
  }
}

/** The product of several. */
class Product implements Factor {
  private readonly factors: readonly Factor[];

  constructor(factors: readonly Factor[]) {
    this.factors = factors;
  }

  at(now: Instant): number {
    return this.factors.reduce((product, factor) => product * factor.at(now), 1);
  }

  next(now: Instant): Instant {
    return this.factors.reduce((first, factor) => Math.min(first, factor.next(now)), Infinity);
  }
}
