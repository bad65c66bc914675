// The program as a user meets it: started as a process of its own, in a folder of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll } from "vitest";

/** What Node is started with: it works from any folder. */
export const NODE = [process.execPath, resolve("src/cli/launch.mjs")] as const;

const home = mkdtempSync(join(tmpdir(), "slackwater-cli-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let folders = 0;

/** An empty folder, deleted after the tests of this file. */
export function folder(): string {
  const path = join(home, String(folders++));
  mkdirSync(path);
  return path;
}

/** A file in a folder of its own; returns its path. */
export function file(name: string, content: string | Uint8Array, within = folder()): string {
  const path = join(within, name);
  writeFileSync(path, content);
  return path;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  /** null when a signal ended it */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that runs, and how it ends. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export function start(command: readonly string[], { cwd, env }: Surroundings = {}): Running {
  // A continuous-integration machine has no terminal; here the program finds out for itself.
  const { CI: _, ...inherited } = process.env;
  const child = spawn(command[0]!, command.slice(1), {
    cwd,
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((settle, fail) => {
    child.on("error", fail).on("close", (code) => settle({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Run a command to its end. A run makes no page, which would take longer than these small runs do. */
export function sim(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return simWithPage(args[0] === "run" ? [...args, "--no-report"] : args, surroundings);
}

/** Run a command to its end as a user would. */
export function simWithPage(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return start([...NODE, ...args], surroundings).ended;
}

/** Paths of all files in a folder, relative to it, in order. */
export function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(path, name)).isFile())
    .sort();
}

/** The bytes of every file but manifest.json, the one that may differ between two runs. */
export function results(path: string): Record<string, string> {
  const names = filesIn(path).filter((name) => name !== "manifest.json");
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name), "latin1")]));
}

/** Rows of a table by the names of its columns. No table of these tests quotes a cell. */
export function rows(path: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const columns = head!.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, index) => [column, cells[index]!]));
  });
}

export interface Manifest {
  readonly name: string;
  readonly complete: boolean;
  readonly reason: string | null;
  readonly seed: string;
  readonly files: readonly { file: string; rows: number | null; bytes: number; sha256: string }[];
}

export function manifest(path: string): Manifest {
  return JSON.parse(readFileSync(join(path, "manifest.json"), "utf8"));
}

/** Sixteen GPUs, a trickle of jobs and one product: no time at all to run. */
export const SMALL = `name: small
horizon: 2d
step: 6h
seed: 1
fleet: {pools: [{name: p, gpu: H100, nodes: 2, gpus_per_node: 8}]}
internal:
  research: {arrivals: {poisson: {rate: 1/h}}, gpus: {1: 50%, 8: 50%}, service: {exponential: {mean: 1h}}}
rental:
  products:
    spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 1/h, gpus: 4, service: {exponential: {mean: 2h}}}}
`;

/** Five hundred replications of SMALL, a year each: longer than any test waits. */
export const LONG = SMALL.replace("horizon: 2d", "horizon: 1y\nreplications: 500\nbaseline: true");

/** Wait for something that another process does; fails after half a minute. */
export async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 1500) throw new Error("waited for nothing");
    await setTimeout(20);
  }
}
