// Statistical cases of theory at fixed seeds: a queue, losses, gangs, headroom, preemption, failures, checkpoints.

import { describe, expect, test } from "vitest";
import { prepareStatistical } from "../../src/verification/statistical.ts";
import { ownCase, resultsOf } from "../unit/verification/own-cases.ts";

describe("theory cases", () => {
  test.each([
    "A03",
    "A12",
    "A15",
    "A17",
    "A35",
    "B05",
    "B08",
    "C01",
    "C10",
    "C17",
    "D01",
    "D06",
    "E02",
    "E07",
  ])("%s: every figure that is tested agrees with theory, and a third of them are tested", (start) => {
    const results = resultsOf(prepareStatistical(ownCase(start)), 600_000);
    const failed = results.filter(({ verdict }) => verdict === "fail");
    expect(failed.map(({ metric, expected, got, z, note }) => ({ metric, expected, got, z, note }))).toEqual(
      [],
    );
    const tested = results.filter(({ verdict }) => verdict === "pass").length;
    expect(tested).toBeGreaterThanOrEqual(results.length / 3);
  });

  test("a figure that is wrong by a tenth fails", () => {
    const right = ownCase("A17");
    const wrong = {
      ...right,
      expect: new Map([...right.expect].map(([name, value]) => [name, 1.1 * (value as number)])),
    };
    const results = resultsOf(prepareStatistical(wrong));
    expect(results.length).toBe(5);
    expect(results.map(({ verdict }) => verdict)).toEqual(results.map(() => "fail"));
  });

  test("a wrong error bar fails although the mean is right", () => {
    const right = ownCase("A17");
    const wrong = {
      ...right,
      asymptoticVariance: new Map([["meanBusyGpus", 4 * right.asymptoticVariance.get("meanBusyGpus")!]]),
    };
    const results = resultsOf(prepareStatistical(wrong));
    expect(results.filter(({ verdict }) => verdict === "fail").map(({ metric }) => metric)).toEqual([
      "meanBusyGpus",
    ]);
  });
});
