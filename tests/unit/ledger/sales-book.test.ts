import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../../src/kernel/time.ts";
import { SalesBook } from "../../../src/ledger/sales-book.ts";
import { contractOf, productOf } from "../../models.ts";

const SPOT = { granularity: SECOND, minimum: MINUTE, freeIfInterruptedWithin: HOUR };

describe("the sales book", () => {
  test("tops a short line up to its minimum in the step in which it closes", () => {
    const book = new SalesBook([productOf(0, SPOT, 2)]);
    expect(book.closeLine(0, 8, 10 * SECOND, "customer")).toBe(8 * MINUTE);
    const sales = book.cut(0, 8 * 10 * SECOND, 0);
    expect(sales.billed).toBe(8 * MINUTE);
    expect(sales.revenue).toBe((8 / 60) * 2);
    expect(book.cut(0, 0, 0).billed).toBe(0);
  });

  test("takes back what earlier steps billed when a line turns out free: the total is zero", () => {
    const book = new SalesBook([productOf(0, SPOT)]);
    const first = book.cut(0, 30 * MINUTE, 0);
    book.closeLine(0, 1, 50 * MINUTE, "provider");
    const second = book.cut(0, 20 * MINUTE, 0);
    for (const sales of [first, second]) book.addToTotal(0, sales);
    expect([first.billed, second.billed]).toEqual([30 * MINUTE, -30 * MINUTE]);
    expect(book.value[0]).toMatchObject({ billed: 0, revenue: 0 });
  });

  test("counts requests by what became of them, product by product", () => {
    const book = new SalesBook([productOf(0), productOf(1)]);
    for (let times = 0; times < 3; times++) book.request(1);
    book.admit(1);
    book.refuse(1);
    book.preempt(1, 8);
    expect(book.cut(1, 0, 0)).toMatchObject({ requests: 3, admitted: 1, refused: 1, preempted: 1 });
    expect(book.cut(0, 0, 0)).toMatchObject({ requests: 0, admitted: 0, refused: 0, preempted: 0 });
    expect(book.cut(1, 0, 0)).toMatchObject({ requests: 0, admitted: 0, refused: 0, preempted: 0 });
  });

  test("parts what is charged from what is given back and paid out", () => {
    const contract = contractOf(
      { exit: { notice: Number.POSITIVE_INFINITY, breachCost: 15 * MINUTE } },
      SPOT,
    );
    const book = new SalesBook([{ ...productOf(0, {}, 2), contract }]);
    // Two hours of 8 GPUs; half an hour of 4 that is reclaimed and free, and costs the provider a quarter of an hour.
    book.closeLine(0, 8, 2 * HOUR, "customer");
    book.closeLine(0, 4, HOUR / 2, "provider");
    book.preempt(0, 4);
    book.credit(0, 3);
    const sales = book.cut(0, 16 * HOUR + 2 * HOUR, 0);
    expect(sales).toMatchObject({
      billed: 16 * HOUR,
      gross: 36,
      refunds: 4,
      credits: 3,
      breach: 2,
      revenue: 27,
    });
    for (const step of [sales, book.cut(0, 0, 0)]) book.addToTotal(0, step);
    expect(book.value[0]).toMatchObject({ gross: 36, refunds: 4, credits: 3, breach: 2, revenue: 27 });
  });

  test("bills the end of a window that the customer has lost when the window is over, and not when the provider ends it", () => {
    const window = {
      lengths: [],
      leastLead: 0,
      mostLead: 0,
      endsAt: null,
      grace: Number.POSITIVE_INFINITY,
      endsEarly: HOUR / 2,
    };
    const book = new SalesBook([{ ...productOf(0), contract: contractOf({ window }) }]);
    expect(book.closeLine(0, 8, 23.5 * HOUR, "customer")).toBe(8 * 24 * HOUR);
    expect(book.closeLine(0, 8, HOUR, "provider")).toBe(8 * HOUR);
  });

  test("charges the share of the price that holding and use come to", () => {
    const book = new SalesBook([{ ...productOf(0, {}, 2), paidShare: 0.7 }]);
    expect(book.cut(0, 10 * HOUR, 0)).toMatchObject({ billed: 10 * HOUR, revenue: 14, gross: 14 });
  });
});
