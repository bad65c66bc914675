// Where and when the figures were measured, and of what.

import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly platform: string;
  readonly node: string;
  /** UTC */
  readonly date: string;
  /** commit, with a mark when files differ from it; null outside git */
  readonly version: string | null;
}

export function thisMachine(root: string): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    date: new Date().toISOString(),
    version: versionOf(root),
  };
}

function versionOf(root: string): string | null {
  try {
    const words = ["describe", "--always", "--dirty"];
    return execFileSync("git", words, { cwd: root, stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  } catch {
    return null;
  }
}
