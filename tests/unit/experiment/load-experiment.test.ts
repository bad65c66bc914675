// From a file and what was typed to points: each is the scenario that `run --set` makes, and what is wrong has its place.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { TypedExperiment } from "../../../src/experiment/command-line.ts";
import { experimentEcho } from "../../../src/experiment/experiment-echo.ts";
import { experimentJsonSchema } from "../../../src/experiment/experiment-schema.ts";
import { pointScenario } from "../../../src/experiment/point-scenario.ts";
import { loadScenario } from "../../../src/index.ts";
import { withScenarioFiles } from "../../../src/io/scenario-files.ts";
import { loadingAs, TINY } from "./loading-as.ts";

const { load, loaded, written } = loadingAs("sweep");

async function complaints(path: string, typed: Partial<TypedExperiment> = {}): Promise<string[]> {
  const result = await load(path, typed);
  if (result.ok) return [];
  return result.problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
}

test("a point, made from what is written down for other processes, is the scenario that run --set makes", async () => {
  const overrides = ["scheduling.placement=worst-fit", "horizon=2w"];
  const sweeps = ["rental.products.spot.price=1:2:0.5", "scheduling.headroom.internal=5%"];
  const { experiment, source } = await loaded("configs/tiny.yaml", { sweeps }, overrides);
  const whole = written("source.yaml", stringify(source));
  for (const [place, price] of [1, 1.5, 2].entries()) {
    const made = await withScenarioFiles((files) =>
      pointScenario(whole, experiment, experiment.points[place]!, files),
    );
    const sets = [...overrides, `rental.products.spot.price=${price}`, "scheduling.headroom.internal=5%"];
    const run = await withScenarioFiles((files) => loadScenario("configs/tiny.yaml", sets, files));
    expect(run.ok && run.scenario.echo).toEqual(made.ok && made.scenario.echo);
    expect(made.ok).toBe(true);
  }
});

test("an experiment that is written out reads back to the same one", async () => {
  const { experiment, source } = await loaded("configs/experiments/what-matters.yaml");
  written("scenario.yaml", stringify(source));
  const again = written("experiment.yaml", stringify(experimentEcho(experiment, "scenario.yaml")));
  expect((await loaded(again)).experiment).toEqual(experiment);
});

test.each(readdirSync("configs/experiments").filter((name) => name.endsWith(".yaml")))(
  "an experiment of configs/ is valid and tells editors its schema: %s",
  async (name) => {
    const path = `configs/experiments/${name}`;
    const text = readFileSync(path, "utf8");
    const [, command] = /^(sweep|tune|sensitivity|uncertainty):/m.exec(text)!;
    expect(await complaints(path, { command: command as TypedExperiment["command"] })).toEqual([]);
    expect(text).toMatch(/^# yaml-language-server: \$schema=schema\.json\n/);
  },
);

test("configs/experiments/schema.json is what npm run docs writes", () => {
  const text = `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`;
  expect(readFileSync("configs/experiments/schema.json", "utf8")).toBe(text);
});

test("what a user got wrong in a file is told with line and column, all of it", async () => {
  const file = (text: string) => written("bad.yaml", `scenario: ${TINY}\n${text}`);
  const path = file(
    "sweep:\n  grid:\n    scheduling.placement: [best-fit, worts-fit]\n    rental.products.spott.price: [1]\n",
  );
  expect(await complaints(path)).toEqual([
    `${path}:4:38: unknown value`,
    `${path}:5:21: there is no spott in rental.products`,
  ]);
  file("sweep: {grid: {rental.products.spot.price: {from: 1, to: 2}}}\nreplicatons: 3\n");
  expect(await complaints(path)).toEqual([`${path}:3:1: unknown key`]);
  file("sweep: {grid: {rental.products.spot.price: {from: 1, to: 2}}}\n");
  expect(await complaints(path)).toEqual([`${path}:2:44: a range in a grid needs a step`]);
  file("sweep: {list: [{seed: 1}]}\n");
  expect((await complaints(path))[0]).toContain(`${path}:2:17: all points share`);
  file("sweep: {list: [{horizon: 3w}]}\ncompare: {control: 2, metrics: [revenue]}\n");
  expect(await complaints(path)).toEqual([
    `${path}:3:10: one point has nothing to be compared with`,
    `${path}:3:20: there is no point 2`,
    `${path}:3:33: unknown metric`,
  ]);
});

test("what is typed takes the place of what a file says", async () => {
  const path = "configs/experiments/placement.yaml";
  const { experiment } = await loaded(path, { until: ["revenue_usd=2%"], maximum: "50", control: "2" });
  expect(experiment.replications).toEqual({
    kind: "until",
    targets: [{ metric: "revenue_usd", precision: { relative: 0.02 } }],
    minimum: 10,
    maximum: 50,
  });
  expect(experiment.compare?.control).toBe(1);
  const { experiment: fixed } = await loaded(path, { replications: "3" });
  expect(fixed.replications).toEqual({ kind: "fixed", replications: 3 });
});

test("what was typed by halves is told with what it should have been", async () => {
  const sweeps = ["rental.products.spot.price=1,2"];
  const limit = (value: string) => ({
    command: "tune" as const,
    own: [
      { name: "--maximise", value: "revenue_usd", keys: ["tune", "maximise"], between: null },
      { name: "--subject-to", value, keys: ["tune", "subject_to", "*", "at_most"], between: "<=" },
    ],
  });
  const told = async (typed: Partial<TypedExperiment>) => {
    const result = await load("configs/tiny.yaml", { sweeps, ...typed });
    return result.ok ? [] : result.problems.map((each) => [each.expected, each.suggestion]);
  };
  const [precision] = await told({ until: ["revenue_usd"] });
  expect(precision![0]).toMatch(/^metric=precision, such as /);
  expect(await told({ until: ["revenue_usd=fast"] })).toEqual([
    ["a share of the mean such as 5%, or an amount in the unit of the metric such as 30", null],
  ]);
  const form = "metric<=limit or metric>=limit, such as internal_wait_mean_s<=15m";
  expect(await told(limit("utilisation = 80%"))).toEqual([[form, "utilisation<=80%"]]);
  expect(await told(limit("utilisation>80%"))).toEqual([[form, "utilisation>=80%"]]);
  expect(await told(limit("utilisation"))).toEqual([[form, null]]);
  expect(await told(limit("internal_wait_mean_s<=80%"))).toEqual([
    ["a length of time such as 15m, or a number of seconds", null],
  ]);
  expect((await told(limit("internal_wait<=15m")))[0]![1]).toBe("internal_wait_mean_s");
  expect(await told({ command: "uncertainty", sweeps: ["rental.products.spot.price=3"] })).toEqual([
    ["low:high or low:mode:high", null],
  ]);
  expect((await told({ sweeps: [], command: "sensitivity" }))[0]).toEqual([null, null]);
});
