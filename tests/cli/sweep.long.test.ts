// A sweep that dies, is stopped, fills the disk or meets another: nothing is lost, and the end is the same to the byte.

import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { file, folder, manifest, NODE, results, rows, SMALL, sim, start, until } from "./sim.ts";

const scenario = file("small.yaml", SMALL.replace("horizon: 2d", "horizon: 12w\nbaseline: true"));
const SWEEP = [
  "compare",
  scenario,
  "rental.products.spot.price=1,2",
  "scheduling.placement=best-fit,worst-fit",
  "--replications",
  "8",
  "--metrics",
  "revenue_usd,internal_wait_mean_s",
];
const reference = join(folder(), "inline");
let expected: Record<string, string>;

beforeAll(async () => {
  const { code, stderr } = await sim([...SWEEP, "--executor", "inline", "--quiet", "--out", reference]);
  expect([code, stderr]).toEqual([0, ""]);
  expected = results(reference);
});

function chunksIn(out: string): string[] {
  const tasks = join(out, "tasks");
  return existsSync(tasks) ? readdirSync(tasks).filter((name) => /^point-.*\.json$/.test(name)) : [];
}

test("one, two and three workers write the bytes of this thread alone, from a bundle and file by file", async () => {
  for (const [workers, env] of [
    ["1", {}],
    ["2", {}],
    ["3", {}],
    ["2", { SLACKWATER_TSX: "1" }],
  ] as const) {
    const out = join(folder(), workers);
    const command = [...SWEEP, "--executor", "threads", "--workers", workers, "--quiet", "--out", out];
    expect(await sim(command, { env })).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(results(out)).toEqual(expected);
  }
});

test("to resume what is complete does nothing, and its status says so", async () => {
  const listed = readFileSync(join(reference, "manifest.json"), "utf8");
  const [resumed, status] = [await sim(["resume", reference]), await sim(["status", reference, "--json"])];
  expect([resumed.code, resumed.stdout]).toEqual([0, ""]);
  expect(results(reference)).toEqual(expected);
  expect(readFileSync(join(reference, "manifest.json"), "utf8")).toBe(listed);
  expect(JSON.parse(status.stdout)).toEqual({ state: "complete", holder: null, progress: null, array: null });
});

test("a folder without an experiment and a sweep that is far too large are refused with 2", async () => {
  const at = folder();
  const nothing = await sim(["resume", at]);
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringMatching(/^error: .*there is no result/)]);
  const product = "rental.products.spot";
  const large = await sim([
    "sweep",
    file("small.yaml", SMALL),
    `${product}.price=1:2:0.0005`,
    `${product}.demand.rate=1:10:1`,
    "--out",
    at,
  ]);
  expect([large.code, large.stderr]).toEqual([
    2,
    expect.stringMatching(/error: these are 20,010 points\n[\s\S]*--yes takes them all the same/),
  ]);
  expect(readdirSync(at)).toEqual([]);
});

test("a sweep that is killed again and again ends with the bytes of one that was not", async () => {
  const out = join(folder(), "out");
  let command: string[] = [...SWEEP, "--out", out];
  for (const [kill, workers] of ["2", "3", "1"].entries()) {
    const run = start([...NODE, ...command, "--workers", workers]);
    const enough = chunksIn(out).length + 1 + kill;
    await until(() => chunksIn(out).length >= enough);
    run.child.kill("SIGKILL");
    expect((await run.ended).code).toBeNull();
    expect(manifest(out)).toMatchObject({ complete: false, reason: "the run has not ended", files: [] });
    command = ["resume", out];
  }
  // What one of them may have left half-written, on this machine or another, is no result.
  writeFileSync(join(out, "tasks/point-1-runs-1-8.json.elsewhere-1-0"), '{"point": 0, "fr');
  const status = await sim(["status", out, "--json"]);
  expect(JSON.parse(status.stdout)).toMatchObject({ state: "stopped", progress: { points: 4, wanted: 32 } });
  expect(await sim(["resume", out, "--quiet"])).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(results(out)).toEqual(expected);
  expect(manifest(out).complete).toBe(true);
  expect(readdirSync(out).filter((name) => name.startsWith(".") || name === "tasks")).toEqual([]);
});

test("a sweep that dies when all is written and not yet cleared away is complete: resume changes nothing but that", async () => {
  const out = join(folder(), "out");
  cpSync(reference, out, { recursive: true });
  mkdirSync(join(out, "tasks"));
  writeFileSync(join(out, "tasks/plan.json"), "{}");
  expect((await sim(["resume", out])).code).toBe(0);
  expect(results(out)).toEqual(expected);
  expect(manifest(out)).toEqual(manifest(reference));
});

test("Ctrl-C ends a sweep with 130, keeps whole runs in tables that say that they are not all, and says how to go on", async () => {
  const out = join(folder(), "out");
  const run = start([...NODE, ...SWEEP, "--workers", "2", "--out", out]);
  // Tables have the runs of a point from the first on, and the second chunk may be made before the first.
  await until(() => chunksIn(out).some((name) => name.includes("-runs-1-")));
  const made = chunksIn(out).length; // and the program hears of each a moment later
  await until(() => chunksIn(out).length > made);
  run.child.kill("SIGINT");
  const { code, stdout, stderr } = await run.ended;
  expect([code, stdout]).toEqual([130, ""]);
  expect(stderr).toContain(`to go on: npm run sim -- resume ${out}\n`);
  const { complete, reason } = manifest(out);
  const [, done] = /^interrupted: (\d+) runs are done$/.exec(reason!)!;
  expect(complete).toBe(false);
  const partial = rows(join(out, "runs.csv"));
  expect(partial.length).toBeGreaterThan(0);
  expect(partial.length).toBeLessThanOrEqual(Number(done));
  const whole = new Set(readFileSync(join(reference, "runs.csv"), "utf8").split("\n"));
  const kept = readFileSync(join(out, "runs.csv"), "utf8").split("\n");
  expect(kept.filter((line) => !whole.has(line))).toEqual([]);

  expect((await sim(["resume", out, "--executor", "inline", "--quiet"])).code).toBe(0);
  expect(results(out)).toEqual(expected);
});

