import { expect, test } from "vitest";
import { readCases } from "../../../src/verification/case.ts";
import { prepareBilling } from "../../../src/verification/deterministic/billing.ts";
import { resultsOf } from "./own-cases.ts";

function amountOf(params: Record<string, unknown>): unknown {
  const { cases, refused } = readCases({
    cases: [{ id: "X", kind: "deterministic", params, expect: { amount: "0.00" } }],
  });
  expect(refused).toEqual([]);
  return resultsOf(prepareBilling(cases[0]!))[0]!.got;
}

const PARAMS = { gpus: 8, granularity: "second", start: 1, end: 4 };

test("a line pays each part of its use at the price of its time", () => {
  // Hours 1 to 2 at $2, 2 to 3.5 at $3, 3.5 to 4 at $1.
  const prices = [
    [0, 2],
    [2, 3],
    [3.5, 1],
    [9, 100],
  ];
  expect(amountOf({ ...PARAMS, prices })).toBe((8 * (2 + 4.5 + 0.5)).toFixed(2));
  expect(amountOf({ ...PARAMS, prices: [[0, 2]] })).toBe("48.00");
});

test("prices that say nothing of the start are refused by name", () => {
  expect(() => amountOf({ ...PARAMS, prices: [[1.5, 2]] })).toThrow("known: a first price from the start on");
});

test("instants may be dates: a line over the end of a month, two hours at $2 and three at $3", () => {
  const [start, end] = ["2026-01-31T22:00:00Z", "2026-02-01T05:00:00+02:00"];
  const prices = [
    ["2026-01-01T00:00:00Z", 2],
    ["2026-02-01T00:00:00Z", 3],
  ];
  expect(amountOf({ ...PARAMS, start, end, prices })).toBe((8 * (2 * 2 + 3 * 3)).toFixed(2));
  expect(() => amountOf({ ...PARAMS, start: "January", end, prices })).toThrow(
    "known: hours, an ISO 8601 date",
  );
});
