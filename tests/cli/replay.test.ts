// Traces through the command line, in every form that they come in.

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { file, folder, manifest, rows, sim } from "./sim.ts";

const SHARED = resolve("../shared");
const present = existsSync(SHARED);
const published = test.skipIf(!present);
const where = present ? "" : ` (skipped: there is no ${SHARED})`;

/** The example of the README, word for word. */
const REPLAY = `name: replay
horizon: all            # until every job has ended
warmup: 0s
replications: 1
fleet: {pools: [{name: p, gpu: V100, nodes: 32, gpus_per_node: 8}]}
internal:
  trace: {kind: trace, file: philly_d1.csv, format: csv, columns: {id: job_id, submit: submit_time, service: duration, gpus: num_gpu}}
scheduling: {order: fcfs, head_of_line: skip, backfill: none, placement: first-fit, gang: whole-nodes, preemption: never}
outputs: {jobs: true}
`;

published(
  `a trace replays job by job as a published simulator says: starts, ends and nodes${where}`,
  async () => {
    const at = folder();
    file("philly_d1.csv", readFileSync(`${SHARED}/oracles/gpu-schedulers/inputs/philly_d1.csv`), at);
    const { code, stderr } = await sim(["run", file("replay.yaml", REPLAY, at), "--out", join(at, "out")]);
    expect([code, stderr]).toEqual([0, ""]);
    const expected = rows(`${SHARED}/oracles/gpu-schedulers/expected/pai_d1_32x8_pack_fifo.csv`);
    expect(
      byId(
        rows(join(at, "out/jobs.csv")).map((job) => [job.job_id, job.first_start_s, job.end_s, job.nodes]),
      ),
    ).toEqual(byId(expected.map((job) => [job.job_id, job.start_time, job.end_time, job.nodes])));
  },
);

published(`a compressed SWF log replays as its published FCFS schedule says${where}`, async () => {
  const log = `${SHARED}/oracles/batch-schedulers/HPC2N-3k`;
  const scenario = REPLAY.replace("nodes: 32, gpus_per_node: 8", "nodes: 240, gpus_per_node: 1")
    .replace(/ {2}trace: .*/, `  trace: {kind: trace, file: ${log}.swf.gz}`)
    .replace("skip", "block")
    .replace("first-fit", "pool");
  const at = folder();
  const { code } = await sim(["run", file("swf.yaml", scenario, at), "--quiet", "--out", join(at, "out")]);
  expect(code).toBe(0);
  const expected = unzippedRows(`${log}.fcfs.csv.gz`);
  const ours = rows(join(at, "out/jobs.csv"));
  // The published ids count the rows that the format's rules keep; ours are those of the log.
  const order = ours.toSorted(
    (a, b) => Number(a.arrival_s) - Number(b.arrival_s) || Number(a.job_id) - Number(b.job_id),
  );
  expect(order.map((job) => [job.arrival_s, job.first_start_s, job.end_s])).toEqual(
    expected.map((job) => [job.submit, job.start, job.end]),
  );
});

published(`the whole Philly trace replays on 800 GPUs with spot on top${where}`, async () => {
  const trace = `${SHARED}/traces/philly/philly_jobs.csv.gz`;
  const out = join(folder(), "out");
  const set = ["--set", `internal.trace.file=${trace}`, "--set", "baseline=false"];
  const { code, stdout } = await sim(["run", "configs/philly.yaml", ...set, "--out", out]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ philly · 800 P100 · /);
  expect(manifest(out).complete).toBe(true);
  const jobs = rows(join(out, "jobs.csv"));
  expect(jobs.filter(({ source }) => source === "trace")).toHaveLength(82_247);
  expect(jobs.filter(({ source, outcome }) => source === "trace" && outcome !== "completed")).toEqual([]);
  expect(jobs.filter(({ source }) => source === "spot").length).toBeGreaterThan(10_000);
});

