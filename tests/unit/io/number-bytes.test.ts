import fc from "fast-check";
import { expect, test } from "vitest";
import { putThousandths } from "../../../src/io/number-bytes.ts";

/** What is written of a number from the third byte on; null when it is declined. */
function digitsOf(value: number, room = 40): string | null {
  const bytes = Buffer.alloc(room);
  const end = putThousandths(bytes, 3, value);
  return end < 0 ? null : bytes.toString("latin1", 3, end);
}

test("every number of thousandths below 2^31 is written as String writes it", () => {
  const whole = fc.integer({ min: 1 - 2 ** 31 });
  const thousandths = fc.maxSafeInteger().map((ms) => (ms % (2 ** 31 * 1000)) / 1000);
  const short = fc.nat().map((ms) => ms / 1000);
  fc.assert(
    fc.property(fc.oneof(whole, thousandths, short), (value) => {
      expect(digitsOf(value)).toBe(String(value === 0 ? 0 : value));
    }),
    { seed: 1, numRuns: 20_000 },
  );
});

test("any other number is declined, and never written with other digits", () => {
  for (const value of [
    Number.NaN,
    Infinity,
    -Infinity,
    2 ** 31,
    -(2 ** 31),
    0.1 + 0.2,
    1e-4,
    5e-324,
    1 / 3,
  ]) {
    expect(digitsOf(value)).toBeNull();
  }
  fc.assert(
    fc.property(fc.double(), (value) => {
      expect([null, String(value === 0 ? 0 : value)]).toContain(digitsOf(value));
    }),
    { seed: 1, numRuns: 20_000 },
  );
});

test("a number is declined where it might not find room", () => {
  expect(digitsOf(-2_147_483_647.999, 3 + 16)).toBe("-2147483647.999");
  expect(digitsOf(0, 3 + 15)).toBeNull();
});
