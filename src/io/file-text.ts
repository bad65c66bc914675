// From a path to text: regular files only, within a size, decompressed, decoded. Whatever is wrong comes back as a
// problem in words; a file in part is never used.

import { constants, isUtf8 } from "node:buffer";
import { readFileSync, type Stats, statSync } from "node:fs";
import type { Opened } from "../index.ts";
import { gunzip, isGzip } from "./gunzip.ts";
import { refused } from "./refused.ts";

/** Scenarios, profiles and measured series. */
export const MAX_TEXT_BYTES = 64 * 2 ** 20;

/** Traces, decompressed: near the longest text that the engine can hold. */
export const MAX_TRACE_BYTES = Math.min(500 * 2 ** 20, constants.MAX_STRING_LENGTH);

const MEGABYTE = 2 ** 20;

/** The text of a file (UTF-8, a BOM stripped), decompressed if it is gzip. */
export function readText(path: string, maxBytes: number): Opened<string> {
  const bytes = readBytes(path, maxBytes);
  return bytes.ok ? decode(bytes.value) : bytes;
}

function readBytes(path: string, maxBytes: number): Opened<Buffer> {
  const expected = `a text file of at most ${Math.floor(maxBytes / MEGABYTE)} MB`;
  try {
    const stats = statSync(path);
    // A named pipe would be waited for, for ever; so look before opening.
    if (!stats.isFile()) return refused(`it is ${kindOf(stats)}`, expected);
    if (stats.size === 0) return refused("it is empty", expected);
    if (stats.size > maxBytes) return refused(`it has ${Math.ceil(stats.size / MEGABYTE)} MB`, expected);
    const bytes = readFileSync(path);
    if (isGzip(bytes)) return gunzip(bytes, maxBytes);
    return path.endsWith(".gz")
      ? refused("its name ends in .gz, but it is not gzip")
      : { ok: true, value: bytes };
  } catch (error) {
    return refused(reasonOf(error), expected);
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a directory";
  if (stats.isFIFO()) return "a named pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") return "no such file";
  if (code === "EACCES" || code === "EPERM") return "no permission to read it";
  if (code === "ELOOP") return "it is a symbolic link to itself";
  return `it cannot be read (${(error as Error).message})`;
}

/** First bytes of formats that are often mistaken for text. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ["PK\x03\x04", "a zip archive (or a spreadsheet)"],
  ["PAR1", "a Parquet file"],
  ["BZh9", "a bzip2 file"],
  ["\xfd7zXZ", "an xz file"],
  ["\x28\xb5\x2f\xfd", "a zstd file"],
  ["version https://git-lfs", "a pointer to a file that Git LFS has not fetched"],
];

/** UTF-8 bytes to text; a byte order mark is stripped. */
function decode(bytes: Buffer): Opened<string> {
  const expected = "text in UTF-8";
  if (bytes.length === 0) return refused("it is empty", expected);
  const opening = bytes.toString("latin1", 0, 64);
  const known = SIGNATURES.find(([signature]) => opening.startsWith(signature));
  if (known !== undefined) return refused(`it is ${known[1]}`, expected);
  if (/^(\xff\xfe|\xfe\xff|\0[^\0]|[^\0]\0)/.test(opening)) return refused("it is text in UTF-16", expected);
  if (bytes.includes(0)) return refused("it is binary", expected);
  if (!isUtf8(bytes)) return refused(`line ${lineOfBadByte(bytes)} is not UTF-8`, expected);
  const text = bytes.toString("utf8");
  return { ok: true, value: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text };
}

function lineOfBadByte(bytes: Buffer): number {
  const text = bytes.toString("utf8");
  return text.slice(0, text.indexOf("\ufffd")).split("\n").length;
}
