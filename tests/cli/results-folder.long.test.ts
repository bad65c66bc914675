// Where results go, and what is left of them when the disk, a name or another run is in the way.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { file, filesIn, folder, LONG, manifest, NODE, results, SMALL, sim, start, until } from "./sim.ts";

const QUICK = ["--quiet", "--set", "horizon=1d"];

test("a name is no path: whatever a scenario is called, its results lie in a folder of their own below results/", async () => {
  const at = folder();
  file("small.yaml", SMALL, at);
  const names = ["../a/b", "CON", "x".repeat(300), "🎉 two\\nlines"];
  const ended = await Promise.all(
    names.map((name) => sim(["run", "small.yaml", ...QUICK, "--set", `name="${name}"`], { cwd: at })),
  );
  for (const end of ended) expect(end).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(readdirSync(at).sort()).toEqual(["results", "small.yaml"]);
  const made = readdirSync(join(at, "results"));
  expect(made).toHaveLength(names.length);
  for (const name of made) expect(name).toMatch(/^[a-z0-9_-]{0,60}-[0-9a-f]{8}$/);
  const runs = made.map((name) => {
    const [run, ...others] = readdirSync(join(at, "results", name));
    expect([run, others]).toEqual([expect.stringMatching(/^\d{8}T\d{6}Z-[0-9a-f]{6}$/), []]);
    return manifest(join(at, "results", name, run!)).name;
  });
  expect(runs.sort()).toEqual(names.map((name) => name.replace("\\n", "\n")).sort());
});

test("a place that cannot hold results is refused before the run starts", async () => {
  const at = folder();
  const taken = file("taken", "mine", at);
  const scenario = file("long.yaml", LONG, at);
  const outs = ["taken/below", "/proc/nothing/here"];
  const ended = await Promise.all(outs.map((out) => sim(["run", scenario, "--out", out], { cwd: at })));
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    expect([outs[index], code, stdout]).toEqual([outs[index], 2, ""]);
    expect(stderr).toMatch(/^error: .*\n$/);
  }
  expect(readFileSync(taken, "utf8")).toBe("mine");
  expect(readdirSync(at).sort()).toEqual(["long.yaml", "taken"]);
});

test("two runs do not write into one folder, and what a killed run held can be had again", async () => {
  const out = join(folder(), "out");
  const first = start([...NODE, "run", file("long.yaml", LONG), "--out", out]);
  await until(() => existsSync(join(out, "manifest.json")));
  const second = await sim(["run", file("small.yaml", SMALL), "--force", "--out", out]);
  expect([second.code, second.stdout]).toEqual([2, ""]);
  expect(second.stderr).toContain(`(process ${first.child.pid} on `);
  expect(manifest(out).complete).toBe(false);

  first.child.kill("SIGKILL");
  await first.ended;
  const third = await sim(["run", file("small.yaml", SMALL), ...QUICK, "--force", "--out", out]);
  expect(third).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(manifest(out).complete).toBe(true);
  expect(readdirSync(out).filter((name) => name.startsWith("."))).toEqual([]);
});

/** A shell that lets `out` hold 100 kB and no more: a small disk where it may mount one, else files cut at 50 kB. */
const mounts = spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", folder()]).status === 0;
const small = mounts
  ? {
      shell: ["unshare", "-m", "sh", "-c"],
      limit: 'mount -t tmpfs -o size=100k tmpfs "$1"',
      said: "no space left",
      disk: "a tmpfs of 100 kB",
    }
  : { shell: ["bash", "-c"], limit: "ulimit -f 50", said: "file too large", disk: "files of 50 kB" };

// On threads rows come to the tables by whole replications, so that no table is broken off in the middle of one.
test.each([
  { workers: "1", lost: /^lost: .*jobs\.csv/m },
  { workers: "2", lost: /^kept, marked incomplete: .*jobs\.csv/m },
])(
  `a disk that fills up in mid-run is exit code 1, and says what is kept and what is lost, with $workers workers (${small.disk})`,
  async ({ workers, lost }) => {
    const [disk, kept] = [folder(), folder()];
    // What lies on the disk is seen by the shell alone: it brings it out.
    const script = `${small.limit}; shift; "$@"; code=$?; cp -r "${disk}/out/." "${kept}"; exit $code`;
    const scenario = file("long.yaml", LONG.replace("replications: 500", "replications: 20"));
    const run = [...NODE, "run", scenario, "--workers", workers, "--set", "outputs.jobs=true", "--out"];
    run.push(join(disk, "out"));
    const { code, stdout, stderr } = await start([...small.shell, script, "sh", disk, ...run]).ended;
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(small.said);
    expect(stderr).toMatch(lost);
    expect(stderr).not.toMatch(/^\s+at /m);
    const { complete, reason, files } = manifest(kept);
    expect([complete, reason]).toEqual([false, expect.stringContaining(small.said)]);
    expect(files.map((entry) => entry.file)).toEqual(
      filesIn(kept).filter((name) => name !== "manifest.json"),
    );
  },
);

test("a disk that fills up leaves an earlier result as it was", async () => {
  const out = join(folder(), "out");
  const scenario = file("small.yaml", SMALL);
  expect((await sim(["run", scenario, ...QUICK, "--out", out])).code).toBe(0);
  const before = [results(out), manifest(out)];
  const again = [...NODE, "run", scenario, "--set", "horizon=1y", "--force", "--out", out];
  const { code, stderr } = await start(["bash", "-c", 'ulimit -f 20; "$@"', "bash", ...again]).ended;
  expect([code, stderr]).toEqual([1, expect.stringContaining("lost: ")]);
  expect([results(out), manifest(out)]).toEqual(before);
});
