// What the terminal says of a trajectory: nothing that claims a state that lasts.

import { expect, test } from "vitest";
import { answer } from "../../../src/cli/answer/answer.ts";
import { summarise } from "../../../src/results/summarise.ts";
import { HOUR, SCENARIO, totals } from "../results/scenario-fixture.ts";

const RUNS = [totals(0.7, 0.1, 300), totals(0.72, 0.12, 320)];

function textOf(scenario: typeof SCENARIO): string {
  const input = {
    overloads: [],
    course: [],
    replications: 2,
    measured: 100 * HOUR,
    seconds: 1,
    folder: "out",
    scenarioPath: "a.yaml",
  };
  return answer({ ...input, scenario, summary: summarise(RUNS, null, scenario) }).join("\n");
}

test("a trajectory is told in sums of its time, says that it is one, and shows how its fleet grows", () => {
  const [pool] = SCENARIO.fleet.pools;
  const deliveries = [{ at: 0, nodes: 1, delay: null, capex: 0 }];
  const text = textOf({
    ...SCENARIO,
    mode: "trajectory",
    baseline: false,
    fleet: { ...SCENARIO.fleet, pools: [{ ...pool!, deliveries }] },
  });
  expect(text).toContain("8 to 16 H100");
  expect(text).toContain("for $310 in these 100 hours");
  expect(text).toContain("of this stretch of time, no steady state; by step: trajectory.csv");
  expect(text).not.toMatch(/annualised| per /);
});

test("a steady run says none of it", () => {
  const text = textOf({ ...SCENARIO, baseline: false });
  expect(text).toContain("fixture · 16 H100 ·");
  expect(text).toContain("all, annualised");
  expect(text).not.toMatch(/stretch of time|trajectory/);
});
