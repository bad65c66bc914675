// From what a scenario or an experiment says is uncertain to points, and what is wrong in its place.

import { expect, test } from "vitest";
import { stringify } from "yaml";
import { experimentEcho } from "../../../src/experiment/experiment-echo.ts";
import { pointScenario } from "../../../src/experiment/point-scenario.ts";
import { withScenarioFiles } from "../../../src/io/scenario-files.ts";
import { loadingAs, TINY } from "./loading-as.ts";

const { loaded, written, complaints } = loadingAs("sensitivity");
const PRICE = "rental.products.spot.price";

test("a scenario's own assumptions are what is varied where no path is named, each in its unit", async () => {
  const guess = "{assume: {low: $1/GPU/h, mode: $2/GPU/h, high: $4/GPU/h}}";
  const scenario = written("guess.yaml", `extends: ${TINY}\nrental: {products: {spot: {price: ${guess}}}}\n`);
  const { experiment, source } = await loaded(scenario);
  expect([experiment.name, experiment.paths, experiment.points.map(({ values }) => values)]).toEqual([
    "tiny-sensitivity",
    [PRICE],
    [[2], [1], [4]],
  ]);
  const whole = written("source.yaml", stringify(source));
  const prices: unknown[] = [];
  for (const point of experiment.points) {
    const made = await withScenarioFiles((files) => pointScenario(whole, experiment, point, files));
    prices.push(made.ok && made.scenario.products[0]!.price);
  }
  expect(prices).toEqual([2, 1, 4]);
});

test("ends that are typed make the same points as those of a file, and are read back from what is written out", async () => {
  const draws = { name: "--draws", value: "5", keys: ["uncertainty", "draws"], between: null };
  for (const [command, own] of [
    ["sensitivity", []],
    ["uncertainty", [draws]],
  ] as const) {
    const typed = {
      own,
      command,
      sweeps: [`${PRICE}=1:2.14:3`, "internal.training.arrivals.poisson.rate=0.8:1.2"],
    };
    const { experiment, source } = await loaded("configs/tiny.yaml", typed);
    written("scenario.yaml", stringify(source));
    const again = written("experiment.yaml", stringify(experimentEcho(experiment, "scenario.yaml")));
    expect((await loaded(again, { command })).experiment).toEqual(experiment);
  }
});

test("what a user got wrong is told with line and column", async () => {
  expect(await complaints("sensitivity: {}\n")).toEqual([
    "2:14: nothing is uncertain: the scenario has no {assume: {low, mode, high}}, and no path is named",
  ]);
  expect(await complaints(`sensitivity:\n  over:\n    ${PRICE}: {low: 1, mode: 5, high: 3}\n`)).toEqual([
    "4:33: low, mode and high are not in order, or not in one unit",
  ]);
  expect(
    await complaints(`sensitivity:\n  over:\n    ${PRICE}: 1-3\n    horizon: {low: 3w, high: 2d}\n`),
  ).toEqual(["4:33: 1-3 is neither low:high nor low:mode:high", "5:14: w and d are different units"]);
  expect(await complaints(`sensitivity: {method: tornado, over: {${PRICE}s: "1:3"}}\n`)).toEqual([
    "2:60: unknown key",
  ]);
  const over = `over: {${PRICE}: "1:3"}`;
  expect(await complaints(`sensitivity: {${over}}\ncompare: {}\n`)).toEqual([
    "3:1: sensitivity compares nothing",
  ]);
  expect(await complaints(`uncertainty: {${over}}\nreplications: 1\n`, { command: "uncertainty" })).toEqual([
    "3:15: one run of each draw does not tell chance from assumptions",
  ]);
});
