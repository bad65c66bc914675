// What a tide leaves of a fleet that was built for its peak: how much on average, and how much for how long at which hour.

import { expect, test } from "vitest";
import { firmCapacity } from "../../src/economics/firm-capacity.ts";
import { simulationOf } from "../../src/experiment/tasks.ts";
import { HOUR, MINUTE } from "../../src/kernel/time.ts";
import type { RunTotals } from "../../src/ledger/rows.ts";
import { summarise } from "../../src/results/summarise.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { scenarioOf } from "../unit/scenario/memory-files.ts";

const PEAK = 20_000;

/** A fleet of the peak, and a sinusoidal service that looks at its demand every five minutes. */
function tide(trough: number, outputs: string): Scenario {
  const half = (PEAK * (1 - trough)) / 2;
  return scenarioOf(`name: tide
horizon: 2w
fleet: {pools: [{name: p, gpu: H100, nodes: ${PEAK / 8}, gpus_per_node: 8}]}
internal:
  inference:
    kind: service
    demand: {mean: ${PEAK - half} GPUs, amplitude: ${half} GPUs, period: 1d}
    resize: {every: 5m}
scheduling: {placement: pool}
outputs: ${outputs}
`);
}

function runOf(scenario: Scenario): RunTotals {
  const simulation = simulationOf(scenario, { replication: 0, variant: "rental" }, false);
  simulation.advance(Number.POSITIVE_INFINITY);
  return simulation.finish();
}

// market.md § 5.1, "Diurnal harvest".
test.each([
  [0.3, 0.35],
  [0.4, 0.3],
  [0.5, 0.25],
  [0.6, 0.2],
  [0.7, 0.15],
])(
  "a tide with a trough of %d of its peak leaves (1 − trough / peak) / 2 = %d of a fleet of its peak idle, but for a 500th",
  (trough, harvest) => {
    const scenario = tide(trough, "{jobs: false}");
    const rows = summarise([runOf(scenario)], null, scenario);
    const idle = rows.find(({ metric }) => metric === "idle_share")!.mean;
    expect(Math.abs(idle / harvest - 1)).toBeLessThan(0.002);
    expect(rows.find(({ metric }) => metric === "idle_no_demand_share")!.mean).toBe(idle);
  },
);

test("what a tide leaves for hours is promised by the clock: the least of the looks from the booking to the end", () => {
  const scenario = tide(
    0.4,
    "{jobs: false, firm_capacity: {durations: [1h, 8h], part_of_week: 1h, confidences: [50%], gangs: []}}",
  );
  const rows = firmCapacity([runOf(scenario)], scenario);
  const wanted = (minute: number) =>
    Math.ceil(PEAK * (0.7 + 0.3 * Math.sin((2 * Math.PI * minute * MINUTE) / (24 * HOUR))) - 1e-6);
  for (const hours of [1, 8]) {
    const byHour = rows.filter(
      ({ duration, hour, level }) => duration === hours * HOUR && typeof hour === "number" && level === "all",
    );
    expect(byHour.length).toBe(168);
    for (const { hour, firm } of byHour) {
      const looks = Array.from({ length: 12 * hours }, (_, look) => wanted(60 * (hour as number) + 5 * look));
      expect(firm.mean, `at hour ${hour}`).toBe(PEAK - Math.max(...looks));
    }
  }
});
