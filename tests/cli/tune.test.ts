// What `tune` leaves behind: the same bytes for any number of workers, and what it says in words.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type Ended, file, filesIn, folder, manifest, results, rows, SMALL, sim } from "./sim.ts";

const out = join(folder(), "out");
const small = file("small.yaml", SMALL);
const PRICE = "rental.products.spot.price";
const words = ["tune", small, `${PRICE}=1:3:1`, "--maximise", "revenue_usd", "--refinements", "1"];
const more = [...words, "--subject-to", "utilisation>=1%", "--minimum", "5", "--maximum", "20"];
let first: Ended;

beforeAll(async () => {
  first = await sim([...more, "--workers", "2", "--out", out]);
}, 60_000);

test("a search writes its runs, points and front; revenue of a demand that never answers is best at the highest price", () => {
  expect([first.code, first.stderr]).toEqual([0, ""]);
  expect(filesIn(out)).toEqual([
    "experiment.yaml",
    "manifest.json",
    "pareto.csv",
    "points.csv",
    "runs.csv",
    "scenario.yaml",
  ]);
  expect(manifest(out).name).toBe("small-tune");
  const front = rows(join(out, "pareto.csv"));
  expect(
    front.map((row) => [row.point, row[PRICE], row.best, row.at_edge_of, row.meets_constraints]),
  ).toEqual([
    ["1", "1", "no", PRICE, "yes"],
    ["3", "2", "no", "", "yes"],
    ["4", "2.5", "no", "", "yes"],
    ["5", "3", "yes", PRICE, "yes"],
  ]);
  expect(readFileSync(join(out, "pareto.csv"), "utf8").split("\n")[0]).toBe(
    `point,${PRICE},objective,ci_low,ci_high,utilisation,meets_constraints,on_front,may_be_best,best,at_edge_of,replications`,
  );
});

test("runs are those that points were judged by, and their means are the front's", () => {
  const runs = rows(join(out, "runs.csv"));
  for (const { point, objective, replications } of rows(join(out, "pareto.csv"))) {
    const own = runs.filter((run) => run.point === point).map((run) => Number(run.revenue_usd));
    expect(own.length).toBe(Number(replications));
    expect(own.reduce((sum, value) => sum + value, 0) / own.length).toBeCloseTo(Number(objective), 6);
  }
});

test("the terminal shows the best, and says that it is at the edge", () => {
  expect(first.stdout).toMatch(/^ small-tune · 4 points · \d+ runs · seed 1 · /);
  expect(first.stdout).toContain(" BEST, and at 95 % no other point may be\n");
  expect(first.stdout).toContain(` EDGE   the best has the last value of ${PRICE}: look further\n`);
});

test("this thread alone gives the same bytes as two workers", async () => {
  const alone = join(folder(), "alone");
  const ended = await sim([...more, "--executor", "inline", "--out", alone]);
  expect(ended.code).toBe(0);
  expect(results(alone)).toEqual(results(out));
});

test("a forecast says from what to what a search may grow", async () => {
  const dry = await sim([...more, "--dry-run"]);
  expect(dry.stdout).toContain(`small-tune · 3 to 5 points of ${PRICE}`);
  expect(dry.stdout).toContain("runs    15 to 100: 5 to 20 of each point");
});
