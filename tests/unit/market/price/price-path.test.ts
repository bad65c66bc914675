import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR, YEAR } from "../../../../src/kernel/time.ts";
import { FixedPrice } from "../../../../src/market/price/price-path.ts";

test("an hour at a fixed price costs the price, whenever it is", () => {
  const path = new FixedPrice(2.5);
  expect(path.price).toBe(2.5);
  expect(path.integralTo(0)).toBe(0);
  expect((path.integralTo(3 * HOUR) - path.integralTo(2 * HOUR)) / HOUR).toBe(2.5);
});

test("a span at a fixed price costs its length times the price", () => {
  const price = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(price, fc.nat(10 * YEAR), fc.nat(YEAR), (each, start, length) => {
      const path = new FixedPrice(each);
      const cost = path.integralTo(start + length) - path.integralTo(start);
      expect(cost).toBeCloseTo(each * length, 0);
    }),
    { seed: 1 },
  );
});
