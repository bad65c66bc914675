import { describe, expect, test } from "vitest";
import { HOUR, YEAR } from "../../../src/kernel/time.ts";
import { SalesBook } from "../../../src/ledger/sales-book.ts";
import { ServiceCredits } from "../../../src/ledger/service-credits.ts";
import { contractOf, productOf } from "../../models.ts";

const MONTH = YEAR / 12;
const ROW = 40;

/** 8 GPUs at $2 under 10 % below 99 % and 100 % below 50 %, claimed always. */
function book() {
  const tiers = [
    { below: 0.99, credit: 0.1 },
    { below: 0.5, credit: 1 },
  ];
  const contract = contractOf({ serviceLevel: { tiers, cap: 1, claimProbability: 1 } });
  const sales = new SalesBook([{ ...productOf(0, {}, 2), contract }]);
  const credits = new ServiceCredits([{ ...productOf(0, {}, 2), contract }], sales);
  credits.begin(ROW, 0, 8);
  return { credits, credited: () => sales.cut(0, 0, 0).credits };
}

describe("a customer", () => {
  test("is credited when the month is over, on what it was billed in it", () => {
    const { credits, credited } = book();
    credits.start(ROW, 100);
    credits.lose(ROW, 100 + HOUR);
    credits.start(ROW, 100 + 11 * HOUR);
    expect(credited()).toBe(0);
    credits.end(ROW, 100 + MONTH);
    // 10 of 730 h are 1.4 %: 10 % of 8 × 720 h × $2.
    expect(credited()).toBeCloseTo(1152, 9);
  });

  test("is credited for each month by what it lacked in that month", () => {
    const { credits, credited } = book();
    credits.start(ROW, 0);
    // Without GPUs from 5 h before the end of the first month to 500 h into the second: 0.7 % and 68 %.
    credits.lose(ROW, MONTH - 5 * HOUR);
    credits.start(ROW, MONTH + 500 * HOUR);
    credits.end(ROW, 3 * MONTH);
    expect(credited()).toBeCloseTo(8 * 230 * 2, 9);
  });

  test("that leaves within the month is credited on its bill so far, as if it had been served for the rest", () => {
    const { credits, credited } = book();
    credits.start(ROW, 0);
    credits.lose(ROW, 10 * HOUR);
    credits.start(ROW, 20 * HOUR);
    credits.end(ROW, 30 * HOUR);
    // 10 of 730 h were lacked; 20 h were billed.
    expect(credited()).toBeCloseTo(0.1 * 8 * 20 * 2, 9);
  });

  test("that lacked less than the least tier, or was never served, is owed nothing", () => {
    const { credits, credited } = book();
    credits.end(ROW, HOUR);
    credits.start(ROW, HOUR);
    credits.lose(ROW, 2 * HOUR);
    credits.start(ROW, 3 * HOUR);
    credits.end(ROW, 2 * MONTH);
    expect(credited()).toBe(0);
  });

  test("that takes the row of one that has left begins anew", () => {
    const { credits, credited } = book();
    credits.start(ROW, 0);
    credits.lose(ROW, 0);
    credits.begin(ROW, 0, 8);
    credits.start(ROW, 500 * HOUR);
    credits.end(ROW, MONTH);
    expect(credited()).toBe(0);
  });
});
