import { readFileSync } from "node:fs";

/**
 * Most memory that this process has held so far, bytes. Linux lets a process inherit the maximum in `getrusage` from the one
 * that started it, so the high-water mark of its own memory is read where there is one.
 */
export function peakMemory(): number {
  return (highWaterMark() ?? process.resourceUsage().maxRSS) * 1024;
}

/** In KiB. */
function highWaterMark(): number | null {
  try {
    const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return kibibytes === undefined ? null : Number(kibibytes);
  } catch {
    return null; // not Linux
  }
}
