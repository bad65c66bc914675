import { expect, test } from "vitest";
import type { FleetAccount } from "../../../src/economics/accounts.ts";
import {
  fleetFlows,
  netPresentValue,
  paybackYears,
  returnOnCapital,
} from "../../../src/economics/returns.ts";
import { YEAR } from "../../../src/kernel/time.ts";
import { planOf } from "./plans.ts";

/** Of a tenth of a year: $30 sold, internal work worth $100, $20 paid and $40 written off; the fleet cost $1,000. */
const FLEET: FleetAccount = {
  allocated: 0,
  installed: 0,
  usefulInternal: 0,
  marginalCost: 0,
  fullCost: 0,
  revenue: 30,
  internalValue: 100,
  runningCost: 20,
  depreciation: 40,
  capital: 1000,
};

test("the return is what a year leaves after running costs and depreciation, over the capital", () => {
  expect(returnOnCapital(FLEET, YEAR / 10)).toBeCloseTo((10 * (30 + 100 - 20 - 40)) / 1000, 12);
});

test("a fleet is paid back by its cash; one that earns less than it costs to run never is", () => {
  expect(paybackYears(FLEET, YEAR / 10)).toBeCloseTo(1000 / 1100, 12);
  expect(paybackYears({ ...FLEET, internalValue: -100 }, YEAR / 10)).toBe(Number.POSITIVE_INFINITY);
});

test("a present value discounts each flow by its own time", () => {
  const flows = [
    { at: 0, amount: -100 },
    { at: 1, amount: 60 },
    { at: 2, amount: 60 },
  ];
  expect(netPresentValue(flows, 0.1)).toBeCloseTo(-100 + 60 / 1.1 + 60 / 1.21, 12);
  // At the internal rate of return it is nothing: 60 (1 − v²) v / (1 − v) = 100 with v = 1 / 1.130662…
  expect(netPresentValue(flows, 0.1306623862918075)).toBeCloseTo(0, 9);
});

test("the flows of a fleet: its capital, the cash of each year at the prices of its middle, and what is left", () => {
  const plan = planOf({ life: 1.5 * YEAR, priceDrift: -0.19, salesOverhead: 0.1, residual: 0.2 });
  // Of a year: $300 sold, of which $30 go to selling; all else brings 1000 − 200 + 30.
  const [bought, first, second, left] = fleetFlows(FLEET, plan, YEAR / 10);
  expect(bought).toEqual({ at: 0, amount: -1000 });
  expect(first!.at).toBe(1);
  expect(first!.amount).toBeCloseTo(830 + 270 * 0.81 ** 0.5, 9);
  expect(second!.at).toBe(1.5);
  expect(second!.amount).toBeCloseTo(0.5 * (830 + 270 * 0.81 ** 1.25), 9);
  expect(left).toEqual({ at: 1.5, amount: 200 });
});
