// One run at a time writes into a folder. The lock is a file that says which process holds it, so that one left behind by
// a process that is gone is recognised. (proper-lockfile knows neither host nor process: it needs a timer.)

import { readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { FolderRefused } from "./folder-refused.ts";

export const LOCK_FILE = ".lock";

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** instant, ISO 8601 */
  readonly started: string;
  /** the system's own start time of the process, which tells a process from a later one of the same number; null if unknown */
  readonly birth: string | null;
}

/**
 * Hold the folder until the returned function is called.
 * @throws FolderRefused when another process that lives, or may live on another host, holds it
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, LOCK_FILE);
  const mine = JSON.stringify(thisProcess());
  while (!created(path, mine)) {
    const theirs = readIfThere(path);
    if (theirs === null) continue;
    const holder = parseHolder(theirs);
    if (holder === null || mayLive(holder))
      throw new FolderRefused(folder, heldBy(holder), `wait for it, or delete ${path} if it is gone`);
    takeAway(path, theirs);
  }
  return () => {
    if (readIfThere(path) === mine) unlinkSync(path);
  };
}

/** Who holds the folder, as a clause, as far as it can be known from here; null: nobody. */
export function lockHolder(folder: string): string | null {
  const text = readIfThere(join(folder, LOCK_FILE));
  if (text === null) return null;
  const holder = parseHolder(text);
  return holder === null || mayLive(holder) ? heldBy(holder) : null;
}

function thisProcess(): Holder {
  return {
    pid: process.pid,
    host: hostname(),
    started: new Date().toISOString(),
    birth: birthOf(process.pid),
  };
}

function created(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const { pid, host, started, birth } = JSON.parse(text) as Partial<Holder>;
    if (!Number.isInteger(pid) || typeof host !== "string" || typeof started !== "string") return null;
    return { pid: pid!, host, started, birth: birth ?? null };
  } catch {
    return null;
  }
}

function heldBy(holder: Holder | null): string {
  if (holder === null) return "its lock file is not readable, another run may be writing here";
  return `a run has been writing here since ${holder.started} (process ${holder.pid} on ${holder.host})`;
}

/** Whether the holder is at work, as far as can be known from here. */
function mayLive({ pid, host, birth }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // No permission to signal it means that it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return birth === null || birth === birthOf(pid);
}

/** Start time of a process in the system's ticks: field 22 of Linux' /proc/PID/stat; null elsewhere. */
function birthOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets and may hold anything.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

/** Remove a stale lock, unless another run has just done so and put its own in the place. */
function takeAway(path: string, stale: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readIfThere(aside) !== stale) created(path, readIfThere(aside) ?? "");
  unlinkSync(aside);
}
