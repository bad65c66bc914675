// Firm capacity of internal work that never waits on a large fleet, against the exact law of the most that is in service over a
// window. Whole scenarios: customers come too, and the baseline is the same without them.

import { describe, expect, test } from "vitest";
import { type FirmCapacityRow, firmCapacity } from "../../src/economics/firm-capacity.ts";
import { windowsOf } from "../../src/economics/firm-windows.ts";
import { simulationOf } from "../../src/experiment/tasks.ts";
import { HOUR, MINUTE } from "../../src/kernel/time.ts";
import type { RunTotals } from "../../src/ledger/rows.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { meanInterval } from "../../src/statistics/interval.ts";
import { scenarioOf } from "../unit/scenario/memory-files.ts";
import { expectMean, REPLICATIONS } from "./estimates.ts";
import { neverAbove, neverAboveConstant, poisson } from "./most-in-service.ts";

const GPUS = 80;
/** Jobs in service on average; a mean service time is an hour. */
const LOAD = 40;
/** More jobs than GPUs are in service once in 10^8 hours. */
const scenario = (hours: number, service: string, outputs: string) =>
  scenarioOf(`name: infinite servers
horizon: ${hours}h
warmup: 20h
seed: firm
replications: ${REPLICATIONS}
baseline: true
fleet: {pools: [{name: p, gpu: H100, nodes: 10, gpus_per_node: 8}]}
internal:
  work: {arrivals: {poisson: {rate: ${LOAD}/h}}, gpus: 1, service: ${service}}
rental: {products: {spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 1/h, gpus: 1, service: 1h}}}}
scheduling: {placement: pool}
outputs: {jobs: false, firm_capacity: {part_of_week: 1w, gangs: [], ${outputs}}}
`);

function runsOf(plan: Scenario): RunTotals[] {
  return Array.from({ length: REPLICATIONS }, (_, replication) => {
    const simulation = simulationOf(plan, { replication, variant: "baseline" }, false);
    simulation.advance(Number.POSITIVE_INFINITY);
    return simulation.finish();
  });
}

/** Share of the windows of each replication, begun at such a level, in which so many GPUs stayed free. */
function sharesFree(
  runs: readonly RunTotals[],
  plan: Scenario,
  duration: number,
  gpus: number,
  known: (busy: number) => boolean = () => true,
): number[] {
  const shape = { name: "GPU", gpus: 1, counted: "gpus", each: 1 } as const;
  return runs.map(({ free }) => {
    const { levels, least } = windowsOf(free![0]!, shape, duration, plan.firmCapacity!);
    const begun = least.filter((_, window) => known(GPUS - levels[window]!));
    return begun.filter((each) => each >= gpus).length / begun.length;
  });
}

/**
 * A promise is the most that is kept with its confidence by the exact law, as far as so many replications can tell.
 * @param exact probability that so many GPUs stay free
 */
function expectExact(
  row: FirmCapacityRow,
  exact: (gpus: number) => number,
  shares: (gpus: number) => number[],
): void {
  const { confidence, firm, duration } = row;
  const about = `${firm.mean} GPUs for ${duration / HOUR} h at ${confidence}`;
  const { low, high } = meanInterval(shares(firm.mean), 0.999);
  const error = (high - low) / 2;
  expect(error, `${about} cannot be told`).toBeLessThan(0.06);
  expect(exact(firm.mean), about).toBeGreaterThan(confidence - error);
  expect(exact(firm.mean + 1), `one more than ${about}`).toBeLessThan(confidence + error);
  // What is kept out of sample is what the exact law says of that promise, or of the neighbour that some replications learnt.
  expect(row.kept.mean, about).toBeGreaterThan(exact(firm.mean + 1) - error);
  expect(row.kept.mean, about).toBeLessThan(exact(firm.mean - 1) + error);
}

