import fc from "fast-check";
import { writeToString } from "fast-csv";
import { expect, test } from "vitest";
import { type JobRecord, TABLES, type Table, tableCells, tableHeader } from "../../../src/index.ts";
import { CsvLines } from "../../../src/io/csv-lines.ts";
import { OUTCOMES } from "../../../src/ledger/rows.ts";
import { cellTable } from "./cell-table.ts";

/** The whole text of a table, block by block. */
function linesOf<Row, Labels>(table: Table<Row, Labels>, rows: readonly Row[], labels: Labels): string {
  const lines = new CsvLines(table.columns);
  const blocks: Buffer[] = [];
  for (let next = 0; next < rows.length; ) {
    next = lines.add(rows, next, labels);
    if (lines.full) blocks.push(lines.take());
  }
  return Buffer.concat([...blocks, lines.take()]).toString();
}

/** The same as fast-csv writes it from the cells of the schema. */
function expected<Row, Labels>(
  table: Table<Row, Labels>,
  rows: readonly Row[],
  labels: Labels,
): Promise<string> {
  const cells = rows.map((row) => tableCells(table, row, labels));
  return writeToString([tableHeader(table), ...cells], { headers: false, includeEndRowDelimiter: true });
}

/** Whatever a text may hold, and often what a CSV file or a spreadsheet would take for something else. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[ \t;',"|\r\n\0=+@a-z0-9.é＝-]{0,5}$/),
  fc.constantFrom(
    "=1+1",
    "-5",
    "+1e3",
    "\0=1",
    " @x",
    "a\n=1",
    '"',
    "",
    "x".repeat(9_000),
    `${"x".repeat(99)}"`,
  ),
);

/** Whole numbers, thousandths and all others, of every size. */
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.maxSafeInteger().map((ms) => ms / 1000),
  fc.integer().map((ms) => ms / 1000),
  fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 31 - 0.001, -(2 ** 31), -0, 0.1 + 0.2, 1e21, 1e-7, 5e-324),
);

test("any cells read as fast-csv writes them, whether they need quotes or not", async () => {
  const rows = fc.array(fc.array(fc.oneof(text, number), { minLength: 3, maxLength: 3 }), { maxLength: 30 });
  const table = cellTable("a", "b", "c");
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      expect(linesOf(table, cells, null)).toBe(await expected(table, cells, null));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("a row per job reads as fast-csv writes it, whatever ids and names hold", async () => {
  const instant = fc.oneof(fc.nat(), fc.maxSafeInteger().map(Math.abs), fc.constant(Number.NaN));
  const job: fc.Arbitrary<JobRecord> = fc.record({
    id: text,
    source: text,
    pool: fc.integer({ min: -1, max: 1 }),
    gpus: fc.nat(),
    arrival: instant,
    firstStart: instant,
    lastStart: instant,
    end: instant,
    service: instant,
    preemptions: fc.nat(),
    outcome: fc.constantFrom(...OUTCOMES),
    nodes: fc.uniqueArray(fc.nat({ max: 40 })).map((nodes) => nodes.sort((a, b) => a - b)),
    earlierRuns: fc.array(
      fc.record({ pool: fc.nat({ max: 1 }), start: fc.nat(), end: fc.nat(), nodes: fc.constant([0, 1, 7]) }),
      { maxLength: 2 },
    ),
  });
  const labels = fc.record({
    replication: fc.nat(),
    pools: fc.tuple(text, text),
    products: fc.constant([]),
    tokens: fc.constant([]),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(job), labels, async (jobs, names) => {
      expect(linesOf(TABLES.jobs, jobs, names)).toBe(await expected(TABLES.jobs, jobs, names));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("cells that fill a block to its last byte lose nothing", async () => {
  const table = cellTable("a", "b", "c");
  for (let length = 69_620; length < 69_640; length++) {
    const cells = [["y".repeat(length), "", 1.5]];
    expect(linesOf(table, cells, null)).toBe(await expected(table, cells, null));
  }
  for (let left = 0; left < 20; left++) {
    const cells = [
      ["x".repeat(65_000), "", ""],
      ["y".repeat(4_600 - left), "", 1.5],
    ];
    expect(linesOf(table, cells, null)).toBe(await expected(table, cells, null));
  }
});

test("blocks depend on the rows alone, not on how they come", () => {
  const rows = Array.from({ length: 5_000 }, (_, row) => [row, `job ${row}`, row / 7]);
  const blocksOf = (slice: number) => {
    const lines = new CsvLines(cellTable("a", "b", "c").columns);
    const blocks: string[] = [];
    for (let start = 0; start < rows.length; start += slice) {
      const part = rows.slice(start, start + slice);
      for (let next = 0; next < part.length; ) {
        next = lines.add(part, next, null);
        if (lines.full) blocks.push(lines.take().toString());
      }
    }
    return [...blocks, lines.take().toString()];
  };
  expect(blocksOf(7)).toEqual(blocksOf(rows.length));
  expect(blocksOf(7).length).toBeGreaterThan(2);
});
