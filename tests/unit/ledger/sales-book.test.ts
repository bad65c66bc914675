import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND } from "../../../src/kernel/time.ts";
import { SalesBook } from "../../../src/ledger/sales-book.ts";
import { productOf } from "../../models.ts";

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
    book.preempt(1);
    expect(book.cut(1, 0, 0)).toMatchObject({ requests: 3, admitted: 1, refused: 1, preempted: 1 });
    expect(book.cut(0, 0, 0)).toMatchObject({ requests: 0, admitted: 0, refused: 0, preempted: 0 });
    expect(book.cut(1, 0, 0)).toMatchObject({ requests: 0, admitted: 0, refused: 0, preempted: 0 });
  });
});
