// Cases of statistical procedures like the project's own, with other data: what they expect is worked out here by hand or by
// a closed form.

import { describe, expect, test } from "vitest";
import { suiteOf } from "../../../src/verification/suite.ts";
import { resultsOf } from "./own-cases.ts";

const ALL = { family: null, long: false };

function caseOf(model: string, params: object, figures: object) {
  return { id: "X99", family: "statistics", model, kind: "algorithm", params, expect: figures };
}

function suite(model: string, params: object, figures: object) {
  return suiteOf({ cases: [caseOf(model, params, figures)] }, ALL);
}

describe("a procedure takes other data than the project's", () => {
  test.each<[string, string, object, object]>([
    [
      "ranks of a median of 9",
      "order statistics",
      { n: 9, q: 0.5, conf: 0.95 },
      { lowerRank: 2, upperRank: 8, coverage: 492 / 512 },
    ],
    [
      "a largest value for 99 %",
      "order statistics",
      { n: 9, q: 0.99, conf: 0.95 },
      { smallestNforMaxAsUpper95q: 299 },
    ],
    [
      "shares of nothing in 100",
      "binomial CI 0 of 50; rule of three 0 of 100",
      {},
      { zeroOf100upper95: 1 - 0.05 ** 0.01 },
    ],
    [
      "quantiles with a closed form",
      "Student t quantiles",
      {},
      { "t_0.75_df1": 1, "t_0.9_df2": 1.885618083164127 },
    ],
    [
      "a budget where the greatest is best",
      "OCBA shares (maximum is best)",
      { means: [2, 1], sds: [3, 1], budget: 8 },
      { allocation: [6, 2] },
    ],
    ["two first replications", "Rinott h", { P: 0.95 }, { h_k2_n2: 2 * Math.tan(Math.PI * 0.45) }],
    [
      "constants of Kim and Nelson",
      "KN constants",
      { k: 11, n0: 11, alpha: 0.05 },
      { eta: (10 ** 0.4 - 1) / 2, h2: 10 * (10 ** 0.4 - 1) },
    ],
    ["the same by their names", "KN constants", { alpha: 0.05 }, { eta_k11_n11: (10 ** 0.4 - 1) / 2 }],
    [
      "a choice",
      "KN on data, maximum is best",
      {
        n0: 3,
        alpha: 0.05,
        delta: 1,
        data: [
          [1, 2, 3],
          [101, 102, 103],
          [51, 52, 53],
        ],
      },
      { best: 1, left: [1], eliminated: [0, 2], stopsAt: 3 },
    ],
    [
      "a control",
      "control variate",
      { Y: [1, 4, 4], X: [1, 2, 3], muX: 1 },
      { beta: 1.5, estimate: 1.5, plainMean: 3 },
    ],
    [
      "p-values",
      "Holm and Bonferroni",
      { p: [0.01, 0.04, 0.03, 0.005] },
      { holm: [0.03, 0.06, 0.06, 0.02], bonferroni: [0.04, 0.16, 0.12, 0.02] },
    ],
    [
      "rejections",
      "Holm and Bonferroni",
      { p: [0.01, 0.04, 0.03, 0.005], alpha: 0.05 },
      { holmRejected: [true, false, false, true], bonferroniCount: 2 },
    ],
    [
      "indices of two arguments",
      "Sobol indices of the g-function",
      { a: [0, 1] },
      { variance: 4 / 9, S1: 3 / 4, ST2: 1 / 4 },
    ],
    [
      "coefficients in the model",
      "Sobol indices of the g-function a=[0, 1]",
      {},
      { S2: 3 / 16, ST1: 13 / 16 },
    ],
    [
      "Ishigami without its third argument",
      "Sobol indices of Ishigami a=2 b=0",
      {},
      { S1: 0.5, S2: 0.5, ST3: 0 },
    ],
    [
      "a stop",
      "sequential stopping",
      { reps: [1, -1, 1], n0: 2, gamma: 0.1 },
      { mean: 1 / 3, gammaPrime: 0.1 / 1.1 },
    ],
  ])("%s", (_, model, params, figures) => {
    const { prepared, refused } = suite(model, params, figures);
    expect(refused).toEqual([]);
    expect(
      prepared.flatMap((each) => resultsOf(each)).map(({ metric, got, verdict }) => [metric, got, verdict]),
    ).toEqual(Object.keys(figures).map((metric) => [metric, expect.anything(), "pass"]));
  });

  test("an index that is wrong by a millionth fails, and says what was estimated", () => {
    const { prepared } = suite("Sobol indices of the g-function", { a: [0, 1] }, { S1: 0.75 * (1 + 1e-6) });
    expect(resultsOf(prepared[0]!)[0]).toMatchObject({
      verdict: "fail",
      note: expect.stringMatching(/^estimated 0\.7/),
    });
  });
});

describe("what is not known is refused by name", () => {
  test.each<[string, string, object, object, string]>([
    ["another generator", "MRG32k3a first outputs", {}, { u: [0.1] }, "seedrandom"],
    ["a procedure with unknown data", "bagging", { forest: 3 }, { mean: 1 }, "forest"],
    ["a metric", "OCBA shares", { means: [1, 2], sds: [1, 1], budget: 3 }, { luck: 1 }, "luck"],
    ["an index of an argument that there is not", "Sobol indices of Ishigami a=7 b=0.1", {}, { S4: 1 }, "S4"],
    ["Ishigami without its numbers", "Sobol indices of Ishigami", {}, { S1: 1 }, "it does not say a"],
    [
      "a stop that does not come",
      "sequential stopping",
      { reps: [1, -1, 1], n0: 2, gamma: 0.1 },
      { stopsAt: 3 },
      "stopsAt",
    ],
  ])("%s", (_, model, params, figures, name) => {
    const { refused } = suite(model, params, figures);
    expect(refused).toHaveLength(1);
    expect(refused[0]!.reason).toContain(name);
  });
});
