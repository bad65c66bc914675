// Searches and sensitivities on a cluster: what a search asks for next depends on what its arrays have found, and the end is
// that of this thread alone, to the byte.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { file, folder, manifest, results, rows, SMALL, sim } from "../cli/sim.ts";
import { type Cluster, slurmInstalled, startCluster } from "./cluster.ts";

const scenario = file("small.yaml", SMALL.replace("horizon: 2d", "horizon: 1y"));

const TUNE = [
  "tune",
  scenario,
  "rental.products.spot.price=1:3:1",
  "--maximise",
  "revenue_usd",
  "--refinements",
  "1",
  "--minimum",
  "5",
  "--maximum",
  "20",
];
const SENSITIVITY = [
  "sensitivity",
  scenario,
  "rental.products.spot.price=1:3",
  "rental.products.spot.demand.rate=0.5:2",
  "--replications",
  "5",
];

describe.skipIf(!slurmInstalled())("on a cluster", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(async () => cluster?.stop());

  /** What a command leaves behind in this thread, and on the cluster with what it said there. */
  async function bothWays(words: readonly string[]) {
    const [alone, out] = [join(folder(), "alone"), join(folder(), "out")];
    const here = await sim([...words, "--executor", "inline", "--quiet", "--no-report", "--out", alone]);
    expect([here.code, here.stderr]).toEqual([0, ""]);
    const there = await sim(
      [...words, "--executor", "slurm", "--task-seconds", "1", "--no-report", "--out", out],
      cluster,
    );
    expect(there.code).toBe(0);
    expect(manifest(out).complete).toBe(true);
    return { alone, out, said: there.stderr };
  }

  test("a search submits an array for each of its rounds and ends with the bytes of this thread alone", async () => {
    const { alone, out, said } = await bothWays(TUNE);
    expect(results(out)).toEqual(results(alone));
    // At least the grid and what lies between its points.
    expect(said.match(/the job array .* of /g)!.length).toBeGreaterThanOrEqual(2);
    const best = rows(join(out, "pareto.csv")).find((row) => row.best === "yes")!;
    expect(best["rental.products.spot.price"]).toBe("3");
  });

  test("a tornado is one array and ends with the bytes of this thread alone", async () => {
    const { alone, out, said } = await bothWays(SENSITIVITY);
    expect(results(out)).toEqual(results(alone));
    expect(said.match(/the job array .* of /g)!.length).toBe(1);
    expect(readFileSync(join(out, "sensitivity.csv"), "utf8")).toContain("swing");
  });
});
