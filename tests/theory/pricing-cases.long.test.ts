// Prices that demand answers to, as cases: what the best ones earn is simulated, what they are is a formula.

import { describe, expect, test } from "vitest";
import { exponentialDemand } from "../../src/theory/demand-curve.ts";
import { bestPostedPrice, revenueRateAtPrice } from "../../src/theory/posted-price.ts";
import type { TheoryCase } from "../../src/verification/case.ts";
import { prepareStatistical } from "../../src/verification/statistical.ts";
import { ownCase, resultsOf } from "../unit/verification/own-cases.ts";

type Tree = Record<string, unknown>;

/** The case F01 with other params of its stream and its policy, and other figures. */
function caseWith(stream: Tree, policy: Tree, expected: Readonly<Record<string, number>>): TheoryCase {
  const right = ownCase("F01");
  const params = structuredClone(right.params) as { streams: Tree[]; policy: Tree };
  const streams = [{ ...params.streams[0], ...stream }];
  return { ...right, params: { ...params, streams, policy }, expect: new Map(Object.entries(expected)) };
}

const failedOf = (theCase: TheoryCase) =>
  resultsOf(prepareStatistical(theCase), 600_000).filter(({ verdict }) => verdict === "fail");

describe("best prices", () => {
  test.each(["F01", "F02", "F06"])("%s: every figure agrees, and nearly all are tested", (start) => {
    const results = resultsOf(prepareStatistical(ownCase(start)), 600_000);
    expect(results.filter(({ verdict }) => verdict === "fail")).toEqual([]);
    const tested = results.filter(({ verdict }) => verdict === "pass").length;
    expect(tested).toBeGreaterThanOrEqual(results.length - 2);
  });

  test("are found on a curve that no case of ours has", () => {
    const demand = exponentialDemand(60, 1.5);
    const fleet = { servers: 20, meanService: 1, demand };
    const price = bestPostedPrice(fleet)!;
    const elasticity = { form: "exponential", lambda0: 60, pScale: 1.5 };
    const theCase = caseWith(
      { priceElasticity: elasticity },
      { pricing: "sweep" },
      {
        optimalPrice: price,
        optimalRevenueRate: revenueRateAtPrice(fleet, price),
        "revenueRate_at_0.7x": revenueRateAtPrice(fleet, 0.7 * price),
        "revenueRate_at_1.5x": revenueRateAtPrice(fleet, 1.5 * price),
      },
    );
    expect(failedOf(theCase)).toEqual([]);
  });

  test("that are wrong by a tenth fail, and so do their revenues", () => {
    const right = ownCase("F06");
    const wrong = {
      ...right,
      expect: new Map([...right.expect].map(([name, value]) => [name, 1.1 * (value as number)])),
    };
    expect(failedOf(wrong).map(({ metric }) => metric)).toEqual([...right.expect.keys()]);
  });
});

test("demand answers to the price that a stream has, where no other is looked for", () => {
  const fleet = { servers: 20, meanService: 1, demand: exponentialDemand(60, 1.5) };
  const elasticity = { form: "exponential", lambda0: 60, pScale: 1.5 };
  const theCase = caseWith(
    { priceElasticity: elasticity, price: 2 },
    {},
    {
      revenueRate: revenueRateAtPrice(fleet, 2),
    },
  );
  expect(failedOf(theCase)).toEqual([]);
});

describe("what no formula is of is refused by name", () => {
  const LINEAR = { form: "linear", lambdaMax: 40, pMax: 4 };
  const refusal = (stream: Tree, policy: Tree) => () =>
    prepareStatistical(caseWith({ priceElasticity: LINEAR, ...stream }, policy, { revenueRate: 1 }));

  test("demand that answers to no price", () => {
    expect(refusal({}, {})).toThrow("rent has a priceElasticity and no price");
  });

  test("demand that does not come at random", () => {
    const arrival = { process: "deterministic", interval: 1 };
    expect(refusal({ arrival, price: 2 }, {})).toThrow("answers to its price; known: with poisson arrivals");
  });

  test("a key of a curve", () => {
    expect(refusal({ priceElasticity: { ...LINEAR, slope: 1 }, price: 1 }, {})).toThrow("slope");
  });

  test("the best price of a fleet that lets its customers wait, and a figure at no price", () => {
    const reasons = (stream: Tree, name: string) =>
      prepareStatistical(
        caseWith({ priceElasticity: LINEAR, ...stream }, { pricing: "sweep" }, { [name]: 1 }),
      ).refused.map(({ reason }) => reason);
    expect(reasons({ onFull: "queue" }, "optimalRevenueRate")).toEqual([
      expect.stringContaining("one stream of one-GPU jobs that is refused when full"),
    ]);
    expect(reasons({}, "blockProb")).toEqual([expect.stringContaining("does not say at which price")]);
  });
});
