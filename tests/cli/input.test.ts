// What users get wrong: exit code 2, everything at once, in words, and nothing written.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Ended, file, folder, SMALL, sim } from "./sim.ts";

/** A stack trace is for us, not for users. */
function expectRefusal({ code, stdout, stderr }: Ended): void {
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).not.toMatch(/^\s+at |node:internal|Error:/m);
}

test("all mistakes of a scenario come out at once, each with its place, a caret and what was meant", async () => {
  const at = folder();
  const wrong = SMALL.replace("horizon: 2d", "horizon: 30")
    .replace("rate: 1/h}}, gpus: {1: 50%, 8: 50%}", "rate: -1/h}}, gpus: 8, priorty: 70")
    .replace("aws.spot", "aws.spt")
    .replace("rental:", "  large: {arrivals: {poisson: {rate: 1/h}}, gpus: 17, service: 1h}\nrental:");
  file("wrong.yaml", wrong, at);
  const set = ["--set", "sede=3", "--set", "scheduling.order"];
  const ended = await sim(["run", "wrong.yaml", ...set, "--out", "out"], { cwd: at });
  expectRefusal(ended);
  expect(readdirSync(at)).toEqual(["wrong.yaml"]);
  expect(ended.stderr.match(/^\S+: error: .*$/gm)).toEqual([
    "wrong.yaml:2:10: error: horizon: a bare number has no unit",
    "wrong.yaml:7:41: error: internal.research.arrivals.poisson.rate: it must not be negative",
    "wrong.yaml:7:58: error: internal.research.priorty: unknown key",
    "wrong.yaml:8:51: error: internal.large.gpus: a job of 17 GPUs fits into no pool that it may use",
    "wrong.yaml:11:22: error: rental.products.spot.contract: unknown value",
    "--set:1:7: error: sede: unknown key",
    "--set:2:7: error: it is no override",
  ]);
  expect(ended.stderr).toContain("  2 | horizon: 30\n    |          ^^\n");
  expect(ended.stderr.match(/did you mean .*/g)).toEqual([
    "did you mean 30s, 30m (minutes), 30h, 30d or 30w?",
    "did you mean priority?",
    "did you mean aws.spot?",
    "did you mean seed?",
  ]);
});

const HEADER = "job_id,submit_time,duration,num_gpu";
const TWO_JOBS = `${HEADER}\na,0,10,1\nb,1,10,1\n`;

/** Files that cannot be used, and what is said of them. */
const BAD_TRACES: readonly (readonly [name: string, content: string | Uint8Array, said: string])[] = [
  ["columns.csv", "job,submit_time,time,num_gpu\n", 'column "job_id" is missing'],
  [
    "missing.csv",
    "job,submit_time,time,num_gpu\n",
    "one of the columns found: job, submit_time, time, num_gpu",
  ],
  ["before.csv", `${HEADER}\na,0,-5,1\n`, "1 of 1 rows cannot be used (row 1: duration is negative)"],
  [
    "part.csv",
    `${HEADER}\na,0,5,0.5\nb,0,x,1\nc,0,1\nd,,1,1\n`,
    "4 of 4 rows cannot be used (row 1: num_gpu 0.5",
  ],
  ["comma.csv", "job_id;submit_time;duration;num_gpu\na;0;1,5;1\n", "a decimal comma?"],
  ["quotes.csv", `${HEADER}\n"a,0,10,1\n`, "its quotes do not match"],
  ["twice.csv", `${TWO_JOBS}a,2,10,1\n`, 'job ids are there already ("a" in rows 1 and 3)'],
  ["cut.csv.gz", gzipSync(TWO_JOBS.repeat(50)).subarray(0, 40), "truncated at line"],
  ["damaged.csv.gz", damaged(gzipSync(TWO_JOBS)), "it is damaged (gzip: incorrect data check)"],
  ["bomb.csv.gz", gzipSync(new Uint8Array(8 * 2 ** 20)), "it unpacks to more than 200 times its size"],
  ["plain.csv.gz", TWO_JOBS, "its name ends in .gz, but it is not gzip"],
  ["wide.csv", new Uint8Array(Buffer.from(`\ufeff${TWO_JOBS}`, "utf16le")), "it is text in UTF-16"],
  ["binary.csv", Uint8Array.of(104, 105, 0, 1, 2), "it is binary"],
  ["empty.csv", "", "it is empty"],
  ["idle.csv", `${HEADER}\n`, "it holds no job that could run"],
];

