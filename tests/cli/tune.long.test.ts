// A search that dies in its first grid and in a refinement ends with the bytes of one that lived.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { file, folder, manifest, NODE, results, rows, SMALL, sim, start, until } from "./sim.ts";

const scenario = file("small.yaml", SMALL.replace("horizon: 2d", "horizon: 1y"));
const TUNE = [
  "tune",
  scenario,
  "scheduling.headroom.internal=0%:60%:30%",
  "--set",
  "rental.products.spot.contract=aws.on-demand",
  "--maximise",
  "revenue_usd",
  "--subject-to",
  "internal_wait_mean_s<=17m",
  "--refinements",
  "1",
  "--minimum",
  "4",
  "--maximum",
  "24",
];

/** Points of which there are runs, by the names of their files. */
function pointsBegun(out: string): ReadonlySet<string> {
  const tasks = join(out, "tasks");
  const names = existsSync(tasks) ? readdirSync(tasks).filter((name) => /^point-.*\.json$/.test(name)) : [];
  return new Set(names.map((name) => name.split("-")[1]!));
}

test("a search that is killed again and again ends with the bytes of one that was not", async () => {
  const reference = join(folder(), "inline");
  const whole = await sim([...TUNE, "--executor", "inline", "--quiet", "--out", reference]);
  expect([whole.code, whole.stderr]).toEqual([0, ""]);
  const front = rows(join(reference, "pareto.csv"));
  // The first grid has three points; the refinement came to others, and somewhere more than the fewest runs were needed.
  expect(front.length).toBeGreaterThan(3);
  expect(Math.max(...front.map(({ replications }) => Number(replications)))).toBeGreaterThan(4);

  const out = join(folder(), "out");
  let command: string[] = [...TUNE, "--out", out];
  for (const [kill, workers] of ["2", "1", "2", "3"].entries()) {
    const run = start([...NODE, ...command, "--workers", workers]);
    // At work in the first grid, where it has two points, where it has three, and among the points between these.
    await until(() => pointsBegun(out).size > kill);
    run.child.kill("SIGKILL");
    expect((await run.ended).code).toBeNull();
    expect(manifest(out)).toMatchObject({ complete: false, files: [] });
    command = ["resume", out];
  }
  expect(pointsBegun(out).size).toBeGreaterThan(3);
  expect(await sim(["resume", out, "--quiet", "--workers", "2"])).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
  expect(results(out)).toEqual(results(reference));
  expect(manifest(out).complete).toBe(true);
  expect(readdirSync(out).filter((name) => name.startsWith(".") || name === "tasks")).toEqual([]);
}, 300_000);
