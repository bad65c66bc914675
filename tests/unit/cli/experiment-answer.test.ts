// What an experiment says on the terminal, where names and numbers are wider than a terminal is.

import { describe, expect, test } from "vitest";
import { experimentAnswer } from "../../../src/cli/experiment-answer.ts";
import { fittedLine, fittedTable } from "../../../src/cli/fitted-table.ts";
import {
  type Experiment,
  Known,
  type Question,
  type Sensitivity,
  type Tuning,
  type Uncertainty,
} from "../../../src/index.ts";
import { uncertain } from "../experiment/answered.ts";

const WIDE = "internal.a-class-with-a-name-that-nobody-would-type-twice.waits_and_more";
const PATHS = [`${WIDE}.arrivals.poisson.rate`, "rental.products.spot.demand.rate", "y".repeat(100)];
const METRICS = [WIDE, "on-demand.revenue_after_refunds_usd", "utilisation", "x".repeat(90)];
const UNITS = ["s", "USD", "share", ""];

/** Seven points, the first as the scenario has it, each path at two values, and three runs of each. */
function experimentWith(question: Question | null, compare: Experiment["compare"]): Experiment {
  const moved = PATHS.flatMap((_, path) =>
    [0, 1].map((end) => PATHS.map((_, place) => (place === path ? 1_234_567.5 + end : null))),
  );
  return {
    name: "a name of an experiment that goes on for longer than any terminal is wide, or will ever be",
    seed: "1",
    paths: PATHS,
    points: [PATHS.map(() => null), ...moved].map((values, index) => ({ index, values })),
    replications: { kind: "fixed", replications: 3 },
    compare,
    question,
    metrics: METRICS,
  };
}

function linesOf(question: Question | null, compare: Experiment["compare"] = null): string[] {
  const experiment = experimentWith(question, compare);
  const known = new Known();
  const columns = METRICS.map((metric, place) => ({ metric, unit: UNITS[place]!, lines: [] }));
  for (const { index } of experiment.points)
    for (let run = 0; run < 3; run++) {
      const value = -123_456_789.123 * (index + 1) + 7919 * run ** 2;
      known.add(index, run, { values: METRICS.map(() => value), levels: {} }, columns);
    }
  return experimentAnswer({ experiment, known, seconds: 1, folder: "results/x", scenario: {} });
}

const over = uncertain(Object.fromEntries(PATHS.map((path) => [path, "1234567.5:1234568.5"])));
const sensitivity = { kind: "sensitivity", method: "tornado", over } as unknown as Sensitivity;
const uncertainty: Uncertainty = { kind: "uncertainty", over, draws: 7, seed: "1" };
const tuning: Tuning = {
  kind: "tune",
  objective: { sense: 1, terms: [{ metric: METRICS[1]!, weight: 1 }] },
  constraints: [{ metric: WIDE, sense: -1, limit: 1e12 }],
  axes: PATHS.map(() => ({ size: 2, stride: 1, ends: null })),
  refinements: 0,
  indifference: { kind: "relative", share: 0.01 } as unknown as Tuning["indifference"],
  confidence: 0.95,
  minimum: 2,
  maximum: 3,
  over: {},
};

describe("no line is wider than 80 columns, and every name is there,", () => {
  const told = [
    ["of a sweep", linesOf(null), [...PATHS, ...METRICS]],
    ["of a comparison", linesOf(null, { control: 0, metrics: METRICS }), [...PATHS, ...METRICS]],
    ["of a search", linesOf(tuning), [...PATHS, WIDE]],
    ["of a sensitivity", linesOf(sensitivity), [...PATHS, ...METRICS]],
    ["of an uncertainty", linesOf(uncertainty), METRICS],
  ] as const;

  test.each(told)("%s", (_, lines, names) => {
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeGreaterThan(8);
    for (const name of names) {
      // Pieces stand below each other, or one after the other where a whole line is free.
      for (const piece of name.match(/[^._]{1,12}/g)!) expect(lines.join("")).toContain(piece);
    }
  });

  test.each(told)("and none has a colour: %s", (_, lines) => {
    expect(lines.join("\n")).not.toContain("\u001b");
  });
});

describe("a table", () => {
  test("is left as it is where it fits, its columns as wide as their longest cells", () => {
    expect(
      fittedTable([
        ["point", "a.path", "m"],
        ["1", "2", "3 [2, 4]"],
      ]),
    ).toEqual(["   point  a.path  m", "   1      2       3 [2, 4]"]);
  });

  test("of 80 columns fits and one of 81 has its heading wrapped behind a dot", () => {
    // 3 for the edge, 1 and 2 for the key, 74 for the heading.
    const head = (length: number) => `${"a".repeat(36)}.${"b".repeat(length - 37)}`;
    const tableOf = (length: number) =>
      fittedTable([
        ["k", head(length)],
        ["1", "2"],
      ]);
    expect(tableOf(74)).toEqual([`   k  ${head(74)}`, "   1  2"]);
    expect(tableOf(75)).toEqual([`   k  ${"a".repeat(36)}.`, `      ${"b".repeat(38)}`, "   1  2"]);
  });

  test("has columns without room below, with the first column again", () => {
    const wide = ["v".repeat(40), "w".repeat(40)];
    expect(
      fittedTable([
        ["k", "v", "w"],
        ["1", ...wide],
      ]),
    ).toEqual(["   k  v", `   1  ${wide[0]}`, "   k  w", `   1  ${wide[1]}`]);
  });
});

test("a long line goes on in the next one, broken between words", () => {
  const words = Array.from({ length: 30 }, () => "word").join(" ");
  const lines = fittedLine(words);
  // A blank, and 15 words of 4 with 14 blanks between them, are 75 columns; another word would make 80.
  expect(lines.map((line) => line.length)).toEqual([80, 70]);
  expect(lines.map((line) => line.trim()).join(" ")).toBe(words);
});
