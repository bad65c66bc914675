import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellText } from "../../../src/results/cell.ts";
import { dataDictionary } from "../../../src/results/data-dictionary.ts";

test("a number reads back exactly", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(cellText(value))).toBe(value === 0 ? 0 : value);
    }),
    { seed: 1 },
  );
});

test("what is no number leaves the cell empty, and −0 is 0", () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0].map(cellText)).toEqual([
    "",
    "",
    "",
    "0",
  ]);
});

test("text that a spreadsheet would run gets an apostrophe", () => {
  for (const text of [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tplain",
    "  =1",
    "\u00a0=1",
    "harmless\n=1",
    "harmless\r\n  @x",
    "＝1",
    "\0=1",
    "a\n\0 @x",
    "\0\t1",
    '=HYPERLINK("x")',
  ]) {
    expect(cellText(text)).toBe(`'${text}`);
  }
});

test("numbers written as text and harmless text stay as they are", () => {
  for (const text of ["-5", "+1.5e3", "-.5", "a=b", "0-3;7", "job-12", "", "'quoted", "a\nb", "−5 units"]) {
    expect(cellText(text)).toBe(text);
  }
});

test("the committed data dictionary is the one that the schemas say", () => {
  expect(readFileSync("results/README.md", "utf8")).toBe(dataDictionary());
});
