import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { LOCK_FILE, lockFolder } from "../../../src/io/run-lock.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-lock-"));
afterAll(() => rmSync(home, { recursive: true }));

function lockedBy(holder: object | string): string {
  const folder = mkdtempSync(join(home, "run-"));
  writeFileSync(join(folder, LOCK_FILE), typeof holder === "string" ? holder : JSON.stringify(holder));
  return folder;
}

const STARTED = "2026-01-01T00:00:00.000Z";

/** The number of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

test("a second run into the same folder is refused, and told who holds it", () => {
  const folder = mkdtempSync(join(home, "run-"));
  const release = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`(process ${process.pid} on ${hostname()})`);
  release();
  lockFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock left behind by a process that is gone is taken over", () => {
  const folder = lockedBy({ pid: deadPid(), host: hostname(), started: STARTED, birth: null });
  const release = lockFolder(folder);
  expect(JSON.parse(readFileSync(join(folder, LOCK_FILE), "utf8"))).toMatchObject({ pid: process.pid });
  release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock whose process number now belongs to another process is taken over", () => {
  const folder = lockedBy({ pid: process.pid, host: hostname(), started: STARTED, birth: "1" });
  expect(existsSync("/proc/self/stat")).toBe(true);
  lockFolder(folder)();
});

test("a lock of another host is respected: its process cannot be seen from here", () => {
  const folder = lockedBy({ pid: deadPid(), host: "elsewhere", started: STARTED, birth: null });
  expect(() => lockFolder(folder)).toThrow("on elsewhere");
});

test("a lock that cannot be read is respected", () => {
  for (const text of ["", "{", "{}", '{"pid":"1"}']) {
    expect(() => lockFolder(lockedBy(text))).toThrow("lock file is not readable");
  }
});

test("a lock that another run has taken over is not released by the first", () => {
  const folder = mkdtempSync(join(home, "run-"));
  const release = lockFolder(folder);
  writeFileSync(join(folder, LOCK_FILE), "theirs");
  release();
  expect(readFileSync(join(folder, LOCK_FILE), "utf8")).toBe("theirs");
});
