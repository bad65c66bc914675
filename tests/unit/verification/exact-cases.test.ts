// Every case with an exact answer: schedules, preemption ledgers, bills, calculators, statistical procedures, identities.

import { describe, expect, test } from "vitest";
import { suiteOf } from "../../../src/verification/suite.ts";
import { ownFile, resultsOf } from "./own-cases.ts";

const suite = suiteOf(ownFile, { family: null, long: false });
const kindOf = new Map(suite.cases.map(({ id, kind }) => [id, kind]));
const exact = suite.prepared.filter(({ id }) => kindOf.get(id) !== "statistical");

describe("exact cases", () => {
  test("are 56, with more than 270 figures", () => {
    expect(exact).toHaveLength(56);
    expect(exact.flatMap((each) => resultsOf(each)).length).toBeGreaterThan(270);
  });

  test.each(exact.map((each) => [each.id, each] as const))("%s: every figure agrees", (_, each) => {
    const off = resultsOf(each).filter(({ verdict }) => verdict !== "pass");
    expect(off.map(({ metric, expected, got, note }) => ({ metric, expected, got, note }))).toEqual([]);
  });

  test.each([
    "S01",
    "P04",
    "L01",
    "L06",
    "L07",
    "L09",
    "D12",
    "T04",
    "T06",
    "T08",
    "T11",
    "T14",
    "F07",
    "I12",
  ])("%s: a figure that is wrong by 1 % fails", (start) => {
    const spoiled = structuredClone(ownFile) as {
      cases: { id: string; expect: Record<string, unknown> }[];
    };
    const one = spoiled.cases.find(({ id }) => id.startsWith(start))!;
    const [metric, value] = Object.entries(one.expect).find(([, each]) => typeof each === "number")!;
    one.expect[metric] = 1.01 * (value as number);
    const prepared = suiteOf(spoiled, { family: start, long: false }).prepared[0]!;
    const failed = resultsOf(prepared).filter(({ verdict }) => verdict === "fail");
    expect(failed.map((result) => result.metric)).toEqual([metric]);
  });
});