test("files that cannot be used are told, all of them, and nothing waits for a pipe or a folder", async () => {
  const at = folder();
  for (const [name, content] of BAD_TRACES) file(name, content, at);
  execFileSync("mkfifo", [join(at, "pipe.csv")]);
  const names = [...BAD_TRACES.map(([name]) => name), "pipe.csv", "folder.csv", "gone.csv"];
  execFileSync("mkdir", [join(at, "folder.csv")]);
  const columns = "{id: job_id, submit: submit_time, service: duration, gpus: num_gpu}";
  const sources = names.map(
    (name, index) => `  t${index}: {kind: trace, file: ${name}, columns: ${columns}}\n`,
  );
  const internal = SMALL.replace(/ {2}research: .*\n/, sources.join(""));
  const ended = await sim(["validate", file("bad.yaml", internal, at)]);
  expectRefusal(ended);
  const reasons = [
    ...BAD_TRACES.map(([, , said]) => said),
    "pipe.csv: it is a named pipe",
    "folder.csv: it is a directory",
    "gone.csv: no such file",
  ];
  for (const reason of reasons) expect(ended.stderr).toContain(reason);
  const blamed = ended.stderr.match(/internal\.t\d+/g)?.map((source) => Number(source.slice(10)));
  expect([...new Set(blamed)]).toEqual(names.map((_, index) => index));
});

test.concurrent.each<[what: string, args: readonly string[], said: string]>([
  ["an unknown command", ["rnu", "a.yaml"], "unknown command 'rnu'\n(Did you mean run?)"],
  ["an unknown option", ["run", "a.yaml", "--ot", "x"], "unknown option '--ot'\n(Did you mean --out?)"],
  ["no scenario", ["validate"], "missing required argument 'scenario'"],
  ["half a replication", ["run", "a.yaml", "--replications", "0.5"], "expected a whole number from 1."],
  ["a scenario that is not there", ["explain", "a.yaml"], "a.yaml:1:1: error: no such file"],
])("%s is bad usage", async (_what, args, said) => {
  const ended = await sim(args, { cwd: folder() });
  expectRefusal(ended);
  expect(ended.stderr).toContain(said);
});

test("a scenario can be no pipe and no script, and a key cannot stand twice", async () => {
  const at = folder();
  execFileSync("mkfifo", [join(at, "pipe.yaml")]);
  const script = `${SMALL}f: !!js/function "function () {}"\n__proto__: {x: 1}\nname: again\n`;
  file("script.yaml", script, at);
  const pipe = await sim(["validate", "pipe.yaml"], { cwd: at });
  expectRefusal(pipe);
  expect(pipe.stderr).toContain("pipe.yaml:1:1: error: it is a named pipe");
  const refused = await sim(["validate", "script.yaml"], { cwd: at });
  expectRefusal(refused);
  const end = script.split("\n").length - 1;
  expect(refused.stderr.match(/^script\.yaml:\d+/gm)).toEqual(
    [end - 2, end - 1, end].map((line) => `script.yaml:${line}`),
  );
});

test("a run that would not end is refused unless the user says --yes", async () => {
  const endless = [
    "validate",
    file("small.yaml", SMALL),
    "--set",
    "internal.research.arrivals.poisson.rate=1e12/h",
  ];
  const refused = await sim(endless);
  expectRefusal(refused);
  expect(refused.stderr).toContain("events are to be expected");
  expect(refused.stderr).toContain("--yes");
  expect((await sim([...endless, "--yes"])).code).toBe(0);
});

/** The same bytes but one, in the checksum at the end. */
function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 6]! ^= 0xff;
  return copy;
}
