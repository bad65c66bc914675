// firm_capacity.csv as a user gets it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { file, folder, manifest, rows, SMALL, sim } from "./sim.ts";

const ASKED = SMALL.replace("horizon: 2d", "horizon: 2d\nreplications: 3\nbaseline: true").concat(
  "outputs: {firm_capacity: {durations: [1h, 2h, 5h], confidences: [90%, 95%], part_of_week: 12h, gangs: [16]}}\n",
);

test("a run that is asked for it tells firm capacity after rental and without it, and what it refuses", async () => {
  const out = join(folder(), "out");
  const ended = await sim(["run", file("a.yaml", ASKED), "--out", out]);
  expect(ended.code).toBe(0);
  expect(ended.stderr).toContain("Firm capacity is not told for 5h");
  const [withRental, without] = ["firm_capacity.csv", "baseline/firm_capacity.csv"].map((name) =>
    rows(join(out, name)),
  ) as [Record<string, string>[], Record<string, string>[]];
  expect(new Set(withRental.map(({ shape }) => shape))).toEqual(new Set(["GPU", "node", "16 GPUs"]));
  const refused = withRental.filter(({ duration_s }) => duration_s === "18000");
  expect(refused.length).toBe(3 * 2);
  expect(refused.every(({ bookings, firm }) => bookings === "0" && firm === "")).toBe(true);
  const key = ({ shape, duration_s, confidence, hour_of_week, level }: Record<string, string>) =>
    [shape, duration_s, confidence, hour_of_week, level].join();
  const baseline = new Map(without.map((row) => [key(row), row]));
  const whatever = withRental.filter(
    ({ hour_of_week, bookings }) => hour_of_week === "all" && bookings !== "0",
  );
  for (const row of whatever)
    expect(Number(row.firm), key(row)).toBeLessThanOrEqual(Number(baseline.get(key(row))!.firm));

  const summary = new Map(rows(join(out, "summary.csv")).map((row) => [row.metric, row]));
  const hour = whatever.find(
    ({ shape, duration_s, confidence }) => shape === "GPU" && duration_s === "3600" && confidence === "0.95",
  )!;
  expect(summary.get("p.firm_1h_95_gpus")).toMatchObject({ mean: hour.firm, ci_low: hour.firm_ci_low });
  expect(summary.get("p.firm_1h_95_kept_share")!.mean).toBe(hour.kept_share);
  expect(summary.has("p.firm_2h_95_gpus_baseline")).toBe(true);
  expect([...summary.keys()].some((metric) => metric!.includes("_5h_"))).toBe(false);
  expect(manifest(out).files.find((each) => each.file === "firm_capacity.csv")!.rows).toBe(withRental.length);

  const again = join(folder(), "again");
  expect((await sim(["run", join(out, "scenario.yaml"), "--out", again, "--quiet"])).code).toBe(0);
  expect(readFileSync(join(again, "firm_capacity.csv"), "utf8")).toBe(
    readFileSync(join(out, "firm_capacity.csv"), "utf8"),
  );
});
