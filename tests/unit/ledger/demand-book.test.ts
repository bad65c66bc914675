import { expect, test } from "vitest";
import { HOUR } from "../../../src/kernel/time.ts";
import { DemandBook } from "../../../src/ledger/demand-book.ts";
import { SteppedPrice } from "../../../src/market/price/stepped-price.ts";

test("a price that stays is told exactly, however long the run, and one that moves by its mean over the step", () => {
  const price = new SteppedPrice(1.7);
  const book = new DemandBook([price], () => Number.NaN);
  for (let hour = 1; hour <= 1000; hour++) {
    if (hour === 500) price.set(2.14, 499.5 * HOUR);
    const told = book.cut(0, hour * HOUR).price;
    if (hour === 500) expect(told).toBeCloseTo((1.7 + 2.14) / 2, 9);
    else expect(told).toBe(hour < 500 ? 1.7 : 2.14);
  }
});
