// Modes, and nodes that arrive, as a scenario says them.

import { describe, expect, test } from "vitest";
import { firstGpus, installedGpus } from "../../../src/fleet/plan.ts";
import { DAY, HOUR } from "../../../src/kernel/time.ts";
import { explain } from "../../../src/scenario/explain.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const TRAJECTORY = PLAIN.replace(/^warmup: .*$/m, "mode: trajectory");

/** The plain scenario in some mode with deliveries. */
function withArrivals(text: string, base = TRAJECTORY): string {
  return base.replace("gpus_per_node: 8", `gpus_per_node: 8, arrives: ${text}`);
}

test("a mode is steady unless the scenario says otherwise", () => {
  expect(scenarioOf(PLAIN).mode).toBe("steady");
  expect(scenarioOf(TRAJECTORY).mode).toBe("trajectory");
  expect(complaint(TRAJECTORY.replace("mode: trajectory", "mode: trajectoy"))).toContain(
    "did you mean trajectory?",
  );
});

describe("nodes that arrive", () => {
  test("are the last of the pool, in the order of their instants, on time and for nothing unless said otherwise", () => {
    const text =
      "[{at: 3d, nodes: 2, capex: $5000, delay: {uniform: {min: 0s, max: 4h}}}, {at: 2d, nodes: 1}]";
    const [pool] = scenarioOf(withArrivals(text)).fleet.pools;
    expect(pool!.deliveries).toMatchObject([
      { at: 2 * DAY, nodes: 1, capex: 0, delay: null },
      { at: 3 * DAY, nodes: 2, capex: 5000, delay: { mean: 2 * HOUR } },
    ]);
    expect(installedGpus(pool!) - firstGpus(pool!)).toBe(24);
  });

  test("are said again in the echo, and loading it gives the same scenario", () => {
    const { echo } = scenarioOf(withArrivals("[{at: 3d, nodes: 2}]"));
    expect(echo).toMatchObject({
      mode: "trajectory",
      fleet: { pools: [{ arrives: [{ at: "3d", nodes: 2 }] }] },
    });
  });

  test("are told by explain, whose shares are of the GPUs that are there on average", () => {
    const arrives =
      "[{at: 1w, nodes: 4}, {at: 2w, nodes: 2, delay: {uniform: {min: 5d, max: 9d}}}, {at: 10y, nodes: 1}]";
    const scenario = scenarioOf(withArrivals(arrives).replace(/^horizon: .*$/m, "horizon: 4w"));
    const { lines, meanInstalledGpus, loads } = explain(scenario);
    // Of 8 nodes one is there from the beginning, four for three weeks of four, and two, a week late, for one of four.
    const gpus = 8 * (1 + 4 * (3 / 4) + 2 * (1 / 4));
    expect(meanInstalledGpus).toEqual([gpus]);
    expect(loads[0]!.shareOfPool).toBeCloseTo(loads[0]!.gpus / gpus, 12);
    expect(lines[0]).toContain("8 to 64 GPUs in 1 pool");
    expect(lines.join("\n")).toContain("7 of which arrive from day 7 on: 36 GPUs on average");
  });

  test("beyond the end of the run are warned of", () => {
    expect(scenarioOf(withArrivals("[{at: 10y, nodes: 2}]")).warnings).toContainEqual(
      expect.stringMatching(
        /^2 nodes of .* are to arrive on day 3,650, and the run is over by then: they never come\.$/,
      ),
    );
  });

  test.each([
    ["[{at: 1d, nodes: 2}]", PLAIN, "arrives: a fleet that grows has no steady state"],
    [
      "[{at: 1d, nodes: 2}, {at: 2d, nodes: 9999}]",
      TRAJECTORY,
      "arrives[1].nodes: 10001 nodes arrive, and the pool has",
    ],
    ["[{at: 1d, nodes: 0}]", TRAJECTORY, "arrives[0].nodes"],
    ["[{at: 1d}]", TRAJECTORY, "arrives[0].nodes: missing required key"],
    ["[{nodes: 1}]", TRAJECTORY, "arrives[0].at: missing required key"],
    ["[{at: 1d, nodes: 1, cost: $5}]", TRAJECTORY, "arrives[0].cost: unknown key"],
    [
      "[{at: 1d, nodes: 1}], slices_per_gpu: 4",
      TRAJECTORY,
      "nodes with divided GPUs are there from the beginning",
    ],
  ])("are refused with their reason: %s", (text, base, message) => {
    expect(complaint(withArrivals(text, base))).toContain(message);
  });

  test("leave the spares to those that are there from the beginning", () => {
    const text = withArrivals("[{at: 1d, nodes: 7}], spares: 1").replace(
      "internal:",
      "  failures: {rate: 3.79 per 1000 node-days, repair: 4h}\ninternal:",
    );
    expect(complaint(text)).toContain("spares: all nodes stand by and none serves");
    expect(complaint(text)).toContain("fewer than 1 nodes, those that are there from the beginning");
  });
});

test("a trajectory has no warm-up", () => {
  const message = "warmup: a trajectory is told from its beginning, and no warm-up is taken off";
  expect(complaint(`${TRAJECTORY}\nwarmup: 1h\n`)).toContain(message);
});

test("a trajectory promises no firm capacity", () => {
  const message = "outputs.firm_capacity: what can be promised is learnt from a steady state";
  expect(complaint(`${TRAJECTORY}\noutputs: {firm_capacity: true}\n`)).toContain(message);
});

test("growth is warned of where a steady state is asked for, and not where a trajectory is", () => {
  const grows = (text: string) => text.replace("arrivals: {poisson", "growth: 50%/y\n    arrivals: {poisson");
  const warned = (text: string) =>
    scenarioOf(grows(text)).warnings.some((sentence) => /steady state/.test(sentence));
  expect([warned(PLAIN), warned(TRAJECTORY)]).toEqual([true, false]);
});
