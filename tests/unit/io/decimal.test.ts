import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalAt } from "../../../src/io/decimal.ts";

/** What is read of a text that stands between two others. */
function read(text: string): number {
  return decimalAt(`17${text}42`, 2, 2 + text.length);
}

test("digits are read as Number reads them, to the last bit", () => {
  const digits = fc.stringMatching(/^-?\d{1,7}\.?\d{0,8}$/);
  const point = fc.stringMatching(/^-?\.\d{1,15}$/);
  fc.assert(
    fc.property(fc.oneof(digits, point), (text) => {
      expect(read(text)).toBe(Number(text));
    }),
    { seed: 1, numRuns: 20_000 },
  );
});

test("whatever is no such number is declined, not misread", () => {
  for (const text of [
    "",
    "-",
    ".",
    "-.",
    "1.2.3",
    "1,5",
    "--1",
    "+1",
    " 1",
    "1 ",
    "1e3",
    "0x10",
    "NaN",
    "١",
  ]) {
    expect(read(text), text).toBeNaN();
  }
  expect(read("1234567890123456")).toBeNaN();
  fc.assert(
    fc.property(fc.stringMatching(/^[-+.e0-9 ]{0,20}$/), (text) => {
      const number = read(text);
      expect(Number.isNaN(number) || Object.is(number, Number(text)), text).toBe(true);
    }),
    { seed: 1, numRuns: 20_000 },
  );
});