describe("internal work that never waits, its service times exponential", () => {
  const plan = scenario(
    400,
    "{exponential: {mean: 1h}}",
    "slot: 15m, durations: [15m, 1h, 6h, 24h], confidences: [90%, 95%, 99%]",
  );
  const runs = runsOf(plan);
  const rows = firmCapacity(runs, plan).filter(({ hour }) => hour !== "each");

  test.each([
    [15 * MINUTE, 35],
    [HOUR, 30],
    [6 * HOUR, 25],
    [24 * HOUR, 20],
  ])("leaves so many GPUs free over %d ms as the birth–death chain says", (duration, gpus) => {
    for (const free of [gpus - 2, gpus, gpus + 2]) {
      const exact = neverAbove(LOAD, GPUS - free, duration / HOUR);
      expectMean(sharesFree(runs, plan, duration, free), exact, 0.1);
    }
  });

  test("can be promised the exact quantile, for a quarter of an hour to a day, at 90 to 99 %", () => {
    const whatever = rows.filter(({ hour, shape }) => hour === "all" && shape.name === "GPU");
    expect(whatever.length).toBe(4 * 3);
    for (const row of whatever) {
      expectExact(
        row,
        (gpus) => neverAbove(LOAD, GPUS - gpus, row.duration / HOUR),
        (gpus) => sharesFree(runs, plan, row.duration, gpus),
      );
    }
  });

  test("can be promised the exact quantile given what is free at the booking", () => {
    const byLevel = rows.filter(({ level, confidence }) => level !== "all" && confidence < 0.99);
    expect(byLevel.length).toBe(4 * 2 * 3);
    for (const row of byLevel) {
      const [above, upTo] = row.levels;
      const known = (busy: number) => !(GPUS - busy <= above) && !(GPUS - busy > upTo);
      expectExact(
        row,
        (gpus) => neverAbove(LOAD, GPUS - gpus, row.duration / HOUR, known),
        (gpus) => sharesFree(runs, plan, row.duration, gpus, known),
      );
    }
  });

  test("can be promised more when more is free, and the less the longer", () => {
    const firm = (level: string, hours: number) =>
      rows.find(
        (row) =>
          row.level === level && row.duration === hours * HOUR && row.confidence === 0.95 && row.hour === 0,
      )!.firm.mean;
    expect(firm("low", 1)).toBeLessThan(firm("middle", 1));
    expect(firm("middle", 1)).toBeLessThan(firm("high", 1));
    for (const level of ["low", "middle", "high"]) expect(firm(level, 6)).toBeLessThan(firm(level, 1));
    // After a day, 24 mean service times, nothing is left of what was free at the booking.
    expect(firm("high", 24) - firm("low", 24)).toBeLessThanOrEqual(1);
  });
});

test("work of constant service times leaves free what the reflection principle says, over half of one", () => {
  const plan = scenario(200, "1h", "slot: 30m, durations: [30m], confidences: [90%, 95%]");
  const runs = runsOf(plan);
  const shares = Array.from({ length: GPUS + 1 }, (_, gpus) =>
    gpus < 20 || gpus > 40 ? Number.NaN : neverAboveConstant(LOAD, GPUS - gpus, 0.5),
  );
  const exact = (gpus: number) => shares[gpus]!;
  for (const gpus of [26, 30, 34]) expectMean(sharesFree(runs, plan, HOUR / 2, gpus), exact(gpus), 0.1);
  for (const row of firmCapacity(runs, plan).filter(({ hour }) => hour === "all"))
    expectExact(row, exact, (gpus) => sharesFree(runs, plan, HOUR / 2, gpus));
});

test("work of any service times leaves free, for a minute, what a Poisson law says", () => {
  const plan = scenario(
    60,
    "{lognormal: {mean: 1h, cv: 2}}",
    "slot: 1m, durations: [1m], confidences: [95%]",
  );
  const runs = runsOf(plan);
  const below = (mean: number, most: number) => poisson(mean, most).reduce((sum, share) => sum + share, 0);
  // In service as it begins, at least; and with all that come within the minute, at most.
  for (const gpus of [26, 30, 34]) {
    const { low, high } = meanInterval(sharesFree(runs, plan, MINUTE, gpus), 0.999);
    expect(low).toBeLessThan(below(LOAD, GPUS - gpus));
    expect(high).toBeGreaterThan(below(LOAD * (1 + 1 / 60), GPUS - gpus));
    expect(high - low).toBeLessThan(0.15);
  }
});
