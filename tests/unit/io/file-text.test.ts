import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { MAX_TEXT_BYTES, MAX_TRACE_BYTES, readText } from "../../../src/io/file-text.ts";
import { fileWith, HEADER, reasonIn, submits, tableIn } from "./trace-fixture.ts";

function reason(path: string, maxBytes = MAX_TEXT_BYTES): string {
  const opened = readText(path, maxBytes);
  return opened.ok ? `read ${opened.value.length} characters` : opened.problems[0]!.reason;
}

test("what is no regular file is named for what it is, without waiting for it", () => {
  const folder = fileWith("", "d").replace(/\.d$/, "");
  mkdirSync(folder);
  expect(reason(folder)).toBe("it is a directory");
  const pipe = `${folder}.fifo`;
  execFileSync("mkfifo", [pipe]);
  expect(reason(pipe)).toBe("it is a named pipe");
  expect(reason("/dev/null")).toBe("it is a device");
  expect(reason(`${folder}.missing`)).toBe("no such file");
  expect(reason(`${fileWith("x")}/y`)).toBe("no such file");
  const loop = `${folder}.loop`;
  symlinkSync(loop, loop);
  expect(reason(loop)).toBe("it is a symbolic link to itself");
});

test("an empty file is empty, compressed or not", () => {
  expect(reason(fileWith(""))).toBe("it is empty");
  expect(reason(fileWith(gzipSync("")))).toBe("it is empty");
});

test("a file over the cap is not opened", () => {
  const path = fileWith("x");
  truncateSync(path, 2 ** 31);
  expect(reason(path, MAX_TRACE_BYTES)).toBe("it has 2048 MB");
});

test("UTF-16, binary and other formats are told from text", () => {
  expect(reason(fileWith(Buffer.from("\ufeffjob_id", "utf16le")))).toBe("it is text in UTF-16");
  expect(reason(fileWith(Buffer.from("job_id", "utf16le")))).toBe("it is text in UTF-16");
  expect(reason(fileWith(Buffer.from("\ufeffjob_id", "utf16le").swap16()))).toBe("it is text in UTF-16");
  expect(reason(fileWith(Buffer.from("\x7fELF\x02\x01\0\0", "latin1")))).toBe("it is binary");
  expect(reason(fileWith("PK\x03\x04"))).toBe("it is a zip archive (or a spreadsheet)");
  expect(reason(fileWith("version https://git-lfs.github.com/spec/v1\n"))).toContain("Git LFS");
  expect(reason(fileWith(Buffer.from("a\nb\nM\xfcller", "latin1")))).toBe("line 3 is not UTF-8");
});

test("a compressed file reads as the plain one, also in several members", async () => {
  const text = submits(1, 2, 3);
  const plain = await tableIn(text);
  expect(await tableIn(gzipSync(text))).toEqual(plain);
  const members = Buffer.concat([gzipSync(text.slice(0, 50)), gzipSync(text.slice(50))]);
  expect(await tableIn(members)).toEqual(plain);
});

test("a truncated file says where it ends, and nothing of it is used", async () => {
  const text = submits(...Array.from({ length: 5000 }, (_, i) => (i * 7919) % 9973));
  const whole = gzipSync(text);
  expect(await reasonIn(whole.subarray(0, whole.length - 4))).toBe("truncated at line 5002");
  expect(await reasonIn(whole.subarray(0, whole.length / 2))).toMatch(/^truncated at line [1-4]\d\d\d$/);
  expect(await reasonIn(Buffer.concat([whole, whole.subarray(0, 20)]))).toMatch(/^truncated at line 50/);
});

test("a damaged file is refused", async () => {
  const whole = gzipSync(submits(1, 2, 3));
  const badSum = Buffer.from(whole);
  badSum[badSum.length - 8]! ^= 1;
  expect(await reasonIn(badSum)).toBe("it is damaged (gzip: incorrect data check)");
  expect(await reasonIn(Buffer.concat([whole, Buffer.from("junk")]))).toMatch(/^it is damaged/);
});

test("a bomb is not unpacked", () => {
  expect(reason(fileWith(gzipSync(Buffer.alloc(2 ** 25, "0"))))).toBe(
    "it unpacks to more than 200 times its size",
  );
  const table = gzipSync(Buffer.alloc(2 ** 20, `${HEADER}\n`));
  expect(reason(fileWith(table), 2 ** 19)).toBe("it unpacks to more than 0 MB");
});

test("a name that ends in .gz promises gzip", () => {
  expect(reason(fileWith("plain", "csv.gz"))).toBe("its name ends in .gz, but it is not gzip");
});
