// Single lines of a bill, in the words of the cases.

import { expect, test } from "vitest";
import { readCases } from "../../../src/verification/case.ts";
import { prepareBilling } from "../../../src/verification/deterministic/billing.ts";
import { resultsOf } from "./own-cases.ts";

/** What the product says to each figure of a bill. */
function billed(params: Record<string, unknown>, expected: Record<string, unknown>) {
  const { cases } = readCases({ cases: [{ id: "X", kind: "deterministic", params, expect: expected }] });
  const prepared = prepareBilling(cases[0]!);
  expect(prepared.refused).toEqual([]);
  return Object.fromEntries(resultsOf(prepared).map(({ metric, got }) => [metric, got]));
}

function expectBill(params: Record<string, unknown>, expected: Record<string, unknown>): void {
  expect(billed(params, expected)).toEqual(expected);
}

test("a line between two dates is as long as its instants are apart, whatever the clocks on the wall showed", () => {
  // In Berlin the hour from 2 to 3 was left out on this night: 00:30 UTC to 04:30 there is two hours.
  const night = { start: "2026-03-29T00:30:00Z", end: "2026-03-29T04:30:00+02:00" };
  expectBill({ gpus: 8, price: 2, ...night, granularity: "hour" }, { billedHours: 2, amount: "32.00" });
});

test("a line that the provider ends pays what it used, and nothing within its free hours", () => {
  const spot = { gpus: 4, price: 1.2, granularity: "second", freeIfEvictedWithinHours: 1 };
  expectBill({ ...spot, evictedAtHours: 0.5 }, { amount: "0.00" });
  expectBill({ ...spot, evictedAtHours: 1.5 }, { billedSeconds: 5400, amount: "7.20" });
});

test("a penalty is so many hours at the price of all GPUs, and is taken off the bill", () => {
  // 2.4 h are three started hours: 8 × 3 × $2 = $48, less 8 × 1 × $2.
  expectBill(
    { gpus: 8, price: 2, granularity: "hour", evictedAtHours: 2.4, penaltyHours: 1 },
    { billedHours: 3, amount: "48.00", penalty: "16.00", net: "32.00" },
  );
});
