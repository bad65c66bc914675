// Are the error bars right? Four hundred experiments of ten replications each, and in how many the interval covers.

import { expect, test } from "vitest";
import { HOUR } from "../../src/kernel/time.ts";
import { meanInterval } from "../../src/statistics/interval.ts";
import { delaySystem } from "../../src/theory/mmc.ts";
import { fleetOf, lawSource, modelOf, totalsOf } from "../models.ts";

const EXPERIMENTS = 400;
const REPLICATIONS = 10;

/** M/M/8 at ρ = 0.8, service of an hour: 300 hours after a warm-up of 20. */
const MODEL = modelOf({
  fleet: fleetOf(8, 1),
  sources: [lawSource("work", 6.4)],
  warmup: 20 * HOUR,
  end: 320 * HOUR,
  step: 320 * HOUR,
});

test("95 % intervals of the utilisation and the mean wait of M/M/8 cover the exact value in 92 to 98 %", () => {
  const wait = delaySystem(8, 6.4, 1).meanWait;
  let [utilisationCovered, waitCovered] = [0, 0];
  for (let experiment = 0; experiment < EXPERIMENTS; experiment++) {
    const runs = Array.from({ length: REPLICATIONS }, (_, replication) =>
      totalsOf(MODEL, `coverage-${experiment}`, replication),
    );
    const busy = meanInterval(runs.map(({ gpuTime: [pool] }) => pool!.allocatedInternal / pool!.installed));
    if (busy.low <= 0.8 && 0.8 <= busy.high) utilisationCovered++;
    const waited = meanInterval(runs.map(({ waits }) => waits[0]!.mean / HOUR));
    if (waited.low <= wait && wait <= waited.high) waitCovered++;
  }
  expect(wait).toBeCloseTo(0.28603, 4);
  for (const covered of [utilisationCovered, waitCovered]) {
    expect(covered / EXPERIMENTS).toBeGreaterThanOrEqual(0.92);
    expect(covered / EXPERIMENTS).toBeLessThanOrEqual(0.98);
  }
}, 300_000);