const PLAIN = "job_id,submit_time,duration,num_gpu\na,0,3600,8\nb,60,1800.5,4\nc,60,600,9\nd,7200,1,1\n";
const DATED = `job_id,submit_time,duration,num_gpu
a,2017-10-03 01:00:00,3600,8
b,2017-10-03T08:01:00Z,1800.5,4
c,2017-10-03 01:01:00,600,9
d,2017-10-03 03:00:00,1,1
`;
/** In ms, unsorted, with a BOM, CRLF, other columns, a blank line, a job without GPUs and one that never ended. */
const UNTIDY = `\ufeffnum_gpu;note;job_id;duration;submit_time\r\n4;;b;1800500;60000\r\n8;"x;y";a;3600000;0\r
9;;c;600000;60000\r\n\r\n1;;d;1000;7200000\r\n0;;cpu;5000;0\r\n2;;late;;7300000\r\n`;
const SWF = `; a comment
1 0 -1 100 -1 -1 -1 4 60 -1 1 1 1 1 1 1 -1 -1
2 0 -1 50 2 -1 -1 2 -1 -1 1 1 1 1 1 1 -1 -1
3 0 -1 -1 2 -1 -1 2 50 -1 1 1 1 1 1 1 -1 -1
`;
const FORMS = `name: forms
horizon: all
fleet: {pools: [${["plain", "zipped", "dated", "untidy", "log", "patient"].map((name) => `{name: ${name}, gpu: V100, nodes: 1, gpus_per_node: 8}`).join(", ")}]}
internal:
  plain: {kind: trace, file: plain.csv, columns: &columns {id: job_id, submit: submit_time, service: duration, gpus: num_gpu}, pools: [plain]}
  zipped: {kind: trace, file: zipped.csv.gz, columns: *columns, pools: [zipped]}
  dated: {kind: trace, file: dated.csv, columns: *columns, time_unit: datetime, time_zone: America/Los_Angeles, pools: [dated]}
  untidy: {kind: trace, file: untidy.csv, columns: *columns, time_unit: ms, pools: [untidy]}
  log: {kind: trace, file: log.swf, pools: [log]}
  patient: {kind: trace, file: log.swf, kill_at_estimate: false, pools: [patient]}
`;

test("plain, compressed, dated and untidy, a trace is the same trace, and what was done to it is said", async () => {
  const at = folder();
  file("plain.csv", PLAIN, at);
  file("zipped.csv.gz", gzipSync(PLAIN), at);
  file("dated.csv", DATED, at);
  file("untidy.csv", UNTIDY, at);
  file("log.swf", SWF, at);
  const { code, stderr } = await sim(["run", file("forms.yaml", FORMS, at), "--out", join(at, "out")]);
  expect(code).toBe(0);
  const jobs = rows(join(at, "out/jobs.csv"));
  const of = (name: string) =>
    byId(
      jobs
        .filter(({ source }) => source === name)
        .map((job) => [job.job_id, job.arrival_s, job.first_start_s, job.end_s, job.outcome]),
    );
  // c asks for nine GPUs of eight: it can never start, and does not hold up the others.
  const expected = [
    ["a", "0", "0", "3600", "completed"],
    ["b", "60", "3600", "5400.5", "completed"],
    ["c", "60", "", "60", "rejected"],
    ["d", "7200", "7200", "7201", "completed"],
  ];
  for (const name of ["plain", "zipped", "dated", "untidy"])
    expect([name, of(name)]).toEqual([name, expected]);
  expect(of("log")).toEqual([
    ["1", "0", "0", "60", "killed_at_estimate"],
    ["2", "0", "0", "50", "completed"],
  ]);
  expect(of("patient")[0]).toEqual(["1", "0", "0", "100", "completed"]);
  for (const remark of [
    "internal.untidy: 1 of 6 rows were not in order of submit and have been sorted.",
    "internal.untidy: 1 of 6 rows ask for no GPU and were skipped.",
    "internal.untidy: 1 of 6 rows have no end and were skipped.",
    'internal.untidy: its separator is ";", not a comma.',
    "internal.plain: 1 of 4 rows ask for more than the 8 GPUs of the largest pool; they will never start and count as rejected.",
    "internal.log: 1 of 3 rows were dropped by the rules of the format.",
  ]) {
    expect(stderr).toContain(`: warning: ${remark}\n`);
  }
});

function unzippedRows(path: string): Record<string, string>[] {
  return rows(file("expected.csv", gunzipSync(readFileSync(path))));
}

/** Rows in the order of their first cells. */
function byId(table: (string | undefined)[][]): (string | undefined)[][] {
  return table.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}
