import fc from "fast-check";
import { parseString } from "fast-csv";
import { expect, test } from "vitest";
import { detectSeparator, eachRow } from "../../../src/io/csv-rows.ts";

async function rowsOf(text: string): Promise<string[][]> {
  const rows: string[][] = [];
  await eachRow(text, ",", (cells) => rows.push([...cells]));
  return rows;
}

function parsed(text: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString<string[], string[]>(text, { headers: false })
      .on("data", (row: string[]) => rows.push(row))
      .on("error", reject)
      .on("end", () => resolve(rows.filter((cells) => cells.some((cell) => cell.trim() !== ""))));
  });
}

test("text without quotes splits into the rows that fast-csv finds", async () => {
  const cell = fc.stringMatching(/^[a-z0-9.;-]{0,4}$/);
  const line = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(","));
  const text = fc
    .array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r")), { maxLength: 8 })
    .map((lines) => lines.flat().join(""));
  await fc.assert(
    fc.asyncProperty(text, async (plain) => {
      expect(await rowsOf(plain)).toEqual(await parsed(plain));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("rows are numbered from the header, blank ones left out", async () => {
  const numbers: number[] = [];
  await eachRow("a,b\n\n1,2\n,\n3,4", ",", (_, row) => numbers.push(row));
  expect(numbers).toEqual([0, 1, 2]);
});

test("the separator is the one under which the header holds the wanted columns", () => {
  expect(detectSeparator("a;b,c;d\n", ["a", "d"])).toBe(";");
  expect(detectSeparator('"a"\t"b"\n', ["a", "b"])).toBe("\t");
  expect(detectSeparator("x,y\n", ["a"])).toBe(",");
});