test("a second process is refused a folder in which a sweep is at work", async () => {
  const out = join(folder(), "out");
  const long = SWEEP.map((word) => (word === "8" ? "5000" : word));
  const run = start([...NODE, ...long, "--yes", "--workers", "1", "--out", out]);
  await until(() => chunksIn(out).length >= 1);
  for (const command of [
    ["resume", out],
    [...SWEEP, "--force", "--out", out],
  ]) {
    const second = await sim(command);
    expect([second.code, second.stdout]).toEqual([2, ""]);
    expect(second.stderr).toContain(`(process ${run.child.pid} on `);
  }
  const status = await sim(["status", out]);
  expect(status.stdout).toContain("at work");
  run.child.kill("SIGKILL");
  await run.ended;
});

test("points whose files have gone are told with 3 and the others kept; with the files back the rest is made", async () => {
  const at = folder();
  const trace = file("trace.csv", "id,submit,service,gpus\n1,0,3600,8\n2,1800,7200,4\n3,9000,3600,16\n", at);
  const other = join(at, "other.csv");
  copyFileSync(trace, other);
  const replayed =
    "trace: {kind: trace, file: trace.csv, columns: {id: id, submit: submit, service: service, gpus: gpus}}";
  const text = SMALL.replace(/research: .*/, replayed).replace("horizon: 2d", "horizon: 52w");
  const sweep = [
    "sweep",
    file("traced.yaml", text, at),
    `internal.trace.file=${trace},${other}`,
    "--replications",
    "40",
  ];
  const [out, whole] = [join(at, "out"), join(at, "whole")];
  expect((await sim([...sweep, "--quiet", "--out", whole])).code).toBe(0);
  const run = start([...NODE, ...sweep, "--executor", "inline", "--out", out]);
  await until(() => chunksIn(out).length >= 1);
  run.child.kill("SIGKILL");
  await run.ended;
  renameSync(other, join(at, "gone.csv"));
  const partly = await sim(["resume", out, "--quiet"]);
  expect([partly.code, partly.stdout]).toEqual([3, ""]);
  expect(partly.stderr).toContain("point 2: ");
  expect(partly.stderr).toContain("no such file");
  expect(manifest(out).complete).toBe(false);
  renameSync(join(at, "gone.csv"), other);
  expect((await sim(["resume", out, "--quiet"])).code).toBe(0);
  expect(results(out)).toEqual(results(whole));
});

/** A shell that lets `$1` hold 200 kB and no more, where it may mount such a disk. */
const mounts = spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", folder()]).status === 0;

test.skipIf(!mounts)(
  "a full disk ends a sweep with a clear message; with room again it goes on to the same bytes",
  async () => {
    const at = folder();
    const kept = folder();
    const line = (text: string) => text.replaceAll("\n", " ");
    const node = NODE.map((word) => `'${word}'`).join(" ");
    const sweep = SWEEP.map((word) => `'${word}'`).join(" ");
    const script = line(`
    mount -t tmpfs -o size=200k tmpfs '${at}';
    ${node} ${sweep} --workers 2 --no-report --out '${at}/out'; echo "code $?";
    cp -r '${at}/out' '${kept}/full'; rm -f '${kept}/full/.lock';
    mount -o remount,size=50m '${at}';
    ${node} resume '${at}/out' --quiet --no-report; echo "code $?";
    cp -r '${at}/out' '${kept}/whole'`);
    const { stdout, stderr } = await start(["unshare", "-m", "sh", "-c", script]).ended;
    expect(stdout.match(/code \d+/g)).toEqual(["code 1", "code 0"]);
    expect(stderr).toMatch(/^error: .*no space left/im);
    expect(stderr).toMatch(/\d+ runs are done and kept in /);
    expect(stderr).not.toContain("    at ");
    for (const chunk of chunksIn(join(kept, "full")))
      expect(() => JSON.parse(readFileSync(join(kept, "full/tasks", chunk), "utf8"))).not.toThrow();
    expect(manifest(join(kept, "full")).complete).toBe(false);
    expect(results(join(kept, "whole"))).toEqual(expected);
  },
);

test("a sweep of a thousand points stays under 600 MB", async () => {
  const out = join(folder(), "out");
  const prices = "rental.products.spot.price=1:2.998:0.002";
  const run = start([
    ...NODE,
    "sweep",
    file("small.yaml", SMALL),
    prices,
    "--replications",
    "2",
    "--workers",
    "2",
    "--quiet",
    "--out",
    out,
  ]);
  let peak = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${run.child.pid}/status`, "utf8");
      peak = Math.max(peak, Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0));
    } catch {
      // It has ended, or this is no Linux.
    }
  }, 50);
  const { code } = await run.ended;
  clearInterval(look);
  expect(code).toBe(0);
  expect(rows(join(out, "runs.csv"))).toHaveLength(2000);
  if (process.platform === "linux") expect(peak).toBeGreaterThan(0);
  expect(peak / 1024).toBeLessThan(600);
});
