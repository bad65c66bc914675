// Sweeps on a cluster for real: what is killed or lost is made again, and the result is that of this thread alone, to the byte.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { file, folder, manifest, NODE, results, SMALL, sim, start } from "../cli/sim.ts";
import { type Cluster, slurmInstalled, startCluster } from "./cluster.ts";
import { type TaskProcess, taskProcesses, withParents } from "./task-process.ts";

const installed = slurmInstalled();
if (!installed)
  console.warn("Slurm is not installed here (packages slurm-wlm and munge): its tests are skipped");

const SWEEP = [
  "sweep",
  file("small.yaml", SMALL.replace("horizon: 2d", "horizon: 3y")),
  "rental.products.spot.price=1,2,3",
  "--replications",
  "8",
];
/** By the forecast, which a start of Node adds a second or more to: long enough to meet a task, and several of them. */
const ON_CLUSTER = [...SWEEP, "--executor", "slurm", "--task-seconds", "1"];

/** Wait for what a busy machine may take minutes for. */
async function eventually(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 30_000) throw new Error("waited for nothing");
    await setTimeout(10);
  }
}

async function taskProcess(out: string, wanted: (process: TaskProcess) => boolean): Promise<TaskProcess> {
  let found: TaskProcess | undefined;
  await eventually(() => {
    found = taskProcesses(out).find(wanted);
    return found !== undefined;
  });
  return found!;
}

function inTasks(out: string, pattern: RegExp): string[] {
  const tasks = join(out, "tasks");
  return existsSync(tasks) ? readdirSync(tasks).filter((name) => pattern.test(name)) : [];
}

const CHUNK = /^point-.*\.json$/;
const ARRAY = /^array-\d+\.json$/;

function arrayNames(out: string): string[] {
  return inTasks(out, ARRAY).map((name) => JSON.parse(readFileSync(join(out, "tasks", name), "utf8")).name);
}

describe.skipIf(!installed)("a sweep on a cluster", () => {
  let cluster: Cluster;
  let expected: Record<string, string>;

  beforeAll(async () => {
    cluster = await startCluster();
    const reference = join(folder(), "inline");
    expect((await sim([...SWEEP, "--executor", "inline", "--quiet", "--out", reference])).code).toBe(0);
    expected = results(reference);
  });
  afterAll(async () => cluster?.stop());

  /** What an array's tasks have gone through, by their numbers. */
  function restarts(name: string): Map<number, number> {
    const jobs = cluster.ask("scontrol", "show", "job", "--oneliner").split("\n");
    const own = jobs.filter((job) => job.includes(` JobName=${name} `));
    const field = (job: string, key: string) => Number(new RegExp(` ${key}=(\\d+)`).exec(job)![1]);
    return new Map(own.map((job) => [field(job, "ArrayTaskId"), field(job, "Restarts")]));
  }

  test("ends with the bytes of this thread alone, although a task is killed and a node is lost", async () => {
    const out = join(folder(), "out");
    const run = start([...NODE, ...ON_CLUSTER, "--no-report", "--out", out], { env: cluster.env });
    const killed = await taskProcess(out, ({ node }) => node === "n1");
    process.kill(killed.pid, "SIGKILL");
    const lost = await taskProcess(out, ({ node, task }) => node === "n2" && task !== killed.task);
    const [name] = arrayNames(out);
    process.kill(cluster.processOf("n2"), "SIGKILL");
    // The process, the script that has started it, and the one that watches over the script.
    for (const pid of withParents(lost.pid, 3)) process.kill(pid, "SIGKILL");

    const { code, stderr } = await run.ended;
    expect([code, stderr]).toEqual([0, expect.stringContaining(`the job array ${name} of `)]);
    expect(results(out)).toEqual(expected);
    expect(manifest(out).complete).toBe(true);
    expect(readdirSync(out).filter((each) => each.startsWith(".") || each === "tasks")).toEqual([]);
    const again = restarts(name!);
    expect([again.get(killed.task), again.get(lost.task)]).toEqual([1, 1]);
    expect(again.size).toBeGreaterThan(3);

    cluster.startNode("n2");
    await cluster.ready();
  });

  test("goes on when the process that waits is killed; its status says so, and resume waits for the same array", async () => {
    const out = join(folder(), "out");
    const run = start([...NODE, ...ON_CLUSTER, "--no-report", "--out", out], { env: cluster.env });
    await taskProcess(out, () => true);
    run.child.kill("SIGKILL");
    await run.ended;
    const [name] = arrayNames(out);
    const status = await sim(["status", out, "--json"], cluster);
    expect(JSON.parse(status.stdout)).toMatchObject({ state: "at work", holder: null, array: { name } });

    const resumed = start([...NODE, "resume", out, "--no-report"], { env: cluster.env });
    await eventually(() => inTasks(out, CHUNK).length > 0 || !existsSync(join(out, "tasks")));
    expect(arrayNames(out).length).toBeLessThanOrEqual(1);
    const { code, stderr } = await resumed.ended;
    expect([code, stderr]).toEqual([0, expect.stringContaining(`the job array ${name} is still at work`)]);
    expect(stderr).not.toContain("submitted");
    expect(results(out)).toEqual(expected);
  });

  test("is left to the cluster by Ctrl-C, with 130; what is cancelled then is found missing and submitted again", async () => {
    const out = join(folder(), "out");
    const run = start([...NODE, ...ON_CLUSTER, "--no-report", "--out", out], { env: cluster.env });
    await eventually(() => inTasks(out, CHUNK).length >= 1);
    run.child.kill("SIGINT");
    const { code, stderr } = await run.ended;
    const [name] = arrayNames(out);
    expect(code).toBe(130);
    expect(stderr).toContain(
      `the job array ${name} goes on without this process; to end it: scancel --name=${name}\n`,
    );
    expect(manifest(out).complete).toBe(false);

    cluster.ask("scancel", `--name=${name}`);
    await eventually(() => cluster.ask("squeue", "--noheader", `--name=${name}`) === "");
    const { tasks, done, others } = JSON.parse((await sim(["status", out, "--json"], cluster)).stdout).array;
    expect(others).toEqual({ waiting: 0, running: 0, failed: tasks - done });
    expect(tasks - done).toBeGreaterThan(0);

    const there = inTasks(out, CHUNK).length;
    const resumed = start([...NODE, "resume", out, "--quiet", "--no-report"], { env: cluster.env });
    await eventually(() => arrayNames(out).length === 2);
    const second = JSON.parse(readFileSync(join(out, "tasks/array-2.json"), "utf8")).tasks.flat();
    const all = JSON.parse(readFileSync(join(out, "tasks/array-1.json"), "utf8")).tasks.flat();
    const runs = (chunks: number[][]) => chunks.reduce((sum, [, , count]) => sum + count!, 0);
    expect(runs(all)).toBe(24);
    expect(runs(second)).toBeLessThanOrEqual(24 - there);
    expect((await resumed.ended).code).toBe(0);
    expect(results(out)).toEqual(expected);
  });

  test("that the cluster refuses ends with its words, and is submitted by resume with what it takes", async () => {
    const out = join(folder(), "out");
    const refused = await sim([...ON_CLUSTER, "--partition", "nowhere", "--quiet", "--out", out], cluster);
    expect([refused.code, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).toMatch(/^error: .*invalid partition specified: nowhere/);
    const resume = [
      "resume",
      out,
      "--executor",
      "slurm",
      "--partition",
      "sim",
      "--quiet",
      "--task-seconds",
      "1",
    ];
    expect(await sim(resume, cluster)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(results(out)).toEqual(expected);
  });
});
