// What `run` leaves behind: files, headers, manifest, summary, and the same bytes again.

import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { type Ended, filesIn, folder, manifest, results, rows, sim } from "./sim.ts";

const RUN = ["run", "configs/tiny.yaml", "--replications", "2"];
const out = join(folder(), "made/on/the/way");
let first: Ended;

beforeAll(async () => {
  first = await sim([...RUN, "--out", out]);
});

test("a run writes its tables, its scenario and its manifest into --out, and the baseline's tables below it", () => {
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(filesIn(out)).toEqual([
    "allocation.csv",
    "baseline/allocation.csv",
    "baseline/jobs.csv",
    "baseline/revenue.csv",
    "baseline/utilisation.csv",
    "baseline/waits.csv",
    "jobs.csv",
    "manifest.json",
    "revenue.csv",
    "scenario.yaml",
    "summary.csv",
    "utilisation.csv",
    "waits.csv",
  ]);
});

test("outputs.jobs=csv.gz writes the rows of jobs.csv into jobs.csv.gz, and the scenario says so", async () => {
  const packed = join(folder(), "out");
  expect((await sim([...RUN, "--set", "outputs.jobs=csv.gz", "--out", packed])).code).toBe(0);
  expect(filesIn(packed)).toEqual(filesIn(out).map((name) => name.replace("jobs.csv", "jobs.csv.gz")));
  for (const name of ["jobs.csv", "baseline/jobs.csv"]) {
    const bytes = readFileSync(join(packed, `${name}.gz`));
    expect(gunzipSync(bytes).equals(readFileSync(join(out, name)))).toBe(true);
    expect(manifest(packed).files.find(({ file }) => file === `${name}.gz`)).toMatchObject({
      rows: rows(join(out, name)).length,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
  }
  expect(readFileSync(join(packed, "scenario.yaml"), "utf8")).toContain("outputs:\n  jobs: csv.gz\n");
});

test("the terminal says the answer first, where the files are and what to try next", () => {
  const lines = first.stdout.split("\n");
  expect(lines[0]).toMatch(/^ tiny · 64 H100 · 4 weeks × 2 · seed 1 · /);
  expect(lines[1]).toMatch(/^ ANSWER It pays/);
  expect(first.stdout).toMatch(/\n {8}[\d.]+ % of the fleet sold, adding \$/);
  expect(first.stdout).toContain(` FILES  ${out}\n`);
  expect(first.stdout).toContain(" NEXT   npm run sim -- run configs/tiny.yaml --set ");
});

test.each([
  [
    "jobs",
    "replication,job_id,source,pool,gpus,arrival_s,first_start_s,end_s,service_s,wait_s,preemptions,outcome,nodes",
  ],
  [
    "utilisation",
    "replication,step_start_s,step_end_s,pool,installed_gpu_h,available_gpu_h,allocated_internal_gpu_h,allocated_rental_gpu_h,idle_gpu_h",
  ],
  [
    "revenue",
    "replication,step_start_s,step_end_s,product,requests,admitted,refused,preempted,billed_gpu_h,revenue_usd",
  ],
  ["waits", "replication,source,size,count,wait_mean_s,wait_p50_s,wait_p90_s,wait_p99_s"],
  ["summary", "metric,unit,mean,ci_low,ci_high,replications"],
])("%s.csv begins with the columns that other programs rely on", (table, columns) => {
  for (const path of table === "summary" ? [table] : [table, `baseline/${table}`]) {
    const [header] = readFileSync(join(out, `${path}.csv`), "utf8").split("\n");
    expect(`${header},`.startsWith(`${columns},`)).toBe(true);
  }
});

test("the manifest lists every file with its rows, bytes and SHA-256", () => {
  const { complete, reason, name, seed, files } = manifest(out);
  expect([complete, reason, name, seed]).toEqual([true, null, "tiny", "1"]);
  expect(files.map(({ file }) => file)).toEqual(filesIn(out).filter((file) => file !== "manifest.json"));
  for (const { file, rows: count, bytes, sha256 } of files) {
    const path = join(out, file);
    const text = readFileSync(path);
    expect([file, count]).toEqual([file, file.endsWith(".csv") ? lines(text.toString()) - 1 : null]);
    expect([bytes, sha256]).toEqual([statSync(path).size, createHash("sha256").update(text).digest("hex")]);
  }
});

test("every reporting step balances: internal, rental and idle GPU-hours are those installed", () => {
  const steps = rows(join(out, "utilisation.csv"));
  expect(steps).toHaveLength(2 * 4 * 7 * 24);
  for (const step of steps) {
    const sum = ["allocated_internal_gpu_h", "allocated_rental_gpu_h", "idle_gpu_h", "down_gpu_h"]
      .map((column) => Number(step[column]))
      .reduce((total, hours) => total + hours);
    expect(sum).toBeCloseTo(Number(step.installed_gpu_h), 9);
  }
});

test("the summary has the metrics that other programs rely on, with those of the baseline and the differences", () => {
  const summary = new Map(rows(join(out, "summary.csv")).map((row) => [row.metric!, row]));
  for (const metric of [
    "utilisation",
    "utilisation_internal",
    "utilisation_rental",
    "idle_share",
    "revenue_usd",
    "revenue_per_year_usd",
    "internal_wait_mean_s",
  ]) {
    for (const ending of ["", "_baseline", "_difference"]) {
      const row = summary.get(metric + ending)!;
      const [low, mean, high] = [row.ci_low, row.mean, row.ci_high].map(Number);
      expect([metric + ending, row.replications]).toEqual([metric + ending, "2"]);
      expect(low! <= mean! && mean! <= high!).toBe(true);
    }
  }
});

test("the revenue of the summary is the mean over replications of what the steps were billed", () => {
  const billed = rows(join(out, "revenue.csv")).reduce((sum, row) => sum + Number(row.revenue_usd), 0);
  const summary = rows(join(out, "summary.csv")).find(({ metric }) => metric === "revenue_usd");
  expect(Number(summary?.mean)).toBeCloseTo(billed / 2, 6);
});

test("the baseline rents nothing, and its internal jobs arrive at the same instants", () => {
  const arrivals = (path: string) =>
    rows(path)
      .filter(({ source }) => source === "training")
      .map(({ replication, arrival_s, job_id, service_s }) =>
        [replication, arrival_s, job_id, service_s].join(),
      )
      .sort();
  expect(arrivals(join(out, "baseline/jobs.csv"))).toEqual(arrivals(join(out, "jobs.csv")));
  expect(new Set(rows(join(out, "baseline/jobs.csv")).map(({ source }) => source))).toEqual(
    new Set(["training"]),
  );
});

test("--json prints the summary as JSON and nothing else, and no language or time zone moves a byte", async () => {
  const again = join(folder(), "again");
  const env = { TZ: "Asia/Kathmandu", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" };
  const { code, stdout, stderr } = await sim([...RUN, "--json", "--out", again], { env });
  expect([code, stderr]).toEqual([0, ""]);
  const { name, seed, replications, folder: where, summary } = JSON.parse(stdout);
  expect({ name, seed, replications, where }).toEqual({
    name: "tiny",
    seed: "1",
    replications: 2,
    where: again,
  });
  expect(summary.map((row: { metric: string }) => row.metric)).toEqual(
    rows(join(again, "summary.csv")).map(({ metric }) => metric),
  );
  expect(results(again)).toEqual(results(out));
});

test("--out into a folder that holds files is refused and touches nothing; --force takes it, here --quiet with another seed", async () => {
  const before = results(out);
  const listed = readFileSync(join(out, "manifest.json"), "utf8");
  const refused = await sim([...RUN, "--out", out]);
  expect([refused.code, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toContain("--force");
  expect(results(out)).toEqual(before);
  expect(readFileSync(join(out, "manifest.json"), "utf8")).toBe(listed);

  const options = ["--seed", "7", "--replications", "1", "--set", "rental.products.spot.price=3", "--quiet"];
  const forced = await sim(["run", "configs/tiny.yaml", ...options, "--force", "--out", out]);
  expect(forced).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(manifest(out)).toMatchObject({ complete: true, seed: "7" });
  expect(readFileSync(join(out, "scenario.yaml"), "utf8")).toContain("price: $3/GPU/h\n");
  expect(results(out)["jobs.csv"]).not.toBe(before["jobs.csv"]);
  const [utilisation] = rows(join(out, "summary.csv"));
  expect(utilisation).toMatchObject({ metric: "utilisation", ci_low: "", ci_high: "", replications: "1" });
});

function lines(text: string): number {
  return text.split("\n").length - 1;
}
