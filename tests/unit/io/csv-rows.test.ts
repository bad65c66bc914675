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

/** Blanks around a cell, of which fast-csv keeps some, say nothing: whoever reads a cell trims it. */
async function trimmed(rows: Promise<string[][]>): Promise<string[][]> {
  return (await rows).map((cells) => cells.map((cell) => cell.trim()));
}

test("text with quotes where they belong splits into the rows that fast-csv finds", async () => {
  const plain = fc.stringMatching(/^[a-z0-9. -]{0,4}$/);
  const quoted = fc.stringMatching(/^[a-z ,;"\r\n]{0,5}$/).map((text) => `"${text.replaceAll('"', '""')}"`);
  const line = fc.array(fc.oneof(plain, quoted), { minLength: 1, maxLength: 4 });
  const text = fc
    .array(fc.tuple(line, fc.constantFrom("\n", "\r\n")), { maxLength: 8 })
    .map((lines) => lines.map(([cells, end]) => cells.join(",") + end).join(""));
  await fc.assert(
    fc.asyncProperty(text, async (quotes) => {
      expect(await trimmed(rowsOf(quotes))).toEqual(await trimmed(parsed(quotes)));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("text with quotes anywhere has the rows, or the error, that fast-csv finds", async () => {
  const outcome = (rows: Promise<string[][]>) => trimmed(rows).catch((error: Error) => error.message);
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[ab ,"\n]{0,12}$/), async (quotes) => {
      expect(await outcome(rowsOf(quotes))).toEqual(await outcome(parsed(quotes)));
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test("a row may have more cells than any before it", async () => {
  const wide = Array.from({ length: 1000 }, (_, column) => `c${column}`);
  expect(await rowsOf(`a,b\n${wide.join(",")}\n"c",d\n`)).toEqual([["a", "b"], wide, ["c", "d"]]);
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
