// Ctrl-C: what is finished stays, whole, and says that it is not all.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { file, filesIn, folder, LONG, manifest, NODE, rows, start, until } from "./sim.ts";

test("Ctrl-C ends a run within two seconds with 130, keeps the replications that are done and marks them incomplete", async () => {
  const out = join(folder(), "out");
  const run = start([
    ...NODE,
    "run",
    file("long.yaml", LONG),
    "--set",
    "horizon=12w",
    "--set",
    "outputs.jobs=true",
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
  const steps = Map.groupBy(rows(join(out, "baseline/utilisation.csv")), ({ replication }) =>
    Number(replication),
  );
  expect([...steps.keys()]).toEqual(Array.from({ length: done }, (_, index) => index + 1));
  for (const [replication, of] of steps) expect([replication, of.length]).toEqual([replication, 12 * 7 * 4]);
  expect(rows(join(out, "summary.csv"))[0]).toMatchObject({
    metric: "utilisation",
    replications: String(done),
  });
  const jobs = rows(join(out, "baseline/jobs.csv"));
  expect(jobs.every(({ outcome }) => outcome !== "")).toBe(true);
});

test("Ctrl-C before the first replication is done leaves headers and no rows", async () => {
  const out = join(folder(), "out");
  const run = start([...NODE, "run", file("long.yaml", LONG), "--set", "horizon=300y", "--out", out]);
  await until(() => existsSync(join(out, ".partial/waits.csv")));
  run.child.kill("SIGTERM");
  const { code, stderr } = await run.ended;
  expect(code).toBe(130);
  expect(stderr).toContain("interrupted: 0 of 500 replications are done");
  expect(manifest(out).complete).toBe(false);
  expect(rows(join(out, "waits.csv"))).toEqual([]);
  expect(rows(join(out, "summary.csv")).filter(({ mean }) => mean !== "")).toEqual([]);
});

/** Wait until the rows of so many replications have reached the disk. */
async function afterReplications(count: number, path: string): Promise<void> {
  await until(() => rows(path).some(({ replication }) => Number(replication) > count));
}
