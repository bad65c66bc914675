// What `sensitivity` and `uncertainty` leave behind: the same bytes for any number of workers, and what they say in words.

import { join } from "node:path";
import { expect, test } from "vitest";
import { file, filesIn, folder, results, rows, SMALL, sim } from "./sim.ts";

const small = file("small.yaml", SMALL);
const RANGES = ["rental.products.spot.price=1:3", "rental.products.spot.demand.rate=0.5:2"];
const METRICS = ["--metrics", "revenue_usd", "--replications", "3"];

test("a tornado is written whole, in the same bytes by two workers as by none, and drawn on the terminal", async () => {
  const [alone, two] = [join(folder(), "alone"), join(folder(), "two")];
  const words = ["sensitivity", small, ...RANGES, ...METRICS];
  const [first, second] = await Promise.all([
    sim([...words, "--executor", "inline", "--out", alone]),
    sim([...words, "--workers", "2", "--out", two]),
  ]);
  expect([first.code, first.stderr, second.code]).toEqual([0, "", 0]);
  expect(results(two)).toEqual(results(alone));
  expect(filesIn(alone)).toContain("sensitivity.csv");
  const bars = rows(join(alone, "sensitivity.csv"));
  const swing = bars.find(({ parameter }) => parameter === "rental.products.spot.price")!;
  // Revenue of a demand that does not answer is in proportion to the price.
  expect(Number(swing.high_response)).toBeCloseTo(3 * Number(swing.low_response), 6);
  expect(Number(swing.value)).toBeCloseTo(2 * Number(swing.low_response), 6);
  expect(first.stdout).toMatch(/^ small-sensitivity · 5 points · 15 runs · seed 1 · /);
  expect(first.stdout).toMatch(/ revenue_usd\n {3}parameter +low to high +high − low\n.*█{10}\n/);
});

test("uncertainty is a line for each metric", async () => {
  const out = join(folder(), "out");
  const words = ["uncertainty", small, ...RANGES, ...METRICS, "--draws", "8", "--executor", "inline"];
  const ended = await sim([...words, "--out", out]);
  expect([ended.code, ended.stderr]).toEqual([0, ""]);
  const [row, ...others] = rows(join(out, "uncertainty.csv"));
  expect(others).toEqual([]);
  const points = rows(join(out, "points.csv")).filter(({ metric }) => metric === "revenue_usd");
  const means = points.map(({ mean }) => Number(mean));
  expect(Number(row!.mean)).toBeCloseTo(means.reduce((sum, value) => sum + value, 0) / 8, 6);
  expect([row!.draws, row!.replications]).toEqual(["8", "3"]);
  expect(ended.stdout).toContain(" ANSWERS over 8 draws of 2 uncertain numbers\n");
});
