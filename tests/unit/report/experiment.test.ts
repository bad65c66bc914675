// The page of an experiment, on tables written by hand.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Plot from "@observablehq/plot";
import { afterAll, describe, expect, test } from "vitest";
import type { RunRecord } from "../../../src/io/manifest.ts";
import { answer } from "../../../src/report/experiment/answer.ts";
import { ExperimentResults } from "../../../src/report/experiment/experiment-results.ts";
import { front } from "../../../src/report/experiment/front.ts";
import { heatMap } from "../../../src/report/experiment/heat-map.ts";
import { response } from "../../../src/report/experiment/response.ts";
import { sensitivity } from "../../../src/report/experiment/sensitivity.ts";
import { settings } from "../../../src/report/experiment/settings.ts";
import { sweptPath } from "../../../src/report/experiment/swept-path.ts";
import { tornado } from "../../../src/report/experiment/tornado.ts";
import { uncertainty } from "../../../src/report/experiment/uncertainty.ts";
import { verification } from "../../../src/report/experiment/verification.ts";
import type { Block, Figure, Section } from "../../../src/report/section.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-page-"));
afterAll(() => rmSync(home, { recursive: true }));

/** Results of these files; a table has a row per line after its header. */
function resultsOf(tables: Readonly<Record<string, string>>): Promise<ExperimentResults> {
  const folder = mkdtempSync(join(home, "run-"));
  const files = {
    "scenario.yaml": "name: x\n",
    "experiment.yaml": "metrics: [m]\ncompare: {control: 1}\n",
    ...tables,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const record = {
    version: "1",
    name: "x",
    scenarioHash: "0",
    seed: "1",
    ending: { complete: true },
    files: Object.entries(tables).map(([file, text]) => ({
      file,
      rows: text.trimEnd().split("\n").length - 1,
      bytes: text.length,
      sha256: "",
    })),
  } satisfies RunRecord;
  return ExperimentResults.open(folder, record);
}

/** points.csv of points that have these values at two paths and this mean, ± 1. */
function pointsOf(points: readonly (readonly [string, string, number])[]): string {
  const rows = points.map(
    ([a, b, mean], at) => `${at + 1},${a},${b},m,${mean},${mean - 1},${mean + 1},2,USD`,
  );
  return `point,a,b,metric,mean,ci_low,ci_high,replications,unit\n${rows.join("\n")}\n`;
}

/** comparison.csv of these points against one whose mean is 10. */
function comparisonOf(points: readonly (readonly [number, string, string, number])[]): string {
  const rows = points.map(
    ([point, a, b, mean]) =>
      `${point},${a},${b},m,USD,10,${mean},${mean - 10},${mean - 11},${mean - 9},0.01,0.01,1,2`,
  );
  const header =
    "point,a,b,metric,unit,control_mean,mean,difference,ci_low,ci_high,p_value,p_holm,variance_ratio";
  return `${header},replications\n${rows.join("\n")}\n`;
}

function textsOf(section: Section | null): string {
  return JSON.stringify(section?.blocks.map((block: Block) => block));
}

const figuresOf = (section: Section | null) =>
  (section?.blocks ?? []).filter((block): block is Figure => block.kind === "figure");

/** The rows of a figure of bars, and the data of its bars. */
function marksOf(figure: Figure) {
  const { marks, y } = figure.draw(Plot);
  const [bars] = marks as unknown as { readonly data: readonly object[] }[];
  return { domain: y!.domain, bars: bars!.data };
}

describe("what came out", () => {
  const said = async (...means: number[]) =>
    textsOf(
      await answer(
        await resultsOf({ "points.csv": pointsOf(means.map((mean, at) => [`${at}`, "x", mean])) }),
      ),
    );

  test("names no first and no last where the intervals of all points overlap", async () => {
    const text = await said(10, 10.8, 11.5);
    expect(text).toContain("m is between $10.0 and $11.5, and the intervals of all 3 points overlap");
    expect(text).not.toContain("goes from");
  });

  test("names the ends where their intervals are apart, and says how many may stand in their place", async () => {
    expect(await said(10, 15, 20)).toContain("at point 1: 0, x to $20.0 [$19.0, $21.0] at point 3: 2, x.");
    const text = await said(10, 11, 19.5, 20);
    expect(text).toContain(
      "By their intervals 1 of the others may be as low as the first, and 1 as high as the last.",
    );
  });
});

describe("settings", () => {
  const points = pointsOf([
    ["1.73846284729", "x", 1],
    ["2", "x", 5],
  ]);
  const scenario = "name: x\nreplications: 10\na: $3/GPU/h\n";

  test("have the unit of the value that they replace, and of a number that was drawn four digits", async () => {
    const results = await resultsOf({ "points.csv": points, "scenario.yaml": scenario });
    expect(results.points.map((point) => results.nameOf(point))).toEqual([
      "1: $1.738/GPU/h, x",
      "2: $2/GPU/h, x",
    ]);
    expect(results.paths[0]!.label).toBe("a ($/GPU/h)");
    expect(results.paths[0]!.numbers!.get("$1.73846284729/GPU/h")).toBe(1.73846284729);
  });

  test.each([
    ["replications: 3", "is run 3 times;"],
    ["replications: 1", "is run 1 time;"],
    [
      "replications: {until: {m: 5%, n: 3}, minimum: 10, maximum: 40}",
      "is run 10 to 40 times, until m is known to 5% and n is known to 3;",
    ],
    ["tune: {minimum: 5, maximum: 20}", "is run 5 to 20 times, as far as the search needs;"],
  ])("say how often a point is run, by the experiment and not by its scenario: %s", async (rule, words) => {
    const experiment = `metrics: [m]\n${rule}\n`;
    const results = await resultsOf({ "points.csv": points, "experiment.yaml": experiment });
    expect(textsOf(settings(results))).toContain(words);
  });
});

describe("a swept path", () => {
  test("is an axis of numbers where all values have one unit, and one of names otherwise", () => {
    const shares = sweptPath("p", 0, ["10%", "5%", "10%"]);
    expect(shares.values).toEqual(["5%", "10%"]);
    expect([...shares.numbers!.values()].toSorted((a, b) => a - b)).toEqual([5, 10]);
    expect(sweptPath("p", 0, ["$2.5/GPU/h", "-$1/GPU/h"]).numbers!.get("-$1/GPU/h")).toBe(-1);
    expect(sweptPath("p", 0, ["1h", "2d"]).numbers).toBeNull();
    expect(sweptPath("p", 0, ["best-fit", "3"]).numbers).toBeNull();
    expect(sweptPath("p", 0, ["", "3"]).numbers).toBeNull();
  });
});

describe("the page of an experiment", () => {
  const grid = pointsOf([
    ["1", "x", 10],
    ["1", "y", 20],
    ["2", "x", 30],
    ["2", "y", 40],
  ]);

  test("says from where to where a metric goes, and at which points", async () => {
    const text = textsOf(await answer(await resultsOf({ "points.csv": grid })));
    expect(text).toContain(
      "m goes from $10.0 [$9.00, $11.0] at point 1: 1, x to $40.0 [$39.0, $41.0] at point 4: 2, y.",
    );
  });

  test("draws a line for each value of the other path, and the grid of both as a heat map", async () => {
    const results = await resultsOf({ "points.csv": grid });
    const [byA] = figuresOf(response(results));
    expect(byA!.legend.map(({ label }) => label)).toEqual(["b = x", "b = y"]);
    // Means over b: (10 + 20) / 2 and (30 + 40) / 2.
    expect(byA!.alternative).toContain("1: $15.0; 2: $35.0");
    const [map] = figuresOf(heatMap(results));
    expect(map!.alternative).toBe("m from $10.0 at 1 and x to $40.0 at 2 and y.");
  });

  test("draws no grid and no curve of paths that are moved by themselves, but a tornado, the longest bar first", async () => {
    const results = await resultsOf({
      "points.csv": pointsOf([
        ["", "", 10],
        ["1", "", 12],
        ["", "y", 3],
      ]),
      "comparison.csv": comparisonOf([
        [2, "1", "", 12],
        [3, "", "y", 3],
      ]),
    });
    expect([response(results), heatMap(results)]).toEqual([null, null]);
    const [figure] = figuresOf(await tornado(results));
    expect(figure!.numbers!.rows).toEqual([
      ["b", "as is → y", "−$7.00", "[−$8.00, −$6.00]"],
      ["a", "as is → 1", "+$2.00", "[+$1.00, +$3.00]"],
    ]);
  });

  test("draws no tornado where two paths move together", async () => {
    const results = await resultsOf({
      "points.csv": grid,
      "comparison.csv": comparisonOf([[4, "2", "y", 40]]),
    });
    expect(await tornado(results)).toBeNull();
  });

  test("tells the front of a search, and which point was chosen", async () => {
    const header =
      "point,a,b,objective,ci_low,ci_high,wait,meets_constraints,on_front,may_be_best,best,at_edge_of,replications";
    const pareto = `${header}\n1,1,x,10,9,11,5,yes,yes,no,no,,2\n2,1,y,20,19,21,7,yes,yes,yes,yes,,2\n3,2,x,9,8,10,8,no,no,no,no,,2\n`;
    const echo = "metrics: [m]\ntune: {maximise: {m: 1}, minimum: 2, maximum: 9}\n";
    const search = { "points.csv": grid, "experiment.yaml": echo };
    const section = await front(await resultsOf({ ...search, "pareto.csv": pareto }));
    expect(textsOf(section)).toContain(
      "Point 2: 1, y was chosen: m is $20.0 [$19.0, $21.0] there. No other point may be as good.",
    );
    const unsure = pareto
      .replace("7,yes,yes,yes,yes", "7,undecided,yes,yes,yes")
      .replace("5,yes,yes,no", "5,yes,yes,yes");
    const doubtful = textsOf(await front(await resultsOf({ ...search, "pareto.csv": unsure })));
    expect(doubtful).toContain("Whether it meets the limits could not be told: it may miss one.");
    expect(doubtful).toContain("As good may be point 1: 1, x.");
    const [figure] = figuresOf(section);
    expect(figure!.numbers!.rows).toEqual([
      ["1: 1, x", "5.00", "$10.0", "[$9.00, $11.0]"],
      ["2: 1, y", "7.00", "$20.0", "[$19.0, $21.0]"],
    ]);
  });

  test("says with which command the same comes again", async () => {
    const again = async (echo: string) =>
      textsOf(await verification(await resultsOf({ "points.csv": grid, "experiment.yaml": echo })));
    expect(await again("metrics: [m]\nsweep: {}\n")).toContain("npm run sim -- sweep experiment.yaml");
    for (const question of ["tune", "sensitivity", "uncertainty"])
      expect(await again(`metrics: [m]\n${question}: {minimum: 2, maximum: 9}\n`)).toContain(
        `npm run sim -- ${question} experiment.yaml`,
      );
  });

  const INDICES = "metric,parameter,low,high,method,index,value,ci_low,ci_high,low_response,high_response";

  test("draws what moves each metric in the order of the file, with intervals, in the metric's unit", async () => {
    const table = `${INDICES}\nm,b,x,y,tornado,swing,-8,-9.5,-6.5,10,2\nm,a,1,2,tornado,swing,3,2,4,10,13\nhidden,a,1,2,tornado,swing,1,0,2,1,2\n`;
    const section = await sensitivity(await resultsOf({ "points.csv": grid, "sensitivity.csv": table }));
    const figures = figuresOf(section);
    expect(figures.map(({ source }) => source)).toEqual(["sensitivity.csv"]);
    expect(figures[0]!.numbers!.rows).toEqual([
      ["b: x to y", "−$8.00", "[−$9.50, −$6.50]"],
      ["a: 1 to 2", "$3.00", "[$2.00, $4.00]"],
    ]);
    const drawn = marksOf(figures[0]!);
    expect(drawn.domain).toEqual(["b: x to y", "a: 1 to 2"]);
    expect(drawn.bars).toEqual([
      expect.objectContaining({ mean: -8, low: -9.5, high: -6.5 }),
      expect.objectContaining({ mean: 3, low: 2, high: 4 }),
    ]);
  });

  test("draws one index of Morris and of Sobol; shares of variance are per cent, whatever the metric's unit", async () => {
    const indicesOf = async (rows: string) =>
      figuresOf(
        await sensitivity(await resultsOf({ "points.csv": grid, "sensitivity.csv": `${INDICES}\n${rows}` })),
      ).flatMap(({ numbers }) => numbers!.rows);
    const morris =
      "m,a,1,2,morris,mu_star,5,4,6,,\nm,a,1,2,morris,mu,-1,-2,1,,\nm,a,1,2,morris,sigma,2,1,3,,\n";
    expect(await indicesOf(morris)).toEqual([["a: 1 to 2", "$5.00", "[$4.00, $6.00]"]]);
    const sobol = "m,a,1,2,sobol,first,0.25,0.2,0.3,,\nm,a,1,2,sobol,total,0.5,0.375,0.625,,\n";
    expect(await indicesOf(sobol)).toEqual([["a: 1 to 2", "50.0 %", "[37.5 %, 62.5 %]"]]);
  });

  test("tells where the answer lies over uncertain numbers, and what share of its spread is ignorance", async () => {
    const header =
      "metric,mean,p5,p50,p95,assumptions_sd,simulation_sd,assumptions_share,share_ci_low,share_ci_high,draws,draws_without_answer,replications";
    // 6² / (6² + 2²) = 90 %.
    const table = `${header}\nhidden,1,1,1,1,1,1,0.5,0.4,0.6,40,0,5\nm,20,10,21,30,6,2,0.9,0.85,0.95,39,1,5\n`;
    const section = await uncertainty(await resultsOf({ "points.csv": grid, "uncertainty.csv": table }));
    const [told] = (section?.blocks ?? []).flatMap((block) => (block.kind === "table" ? [block] : []));
    expect(told!.rows).toEqual([["m", "$10.0", "$21.0", "$30.0", "$6.00", "$2.00", "90.0 %", "39"]]);
    const [figure] = figuresOf(section);
    expect(figure!.alternative).toContain("m 90.0 % [85.0 %, 95.0 %].");
    expect(marksOf(figure!).bars).toEqual([
      expect.objectContaining({ label: "m", mean: 90, low: 85, high: 95 }),
    ]);
  });

  test("has neither where the experiment has not asked", async () => {
    const results = await resultsOf({ "points.csv": grid });
    expect([await sensitivity(results), await uncertainty(results)]).toEqual([null, null]);
  });

  test("notices a mean that is not that of its runs", async () => {
    const runs = (last: number) =>
      `point,replication,seed,a,b,m\n1,1,1,1,x,8\n1,2,1,1,x,12\n2,1,1,1,y,19\n2,2,1,1,y,${last}\n`;
    const holds = async (last: number) =>
      textsOf(await verification(await resultsOf({ "points.csv": grid, "runs.csv": runs(last) })));
    expect(await holds(21)).toContain('"mean = Σ over runs.csv / replications","2","0","yes"');
    expect(await holds(22)).toContain('"no"');
  });
});
