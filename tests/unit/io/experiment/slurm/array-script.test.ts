import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  arrayScript,
  literalPattern,
  sbatchWords,
} from "../../../../../src/io/experiment/slurm/array-script.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-script-"));
afterAll(() => rmSync(home, { recursive: true }));

const PLAIN = { partition: null, account: null, mem: "1G", atOnce: null, taskSeconds: 30 };

/** Run the script of a task whose command ends like this; what `scontrol` was called with, and how the script ended. */
function ended(code: number, restarts: number) {
  const calls = join(home, "calls");
  writeFileSync(calls, "");
  writeFileSync(join(home, "scontrol"), `#!/bin/sh\necho "$@" >> '${calls}'\n`);
  writeFileSync(join(home, "sleep"), "#!/bin/sh\n");
  writeFileSync(join(home, "it's node"), `#!/bin/sh\necho "$@"\nexit ${code}\n`);
  for (const program of ["scontrol", "sleep", "it's node"]) chmodSync(join(home, program), 0o755);
  const env = {
    PATH: `${home}:${process.env.PATH}`,
    SLURM_ARRAY_JOB_ID: "12",
    SLURM_ARRAY_TASK_ID: "3",
    SLURM_RESTART_COUNT: String(restarts),
  };
  const script = arrayScript([join(home, "it's node"), "run-chunks", "/data/a b $HOME", "1"]);
  const { status, stdout } = spawnSync("bash", ["-c", script], { env });
  return { status, stdout: stdout.toString(), requeued: readFileSync(calls, "utf8") };
}

test("the script hands the task's number to the command, whose words the shell leaves alone", () => {
  expect(ended(0, 0)).toEqual({ status: 0, stdout: "run-chunks /data/a b $HOME 1 3\n", requeued: "" });
});

test("a task that was killed is begun again, twice; one that was told to stop is not", () => {
  expect([0, 1, 2].map((restarts) => ended(137, restarts).requeued)).toEqual([
    "requeue 12_3\n",
    "requeue 12_3\n",
    "",
  ]);
  expect(ended(143, 0)).toMatchObject({ status: 143, requeued: "" });
});

test("sbatch is told the memory always, and partition, account and tasks at a time where they are given", () => {
  const request = { name: "slackwater-1", tasks: 40, folder: "/data/x", output: "/data/x/%a.out" };
  const plain = sbatchWords({ ...request, resources: PLAIN });
  expect(plain).toEqual(expect.arrayContaining(["--array=0-39", "--mem=1G", "--requeue", "--chdir=/data/x"]));
  expect(plain.filter((word) => /partition|account|%4/.test(word))).toEqual([]);
  const full = { ...PLAIN, partition: "gpu", account: "lab", atOnce: 4, mem: "500M" };
  expect(sbatchWords({ ...request, resources: full })).toEqual(
    expect.arrayContaining(["--array=0-39%4", "--mem=500M", "--partition=gpu", "--account=lab"]),
  );
});

test("a folder with a percent sign in its name is no pattern", () => {
  expect(literalPattern("/data/5%a")).toBe("/data/5%%a");
});
