import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { eachTableRow } from "../../../src/io/table-file.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-table-"));
afterAll(() => rmSync(home, { recursive: true }));

/** RFC 4180, every cell quoted. */
function quoted(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\n`;
}

async function textsOf(path: string, blockBytes?: number): Promise<string[][]> {
  const read: string[][] = [];
  await eachTableRow(path, (row) => read.push(row.columns.map((column) => row.text(column))), blockBytes);
  return read;
}

test("every row is read as written, wherever a block of the file ends: in a quote, a line end or a letter", async () => {
  const cell = fc.oneof(fc.constantFrom('"', "\n", ",", "é", "🎉", "\r\n"), fc.string({ unit: "grapheme" }));
  const rows = fc.array(fc.tuple(fc.constant("x"), cell, cell), { maxLength: 8 });
  const path = join(home, "a.csv");
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (written, blockBytes) => {
      writeFileSync(path, [["id", "a", "b"], ...written].map(quoted).join(""));
      expect(await textsOf(path, blockBytes)).toEqual(written);
    }),
    { seed: 1, numRuns: 150 },
  );
});

test("numbers read back exactly, an empty cell and a column that is not there are none", async () => {
  const path = join(home, "b.csv");
  writeFileSync(path, "a,b\n0.1,\n-1.7976931348623157e+308,5224.809075639888\n");
  const read: number[][] = [];
  await eachTableRow(path, (row) => read.push([row.number("a"), row.number("b"), row.number("c")]));
  expect(read).toEqual([
    [0.1, Number.NaN, Number.NaN],
    [-Number.MAX_VALUE, 5224.809075639888, Number.NaN],
  ]);
});

test("a file whose name ends in .gz is unpacked, all its members", async () => {
  const path = join(home, "c.csv.gz");
  writeFileSync(path, Buffer.concat([gzipSync("a,b\n1,2\n"), gzipSync("3,4\n")]));
  expect(await textsOf(path)).toEqual([
    ["1", "2"],
    ["3", "4"],
  ]);
});

test("a file that is not there or is damaged is an error and not an empty table", async () => {
  await expect(textsOf(join(home, "none.csv"))).rejects.toThrow("ENOENT");
  await expect(textsOf(join(home, "none.csv.gz"))).rejects.toThrow("ENOENT");
  const path = join(home, "d.csv.gz");
  writeFileSync(path, gzipSync("a\n1\n").subarray(0, 15));
  await expect(textsOf(path)).rejects.toThrow();
});
