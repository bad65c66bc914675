// Drivers through the public surface: a scenario as a user writes it, run with them, with loads of 0, and without.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  meanInterval,
  pairedDifference,
  type RunTotals,
  type Scenario,
  simulationOf,
  summarise,
} from "../../../src/index.ts";
import type { Correlations } from "../../../src/ledger/rows.ts";
import { scenarioOf } from "../scenario/memory-files.ts";

const shocks = (...overrides: string[]): Scenario =>
  scenarioOf(readFileSync("configs/shocks.yaml", "utf8"), overrides);

function run(scenario: Scenario, replication = 0) {
  const simulation = simulationOf(scenario, { replication, variant: "rental" }, true);
  simulation.advance(Infinity);
  const totals = simulation.finish();
  return { totals, rows: simulation.drain() };
}

const runs = (scenario: Scenario): RunTotals[] =>
  Array.from({ length: 4 }, (_, replication) => run(scenario, replication).totals);

const SHORT = ["horizon=4w", "baseline=false"];
/** Many shocks in little time: what they do shows in few runs. */
const FAST = [
  "horizon=8w",
  "baseline=false",
  "drivers.mood.process.mean_reverting.half_life=6h",
  "drivers.launch.process.events.half_life=12h",
  "drivers.launch.process.events.rate=2/w",
];
/** Drivers leave the price alone. */
const FIXED = ["drivers.mood.loads.rental.price=0", "drivers.launch.loads.rental.price=0"];
const ALONE = ["drivers.mood.loads.rental.demand=0", "drivers.launch.loads.rental.demand=0"];
const UNLOADED = [
  ...ALONE,
  "drivers.mood.loads.internal.inference=0",
  "drivers.mood.loads.internal.research=0",
  "drivers.launch.loads.internal.inference=0",
  ...FIXED,
];

test("drivers that load nothing change nothing: every row and every job is that of a run without them", () => {
  const unloaded = shocks(...SHORT, ...UNLOADED);
  expect(run(unloaded)).toEqual(run({ ...unloaded, drivers: [] }));
  expect(run(shocks(...SHORT))).not.toEqual(run(unloaded));
});

test("a driver of rental alone moves no arrival of internal work", () => {
  const internal = (scenario: Scenario) =>
    run(scenario)
      .rows.jobs.filter(({ source }) => source === "research")
      .map(({ id, arrival, service, gpus }) => ({ id, arrival, service, gpus }))
      .sort((a, b) => Number(a.id) - Number(b.id));
  const rental = UNLOADED.filter((override) => !override.includes("launch.loads.rental"));
  expect(internal(shocks(...SHORT, ...rental))).toEqual(internal(shocks(...SHORT, ...UNLOADED)));
});

test("with common shocks internal work and requests rise together, and without they do not", () => {
  const together = meanInterval(runs(shocks(...FAST)).map(({ correlation }) => correlation));
  const apart = meanInterval(runs(shocks(...FAST, ...ALONE)).map(({ correlation }) => correlation));
  expect(together.low).toBeGreaterThan(apart.high);
  expect(apart.low).toBeLessThan(0);
  expect(apart.high).toBeGreaterThan(0);
});

test("common shocks refuse more than the same shocks apart: the same requests find a fuller fleet", () => {
  const common = shocks(...FAST, ...FIXED);
  // Internal work has shocks of the same law and its own name, so that only the coincidence goes.
  const part = (side: string, name: string) =>
    common.drivers.map((driver) => ({
      ...driver,
      name: `${driver.name}${name}`,
      loads: driver.loads.filter(({ target }) => target.startsWith(side)),
    }));
  const apart = { ...common, drivers: [...part("demand.", ""), ...part("internal.", "-of-work")] };
  const [together, alone] = [common, apart].map((scenario) =>
    Array.from({ length: 8 }, (_, replication) => run(scenario, replication).totals.sales[0]!),
  );
  expect(together.map(({ requests }) => requests)).toEqual(alone.map(({ requests }) => requests));
  const refused = [together, alone].map((sales) => sales.map((each) => each.refused));
  expect(pairedDifference(refused[0], refused[1]).low).toBeGreaterThan(0);
});

test("a price under the shocks that fill the fleet moves with work and demand, and alone with neither", () => {
  const measured = (...overrides: string[]) => {
    const totals = runs(shocks(...FAST, ...overrides)).map(({ correlations }) => correlations[0]!);
    return (of: keyof Correlations) => meanInterval(totals.map((each) => each[of]));
  };
  const together = measured();
  for (const of of ["internalDemand", "internalPrice", "demandPrice"] as const)
    expect(together(of).low, of).toBeGreaterThan(0.2);
  const ownShocks = ["drivers.mood.loads.internal.inference=0", "drivers.mood.loads.internal.research=0"];
  const alone = measured(...ALONE, ...ownShocks, "drivers.launch.loads.internal.inference=0");
  for (const of of ["internalDemand", "internalPrice", "demandPrice"] as const) {
    expect(alone(of).low, of).toBeLessThan(0);
    expect(alone(of).high, of).toBeGreaterThan(0);
  }
});

test("a price that is high when the fleet is full earns less on the same sales than its mean", () => {
  const sold = (...overrides: string[]) => runs(shocks(...FAST, ...overrides)).map(({ sales }) => sales[0]!);
  const [moving, fixed] = [sold(), sold(...FIXED)];
  expect(moving.map(({ billed }) => billed)).toEqual(fixed.map(({ billed }) => billed));
  const difference = pairedDifference(
    moving.map(({ revenue }) => revenue),
    fixed.map(({ revenue }) => revenue),
  );
  expect(difference.high).toBeLessThan(0);
});

test("the correlations are metrics of the summary where there are drivers, and nowhere else", () => {
  const scenario = shocks(...FAST);
  const totals = [run(scenario).totals];
  const names = (of: Scenario) => summarise(totals, null, of).map(({ metric }) => metric);
  const ofProduct = ["on-demand.internal_price_correlation", "on-demand.demand_price_correlation"];
  expect(names(scenario)).toEqual(expect.arrayContaining(["internal_rental_correlation", ...ofProduct]));
  expect(names({ ...scenario, drivers: [] })).not.toContain("internal_rental_correlation");
  expect(names({ ...scenario, drivers: [] })).not.toContain(ofProduct[0]);
});
