import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { openCsvWriter } from "../../../src/io/csv-writer.ts";
import { GzipFile } from "../../../src/io/gzip-file.ts";
import { MarkedFile } from "../../../src/io/marked-file.ts";
import { cellTable } from "./cell-table.ts";

const folder = mkdtempSync(join(tmpdir(), "slackwater-gzip-"));
afterAll(() => rmSync(folder, { recursive: true }));

const TABLE = cellTable("id", "name", "value");

function rows(count: number, from = 0): (string | number)[][] {
  return Array.from({ length: count }, (_, row) => [from + row, `job ${row % 97}`, (row * 7919) % 10_007]);
}

test("it unpacks to the table that is written without compression, and is smaller", async () => {
  const facts = [];
  for (const name of ["table.csv", "table.csv.gz"]) {
    const writer = openCsvWriter(join(folder, name), TABLE);
    await writer.write(rows(100_000), null);
    await writer.mark();
    await writer.write(rows(100_000, 100_000), null);
    facts.push(await writer.close("all"));
  }
  const plain = readFileSync(join(folder, "table.csv"));
  const packed = readFileSync(join(folder, "table.csv.gz"));
  expect(gunzipSync(packed).equals(plain)).toBe(true);
  expect(packed.length).toBeLessThan(plain.length / 2);
  expect(facts[1]).toEqual({
    rows: 200_000,
    bytes: packed.length,
    sha256: createHash("sha256").update(packed).digest("hex"),
  });
});

test("the same rows give the same bytes however they are sliced, and no header tells when or where", async () => {
  const all = rows(100_000);
  const files = [];
  for (const slice of [333, all.length]) {
    const path = join(folder, `sliced-${slice}.csv.gz`);
    const writer = openCsvWriter(path, TABLE);
    for (let start = 0; start < all.length; start += slice)
      await writer.write(all.slice(start, start + slice), null);
    await writer.close("all");
    files.push(readFileSync(path));
  }
  expect(files[0]!.equals(files[1]!)).toBe(true);
  // RFC 1952, 2.3: no name and no comment, no time, and an unknown system.
  expect([files[0]![3], files[0]!.readUInt32LE(4), files[0]![9]]).toEqual([0, 0, 255]);
});

test("cut off at its mark it is whole, and as if what came after it had never been written", async () => {
  const ends = [];
  for (const more of [0, 200_000]) {
    const path = join(folder, `marked-${more}.csv.gz`);
    const writer = openCsvWriter(path, TABLE);
    await writer.write(rows(50_000), null);
    await writer.mark();
    await writer.write(rows(more), null);
    ends.push(await writer.close("marked"));
    expect(gunzipSync(readFileSync(path)).toString().trimEnd().split("\n")).toHaveLength(50_001);
  }
  expect(ends[1]).toEqual(ends[0]);
});

test("a slow disk holds it back", async () => {
  let most = 0;
  const sink = new Writable({
    highWaterMark: 1024,
    write(_chunk, _encoding, done) {
      setTimeout(done, 1);
    },
  });
  const file = new GzipFile(new MarkedFile(sink, async () => {}));
  for (let block = 0; block < 100; block++) {
    await file.write(
      Buffer.from(Float64Array.from({ length: 25_000 }, (_, at) => Math.sin(block * 25_000 + at)).buffer),
    );
    most = Math.max(most, sink.writableLength);
  }
  await file.mark();
  await file.close();
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(4 * 2 ** 20);
});

test("a full disk is told by the next write, by a mark or by closing", async () => {
  const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  const open = () => {
    const sink = new Writable({ write: (_chunk, _encoding, done) => done(full) });
    return new GzipFile(new MarkedFile(sink, async () => {}));
  };
  const written = open();
  const writeOn = async () => {
    for (let block = 0; block < 100; block++) await written.write(Buffer.alloc(2 ** 20));
  };
  await expect(writeOn()).rejects.toMatchObject({ code: "ENOSPC" });
  await expect(written.close()).rejects.toMatchObject({ code: "ENOSPC" });
  const marked = open();
  await marked.write(Buffer.alloc(10));
  await marked.mark().catch(() => {});
  await expect(marked.close()).rejects.toMatchObject({ code: "ENOSPC" });
});
