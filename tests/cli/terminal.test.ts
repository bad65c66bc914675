// What people and programs read: help, progress, JSON, and the answers of explain, validate and schema.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { file, folder, NODE, SMALL, sim, start } from "./sim.ts";

test("--help lists commands, options and examples", async () => {
  const program = await sim(["--help"]);
  expect([program.code, program.stderr]).toEqual([0, ""]);
  for (const command of ["run", "validate", "explain", "schema"])
    expect(program.stdout).toContain(`\n  ${command} `);
  expect(program.stdout).toMatch(/\nExamples:\n {2}npm start /);
  expect(program.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  const run = await sim(["run", "--help"]);
  expect([run.code, run.stderr]).toEqual([0, ""]);
  for (const option of ["--set", "--out", "--force", "--seed", "--replications", "--json", "--quiet"]) {
    expect(run.stdout).toContain(`\n  ${option} `);
  }
  expect(run.stdout).toMatch(/\nExamples:\n {2}npm run sim -- run configs\/default\.yaml\n/);
});

test("validate says that a scenario is valid, and warns without refusing", async () => {
  const at = folder();
  file("small.yaml", SMALL, at);
  const { code, stdout, stderr } = await sim(["validate", "small.yaml", "--set", "horizon=30m"], { cwd: at });
  expect([code, stdout]).toEqual([0, "small.yaml: valid\n"]);
  expect(stderr).toBe(
    "--set:1:7: warning: The horizon is shorter than the mean service time of research.\n" +
      "--set:1:7: warning: The horizon is shorter than the mean service time of spot.\n",
  );
});

test("explain tells the offered load by pool and class, the size of the run and its files, in words and as JSON", async () => {
  const path = file("small.yaml", SMALL);
  const words = await sim(["explain", path]);
  expect([words.code, words.stderr]).toEqual([0, ""]);
  // 1/h × 4.5 GPUs × 1 h of 16 GPUs; 1/h × 4 GPUs × 2 h.
  expect(words.stdout).toContain("      28.1 %  research, 1-8 GPUs (internal): 4.5 GPUs on average\n");
  expect(words.stdout).toContain("      50.0 %  spot, 4 GPUs (rental): 8 GPUs on average\n");
  expect(words.stdout).toContain("  internal 28.1 % of the fleet, rental 50.0 %\n");
  expect(words.stdout).toContain("\nAbout 200 events, less than a second\n");
  expect(words.stdout).toContain("\nA run writes\n  report.html\n  summary.csv\n  utilisation.csv\n");
  const json = JSON.parse((await sim(["explain", path, "--json", "--set", "outputs.jobs=false"])).stdout);
  expect(json).toMatchObject({
    installedGpus: 16,
    internalShare: 4.5 / 16,
    rentalShare: expect.closeTo(0.5, 12),
  });
  expect(json.files).not.toContain("jobs.csv");
});

test("schema prints the JSON Schema that is committed for editors", async () => {
  const { code, stdout } = await sim(["schema"]);
  expect(code).toBe(0);
  expect(stdout).toBe(readFileSync("configs/schema.json", "utf8"));
});

/** `script` gives a program a terminal; its exit code is the program's. */
const terminals = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;
const onTerminal = test.skipIf(!terminals);

onTerminal(
  `on a terminal a bar shows how far the run is, and --quiet shows none${terminals ? "" : " (skipped: there is no script(1))"}`,
  async () => {
    const scenario = file("small.yaml", SMALL);
    const typed = (options: string) => {
      const out = join(folder(), "out");
      const command = `${NODE.map((word) => `'${word}'`).join(" ")} run ${scenario} --out ${out} ${options}`;
      return start(["script", "-qec", command, "/dev/null"], { env: { TERM: "xterm" } }).ended;
    };
    const [shown, quiet] = await Promise.all([typed(""), typed("--quiet")]);
    expect([shown.code, quiet.code]).toEqual([0, 0]);
    expect(shown.stdout).toMatch(/ small \S+ \d+ % · /);
    expect(shown.stdout).toContain("ANSWER");
    expect(quiet.stdout).toBe("");
  },
);

test("a reader that has seen enough, such as head, is no error", async () => {
  const { code, stderr } = await start([
    "bash",
    "-c",
    'set -o pipefail; "$@" | true',
    "bash",
    ...NODE,
    "schema",
  ]).ended;
  expect([code, stderr]).toEqual([0, ""]);
});
