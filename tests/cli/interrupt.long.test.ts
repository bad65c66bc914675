// Ctrl-C: what is finished stays, whole, and says that it is not all.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { file, filesIn, folder, LONG, manifest, NODE, rows, start, until } from "./sim.ts";

test.each(["1", "2"])(
  "Ctrl-C ends a run on %s threads within two seconds with 130, keeps the replications that are done and marks them incomplete",
  async (workers) => {
    const out = join(folder(), "out");
    const run = start([
      ...NODE,
      "run",
      file("long.yaml", LONG),
      "--set",
      "horizon=12w",
      "--set",
      "outputs.jobs=true",
      "--workers",
      workers,
      "--no-report", // what a page takes depends on the machine
      "--out",
      out,
    ]);
    await until(() => existsSync(join(out, ".partial/baseline/utilisation.csv")));
    await afterReplications(2, join(out, ".partial/baseline/utilisation.csv"));
    const asked = performance.now();
    run.child.kill("SIGINT");
    const { code, stdout, stderr } = await run.ended;
    expect([code, stdout]).toEqual([130, ""]);
    expect(performance.now() - asked).toBeLessThan(2000);

    const { complete, reason, files } = manifest(out);
    const done = Number(/^interrupted: (\d+) of 500 replications are done$/.exec(reason!)?.[1]);
    expect(complete).toBe(false);
    expect(done).toBeGreaterThanOrEqual(2);
    expect(stderr).toContain(`${reason}; kept in ${out}, marked incomplete\n`);
    expect(files.map((entry) => entry.file)).toEqual(filesIn(out).filter((name) => name !== "manifest.json"));
    expect(files.find((entry) => entry.file === "utilisation.csv")?.rows).toBe(
      rows(join(out, "utilisation.csv")).length,
    );

    // A replication has a row for each of its 12 × 7 × 4 steps, or none.
    const steps = rows(join(out, "baseline/utilisation.csv")).map(({ replication }) => Number(replication));
    expect(steps).toEqual(
      Array.from({ length: done * 12 * 7 * 4 }, (_, row) => Math.floor(row / (12 * 7 * 4)) + 1),
    );
    expect(rows(join(out, "summary.csv"))[0]).toMatchObject({
      metric: "utilisation",
      replications: String(done),
    });
    // Every table holds the same replications.
    const whole = Array.from({ length: done }, (_, replication) => String(replication + 1));
    for (const table of ["utilisation", "allocation", "revenue", "waits", "jobs"]) {
      for (const path of [`${table}.csv`, `baseline/${table}.csv`]) {
        const replications = new Set(rows(join(out, path)).map(({ replication }) => replication));
        expect([...replications], path).toEqual(path === "baseline/revenue.csv" ? [] : whole);
      }
    }
  },
);

test("Ctrl-C before the first replication is done leaves headers and no rows", async () => {
  const out = join(folder(), "out");
  const run = start([
    ...NODE,
    "run",
    file("long.yaml", LONG),
    "--set",
    "horizon=9000y",
    "--set",
    "replications=1",
    "--out",
    out,
  ]);
  await until(() => existsSync(join(out, ".partial/waits.csv")));
  run.child.kill("SIGTERM");
  const { code, stderr } = await run.ended;
  expect(code).toBe(130);
  expect(stderr).toContain("interrupted: 0 of 1 replications are done");
  expect(manifest(out).complete).toBe(false);
  expect(rows(join(out, "waits.csv"))).toEqual([]);
  expect(rows(join(out, "summary.csv")).filter(({ mean }) => mean !== "")).toEqual([]);
});

test("a second signal ends a run at once; its folder says that the run has not ended", async () => {
  const out = join(folder(), "out");
  const run = start([...NODE, "run", file("long.yaml", LONG), "--out", out]);
  await until(() => existsSync(join(out, ".partial/waits.csv")));
  // Both arrive while the process stands still, so it meets them one right after the other.
  for (const signal of ["SIGSTOP", "SIGINT", "SIGTERM", "SIGCONT"] as const) run.child.kill(signal);
  const { code, stderr } = await run.ended;
  expect(code).toBe(130);
  expect(stderr).toMatch(/\nstopping; press Ctrl-C again to quit at once\n$/); // and nothing after it
  expect(manifest(out)).toMatchObject({ complete: false, reason: "the run has not ended", files: [] });
});

/** Wait until the rows of so many replications have reached the disk. */
async function afterReplications(count: number, path: string): Promise<void> {
  await until(() => rows(path).some(({ replication }) => Number(replication) > count));
}
