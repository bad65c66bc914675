// From a file and what was typed to a search: its grid, its limits in the units of their metrics, and what is wrong in its place.

import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { OwnOption } from "../../../../src/experiment/command-line.ts";
import type { Experiment } from "../../../../src/experiment/experiment.ts";
import { experimentEcho } from "../../../../src/experiment/experiment-echo.ts";
import type { Tuning } from "../../../../src/experiment/tune/tuning.ts";
import { printProblems } from "../../../../src/index.ts";
import { loadingAs } from "../loading-as.ts";

const { load, loaded, written, complaints } = loadingAs("tune");
const PRICE = "rental.products.spot.price";

/** What an experiment looks for. */
function tuningOf({ question }: Experiment): Tuning {
  if (question?.kind !== "tune") throw new Error("it is no search");
  return question;
}

function option(
  name: string,
  value: string,
  keys: readonly string[],
  between: string | null = null,
): OwnOption {
  return { name, value, keys: ["tune", ...keys], between };
}

test("a refined range has the values of its finest steps, and a list has its own", async () => {
  const { experiment } = await loaded("configs/tiny.yaml", {
    sweeps: [`${PRICE}=1:2:0.5`, "scheduling.placement=best-fit,worst-fit"],
    own: [option("--maximise", "revenue_usd", ["maximise"]), option("--refinements", "1", ["refinements"])],
  });
  expect(experiment.points.map(({ values }) => values)).toEqual(
    [1, 1.25, 1.5, 1.75, 2].flatMap((price) => [
      [price, "best-fit"],
      [price, "worst-fit"],
    ]),
  );
  expect(tuningOf(experiment).axes).toEqual([
    { size: 5, stride: 2, ends: [0, 4] },
    { size: 2, stride: 1, ends: null },
  ]);
  expect([experiment.name, experiment.metrics]).toEqual(["tiny-tune", ["revenue_usd"]]);
});

test("limits are in the units of their metrics, of a metric or of a sum of metrics", async () => {
  const own = [
    option("--minimise", "{idle_share: 1, revenue_usd: -2}", ["minimise"]),
    option("--subject-to", "internal_wait_mean_s<=15m", ["subject_to", "*", "at_most"], "<="),
    option("--subject-to", "utilisation>=80%", ["subject_to", "*", "at_least"], ">="),
    option("--subject-to", "revenue_usd>= $100", ["subject_to", "*", "at_least"], ">="),
  ];
  const { experiment } = await loaded("configs/tiny.yaml", { sweeps: [`${PRICE}=1,2`], own });
  const question = tuningOf(experiment);
  expect(question.objective).toEqual({
    sense: -1,
    terms: [
      { metric: "idle_share", weight: 1 },
      { metric: "revenue_usd", weight: -2 },
    ],
  });
  expect(question.constraints).toEqual([
    { metric: "internal_wait_mean_s", sense: -1, limit: 900 },
    { metric: "utilisation", sense: 1, limit: 0.8 },
    { metric: "revenue_usd", sense: 1, limit: 100 },
  ]);
});

test("a search that is written out reads back to the same one", async () => {
  const { experiment, source } = await loaded("configs/experiments/best-headroom.yaml");
  written("scenario.yaml", stringify(source));
  const again = written("experiment.yaml", stringify(experimentEcho(experiment, "scenario.yaml")));
  expect((await loaded(again)).experiment).toEqual(experiment);
});

test("what a user got wrong is told with line and column, all of it", async () => {
  const over = `over: {${PRICE}: [1, 2]}`;
  expect(await complaints(`tune: {${over}}\n`)).toEqual(["2:7: it has neither maximise nor minimise"]);
  expect(
    await complaints(
      `tune:\n  ${over}\n  maximise: revenue\n  subject_to:\n    wait: {at_most: 3}\n    utilisation: {at_most: 3 GPUs}\n`,
    ),
  ).toEqual(["4:13: unknown metric", "6:11: unknown metric", "7:28: it is no limit of utilisation"]);
  expect(
    await complaints(
      `tune: {${over}, maximise: revenue_usd, subject_to: {utilisation: {}}, minimum: 9, maximum: 5}\nreplications: 3\n`,
    ),
  ).toEqual([
    "2:101: it has neither at_least nor at_most",
    "2:115: the minimum 9 is above the maximum 5",
    "3:1: a search decides by itself how often it runs a point, and compares all",
  ]);
  expect(await complaints(`tune: {${over}, maximise: revenue_usd, refinements: 2}\n`)).toEqual([
    "2:88: there is no range whose steps could be halved",
  ]);
  expect(await complaints(`tune: {over: {${PRICE}: {from: 1, to: 2}}, maximise: revenue_usd}\n`)).toEqual([
    "2:43: a range in a grid needs a step",
  ]);
});

test("an experiment asks one thing, and of the command that answers it", async () => {
  const sweep = `sweep: {grid: {${PRICE}: [1]}}\n`;
  expect(await complaints(sweep)).toEqual(["2:1: this is no question for tune"]);
  expect(await complaints(`${sweep}tune: {over: {${PRICE}: [1]}, maximise: revenue_usd}\n`)).toEqual([
    "2:1: an experiment asks one thing, and this has sweep and tune",
  ]);
  expect(await complaints("metrics: [revenue_usd]\n")).toEqual(['1:1: missing required key "tune"']);
  const tune = `tune: {over: {${PRICE}: [1]}, maximise: revenue_usd}\n`;
  expect(await complaints(tune, { command: "compare" })).toEqual(["2:1: this is no question for compare"]);
});

test("what is wrong on the command line is told in its line, with the option", async () => {
  const result = await load("configs/tiny.yaml", {
    sweeps: [`${PRICE}=1,2`],
    own: [
      option("--maximise", "revenue_us", ["maximise"]),
      option("--subject-to", "utilisation=3", ["subject_to", "*", "at_most"], "<="),
    ],
  });
  expect(!result.ok && printProblems(result.problems, result.texts)).toContain("--subject-to utilisation=3");
});
