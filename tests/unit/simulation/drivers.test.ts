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
const ALONE = ["drivers.mood.loads.rental.demand=0", "drivers.launch.loads.rental.demand=0"];
const UNLOADED = [
  ...ALONE,
  "drivers.mood.loads.internal.inference=0",
  "drivers.mood.loads.internal.research=0",
  "drivers.launch.loads.internal.inference=0",
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
  const common = shocks(...FAST);
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

test("the correlation is a metric of the summary where there are drivers, and nowhere else", () => {
  const scenario = shocks(...FAST);
  const totals = [run(scenario).totals];
  const names = (of: Scenario) => summarise(totals, null, of).map(({ metric }) => metric);
  expect(names(scenario)).toContain("internal_rental_correlation");
  expect(names({ ...scenario, drivers: [] })).not.toContain("internal_rental_correlation");
});
