import fc from "fast-check";
import { expect, test } from "vitest";
import { FixedPrice } from "../../../../src/market/price/price-path.ts";
import { SteppedPrice } from "../../../../src/market/price/stepped-price.ts";

/** Prices in eighths of a dollar and whole milliseconds: products and sums of them are exact. */
const steps = fc.array(fc.record({ after: fc.nat(1e6), eighths: fc.nat(800) }), { maxLength: 30 });

test("the integral of a moving price is the sum of its steps, exactly", () => {
  fc.assert(
    fc.property(steps, fc.nat(1e6), (moves, rest) => {
      const path = new SteppedPrice(2);
      let [now, price, sum] = [0, 2, 0];
      for (const { after, eighths } of moves) {
        sum += price * after;
        now += after;
        price = eighths / 8;
        path.set(price, now);
        expect(path.price).toBe(price);
        expect(path.integralTo(now)).toBe(sum);
      }
      expect(path.integralTo(now + rest)).toBe(sum + price * rest);
    }),
    { seed: 1 },
  );
});

test("a price that is set to what it is leaves the integral as it was, to the last digit", () => {
  const [set, left] = [new SteppedPrice(0.1), new FixedPrice(0.1)];
  for (let now = 0; now < 1000; now += 7) set.set(0.1, now);
  expect(set.integralTo(12_345)).toBe(left.integralTo(12_345));
});

test("to ask for the integral changes nothing", () => {
  const path = new SteppedPrice(3);
  path.integralTo(5);
  path.set(1, 10);
  path.integralTo(20);
  expect(path.integralTo(30)).toBe(3 * 10 + 20);
});
