// Modes, and nodes that arrive, as a scenario says them.

import { describe, expect, test } from "vitest";
import { firstGpus, installedGpus, lastGpus } from "../../../src/fleet/plan.ts";
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

describe("nodes that leave", () => {
  const leaving = (text: string, base = TRAJECTORY) =>
    base.replace("gpus_per_node: 8", `gpus_per_node: 8, retires: ${text}`);

  test("are the first of the pool, in the order of their instants, and drain at once unless it is said otherwise", () => {
    const scenario = scenarioOf(leaving("[{at: 9d, nodes: 2, drain: 2d}, {at: 3d, nodes: 1}]"));
    const [pool] = scenario.fleet.pools;
    expect(pool!.retirements).toEqual([
      { at: 3 * DAY, nodes: 1, drain: 0 },
      { at: 9 * DAY, nodes: 2, drain: 2 * DAY },
    ]);
    expect([firstGpus(pool!), lastGpus(pool!)]).toEqual([64, 40]);
    // Of four weeks, 8 GPUs are missing for 25 days and 16 for 19.
    expect(explain(scenario).lines.join("\n")).toContain(
      "3 of which leave from day 3 on: 46 GPUs on average",
    );
    expect(scenarioOf(JSON.stringify(scenario.echo)).fleet).toEqual(scenario.fleet);
  });

  test("after the end of the run are warned of", () => {
    expect(scenarioOf(leaving("[{at: 10y, nodes: 2}]")).warnings).toContainEqual(
      expect.stringMatching(
        /^2 nodes of p are to leave at 3650d, and the run is over by then: they never do\.$/,
      ),
    );
  });

  test.each([
    ["[{at: 1d, nodes: 2}]", PLAIN, "retires: a fleet that shrinks has no steady state"],
    ["[{at: 1d, nodes: 5}, {at: 2d, nodes: 4}]", TRAJECTORY, "9 nodes leave, and 8 serve from the beginning"],
    ["[{at: 1d, nodes: 1, drain: 2d}]", TRAJECTORY, "the drain would begin before the run"],
    ["[{at: 1d, nodes: 2}], slices_per_gpu: 4", TRAJECTORY, "nodes with divided GPUs stay until the end"],
    [
      "[{at: 1d, nodes: 2}], arrives: [{at: 2d, nodes: 7}]",
      TRAJECTORY,
      "2 nodes leave, and 1 serve from the beginning",
    ],
    [
      "[{at: 1d, nodes: 2}]",
      TRAJECTORY.replace(
        "internal:",
        "  failures: {unit: gpu, rate: 1 per 100 GPU-years, repair: 1d}\ninternal:",
      ),
      "whole nodes leave and the unit of failures is gpu",
    ],
  ])("are refused where they cannot be: %s", (text, base, said) => {
    expect(complaint(leaving(text, base))).toContain(said);
  });
});
