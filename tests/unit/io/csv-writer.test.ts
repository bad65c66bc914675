import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { CsvWriter, openCsvWriter } from "../../../src/io/csv-writer.ts";
import { MarkedFile } from "../../../src/io/marked-file.ts";
import { cellTable } from "./cell-table.ts";

const folder = mkdtempSync(join(tmpdir(), "slackwater-csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

function rows(count: number): string[][] {
  return Array.from({ length: count }, (_, i) => [String(i), `job ${i}`, 'a "b", c', "x\ny"]);
}

/** A sink that takes so many bytes and then is full. */
function fullAfter(bytes: number): Writable {
  let left = bytes;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      done(left < 0 ? Object.assign(new Error("no space left on device"), { code: "ENOSPC" }) : null);
    },
  });
}

test("the file holds the header and the rows, quoted as RFC 4180 says, and no more", async () => {
  const path = join(folder, "small.csv");
  const writer = openCsvWriter(path, cellTable("id", "name", "text", "lines"));
  await writer.write(rows(2), null);
  await writer.close("all");
  expect(readFileSync(path, "utf8")).toBe(
    'id,name,text,lines\n0,job 0,"a ""b"", c","x\ny"\n1,job 1,"a ""b"", c","x\ny"\n',
  );
});

test("a table without rows is its header", async () => {
  const path = join(folder, "empty.csv");
  const writer = openCsvWriter(path, cellTable("id"));
  await writer.write([], null);
  expect(await writer.close("all")).toMatchObject({ rows: 0, bytes: 3 });
  expect(readFileSync(path, "utf8")).toBe("id\n");
});

test("the same rows give the same bytes however they are sliced, and the facts are those of the file", async () => {
  const all = rows(3_210);
  const facts = [];
  for (const slice of [1, 999, 2000, all.length]) {
    const path = join(folder, `sliced-${slice}.csv`);
    const writer = openCsvWriter(path, cellTable("a", "b", "c", "d"));
    for (let start = 0; start < all.length; start += slice)
      await writer.write(all.slice(start, start + slice), null);
    facts.push(await writer.close("all"));
    const bytes = readFileSync(path);
    expect(facts.at(-1)).toEqual({
      rows: all.length,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
  }
  expect(new Set(facts.map(({ sha256 }) => sha256)).size).toBe(1);
});

test("a slow disk holds the writer back", async () => {
  let pending = 0;
  let most = 0;
  const sink = new Writable({
    highWaterMark: 1024,
    write(_chunk, _encoding, done) {
      setImmediate(done);
    },
  });
  const writer = new CsvWriter(cellTable("a", "b", "c", "d"), new MarkedFile(sink, async () => {}));
  for (let i = 0; i < 50; i++) {
    await writer.write(rows(1000), null);
    pending = sink.writableLength;
    most = Math.max(most, pending);
  }
  await writer.close("all");
  expect(most).toBeLessThan(200_000);
});

test("a full disk is told by the next write or by closing", async () => {
  const writer = new CsvWriter(
    cellTable("a", "b", "c", "d"),
    new MarkedFile(fullAfter(50_000), async () => {}),
  );
  const writeOn = async () => {
    for (let i = 0; i < 1000; i++) await writer.write(rows(1000), null);
  };
  await expect(writeOn()).rejects.toMatchObject({ code: "ENOSPC" });
  await expect(writer.close("all")).rejects.toMatchObject({ code: "ENOSPC" });
  const atEnd = new CsvWriter(cellTable("a", "b", "c", "d"), new MarkedFile(fullAfter(5), async () => {}));
  await expect(atEnd.close("all")).rejects.toMatchObject({ code: "ENOSPC" });
});

test("a file that is there already is not written over", async () => {
  const path = join(folder, "there.csv");
  await openCsvWriter(path, cellTable("a")).close("all");
  await expect(openCsvWriter(path, cellTable("b")).close("all")).rejects.toMatchObject({ code: "EEXIST" });
  expect(readFileSync(path, "utf8")).toBe("a\n");
});

test("a table that ends at its mark is as if what came after it had never been written", async () => {
  const table = cellTable("a", "b", "c", "d");
  const write = async (name: string, marked: number, more: number, keep: "all" | "marked") => {
    const path = join(folder, name);
    const writer = openCsvWriter(path, table);
    if (marked > 0) await writer.write(rows(marked), null);
    if (marked > 0) await writer.mark();
    for (let written = 0; written < more; written += 1000) await writer.write(rows(1000), null);
    const facts = await writer.close(keep);
    const bytes = readFileSync(path);
    expect(facts.bytes).toBe(bytes.length);
    expect(facts.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    return facts;
  };
  expect(await write("cut", 7, 20_000, "marked")).toEqual(await write("whole", 7, 0, "all"));
  expect(await write("at-once", 0, 20_000, "marked")).toEqual(await write("none", 0, 0, "all"));
  expect(await write("to-the-end", 7, 20_000, "all")).toMatchObject({ rows: 20_007 });
});
