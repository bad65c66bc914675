// What `sweep` and `compare` leave behind, and what they refuse.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type Ended, file, filesIn, folder, manifest, rows, SMALL, sim } from "./sim.ts";

const PRICES = "rental.products.spot.price=1,3:5:2";
const out = join(folder(), "out");
const small = file("small.yaml", SMALL);
let first: Ended;

beforeAll(async () => {
  first = await sim(["compare", small, PRICES, "--replications", "3", "--workers", "2", "--out", out]);
});

test("a comparison writes its runs, points and differences, what it was and of what, and nothing else", () => {
  expect([first.code, first.stderr]).toEqual([0, ""]);
  expect(filesIn(out)).toEqual([
    "comparison.csv",
    "experiment.yaml",
    "manifest.json",
    "points.csv",
    "runs.csv",
    "scenario.yaml",
  ]);
  expect(readdirSync(out).filter((name) => name.startsWith("."))).toEqual([]);
  const { complete, name, seed, files } = manifest(out);
  expect([complete, name, seed]).toEqual([true, "small-compare", "1"]);
  expect(files.map((entry) => [entry.file, entry.rows])).toEqual([
    ["comparison.csv", 2 * 4],
    ["experiment.yaml", null],
    ["points.csv", rows(join(out, "points.csv")).length],
    ["runs.csv", 9],
    ["scenario.yaml", null],
  ]);
});

test("the tables begin with the columns that other programs rely on", () => {
  const header = (name: string) => readFileSync(join(out, name), "utf8").split("\n")[0]!;
  expect(header("runs.csv")).toMatch(/^point,replication,seed,rental\.products\.spot\.price,utilisation,/);
  expect(header("points.csv")).toMatch(
    /^point,rental\.products\.spot\.price,metric,mean,ci_low,ci_high,replications,/,
  );
  expect(header("comparison.csv")).toMatch(/^point,rental\.products\.spot\.price,metric,/);
});

test("runs have their points and replications in order; the price multiplies what the same demand pays", () => {
  const runs = rows(join(out, "runs.csv"));
  expect(runs.map(({ point, replication }) => `${point}/${replication}`).join(" ")).toBe(
    "1/1 1/2 1/3 2/1 2/2 2/3 3/1 3/2 3/3",
  );
  const price = (run: Record<string, string>) => Number(run["rental.products.spot.price"]);
  for (const [place, run] of runs.entries()) {
    const control = runs[place % 3]!;
    expect(price(run)).toBe([1, 3, 5][Math.floor(place / 3)]);
    expect(Number(run.revenue_usd)).toBeCloseTo(price(run) * Number(control.revenue_usd), 6);
    expect(run.utilisation).toBe(control.utilisation);
  }
  // So the difference of revenue is that of the prices, and that of utilisation is none at all.
  const compared = rows(join(out, "comparison.csv"));
  const [two] = compared.filter(({ point, metric }) => point === "2" && metric === "revenue_usd");
  expect(Number(two!.difference)).toBeCloseTo(2 * Number(two!.control_mean), 6);
  expect(compared.find(({ metric }) => metric === "utilisation")).toMatchObject({
    difference: "0",
    p_value: "1",
    p_holm: "1",
  });
});

test("the terminal shows each point and the differences from the control", () => {
  expect(first.stdout).toMatch(/^ small-compare · 3 points · 9 runs · seed 1 · /);
  expect(first.stdout).toContain(
    " DIFFERENCES from point 1, paired by replication; p is corrected for all 8",
  );
  expect(first.stdout).toContain(` FILES  ${out}\n`);
});

test("what is wrong on the command line is told with its place, nothing is written, and 2 is returned", async () => {
  const at = folder();
  const scenario = file("small.yaml", SMALL, at);
  const bad = [
    "rental.products.spott.price=1,2",
    "scheduling.placement=best-fit,worts-fit",
    "--metrics",
    "revenue",
  ];
  const wrong = await sim(["sweep", scenario, ...bad], { cwd: at });
  expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
  expect(wrong.stderr).toContain("command line:1:17: error: rental.products.spott: there is no spott");
  expect(wrong.stderr).toContain("  did you mean worst-fit?\n");
  expect(readdirSync(at)).toEqual(["small.yaml"]);
});
