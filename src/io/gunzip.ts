// Decompression that refuses what is damaged, cut off or a bomb, in words.

import { constants, gunzipSync } from "node:zlib";
import type { Opened } from "../index.ts";
import { refused } from "./refused.ts";

/** Tables compress by 5 to 50; gzip's limit of 1,032 is reached by nothing but repetition. */
const MAX_RATIO = 200;
/** Below this size any ratio is harmless. */
const ALWAYS_ALLOWED = 4 * 2 ** 20;

/** Whether the bytes begin as gzip does (RFC 1952, 2.3.1). */
export function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** All members of a gzip file, one after the other. */
export function gunzip(bytes: Buffer, maxBytes: number): Opened<Buffer> {
  const byRatio = Math.max(ALWAYS_ALLOWED, bytes.length * MAX_RATIO);
  const maxOutputLength = Math.min(maxBytes, byRatio);
  try {
    return { ok: true, value: gunzipSync(bytes, { maxOutputLength }) };
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case "ERR_BUFFER_TOO_LARGE":
        return byRatio < maxBytes
          ? refused(`it unpacks to more than ${MAX_RATIO} times its size`, "a table")
          : refused(`it unpacks to more than ${Math.floor(maxBytes / 2 ** 20)} MB`, "a smaller file");
      case "Z_BUF_ERROR":
        return refused(`truncated at line ${lastLine(bytes, maxOutputLength)}`, "a whole gzip file");
      default:
        return refused(`it is damaged (gzip: ${(error as Error).message})`, "a whole gzip file");
    }
  }
}

/** The line in the middle of which a cut-off gzip file ends. */
function lastLine(bytes: Buffer, maxOutputLength: number): number {
  const rest = gunzipSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
  let lines = 1;
  for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10, at + 1)) lines += 1;
  return lines;
}
