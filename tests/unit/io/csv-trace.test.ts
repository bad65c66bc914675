import { expect, test } from "vitest";
import { COLUMNS, HEADER, problemsIn, reasonIn, submits, tableIn } from "./trace-fixture.ts";

const PLAIN = `${HEADER}\nb,5,60,8\na,5,0.5,1\n`;

test("times become whole ms and rows keep their order", async () => {
  const { jobs, rows, unsorted } = await tableIn(PLAIN);
  expect(jobs.ids).toEqual(["b", "a"]);
  expect([...jobs.submit]).toEqual([5000, 5000]);
  expect([...jobs.service]).toEqual([60_000, 500]);
  expect([...jobs.gpus]).toEqual([8, 1]);
  expect([...jobs.estimate]).toEqual([Number.NaN, Number.NaN]);
  expect(jobs.priority).toBeNull();
  expect([rows, unsorted]).toEqual([2, 0]);
});

test("a byte order mark is no part of the first column's name", async () => {
  expect((await tableIn(`\ufeff${PLAIN}`)).jobs.ids).toEqual(["b", "a"]);
});

test("CRLF, lone CR, a mix of them and trailing blank lines read the same", async () => {
  const plain = await tableIn(PLAIN);
  for (const text of [
    PLAIN.replaceAll("\n", "\r\n"),
    PLAIN.replaceAll("\n", "\r"),
    PLAIN.replace("\n", "\r\n"),
    `${PLAIN}\n\r\n \n,,,\n`,
    PLAIN.trimEnd(),
    PLAIN.replace("b,", '"b",').replaceAll("\n", "\r\n"),
  ]) {
    expect(await tableIn(text)).toEqual(plain);
  }
});

test("columns are found by name, in any order, among others", async () => {
  const { jobs } = await tableIn("num_gpu,note,duration,job_id,submit_time\n4,x,20,a,1\n");
  expect([jobs.ids[0], jobs.submit[0], jobs.service[0], jobs.gpus[0]]).toEqual(["a", 1000, 20_000, 4]);
});

test("every missing column is named with those that are there", async () => {
  const problems = await problemsIn("job_id,start,gpus\na,1,2\n");
  expect(problems.map(({ reason, key }) => [reason, key])).toEqual([
    ['column "submit_time" is missing', ["columns", "submit"]],
    ['column "duration" is missing', ["columns", "service"]],
    ['column "num_gpu" is missing', ["columns", "gpus"]],
  ]);
  expect(problems[0]!.expected).toContain("job_id, start, gpus");
});

test("a column that is there twice is not chosen between", async () => {
  expect(await reasonIn("job_id,submit_time,duration,num_gpu,duration\n")).toBe(
    'column "duration" is there 2 times',
  );
});

test("without an id column a job's id is its row", async () => {
  const { jobs } = await tableIn(submits(9, 3), { columns: { ...COLUMNS, id: null } });
  expect(jobs.ids).toEqual(["2", "1"]);
});

test("unsorted rows are sorted stably and counted", async () => {
  const { jobs, unsorted } = await tableIn(submits(5, 1, 5, 1, 0));
  expect(jobs.ids).toEqual(["j4", "j1", "j3", "j0", "j2"]);
  expect(unsorted).toBe(3);
});

test("estimate and priority are read where they are named, and an empty estimate is none", async () => {
  const text = `${HEADER},limit,prio\na,0,10,1,30,-2\nb,0,10,1,,7\n`;
  const { jobs } = await tableIn(text, { columns: { ...COLUMNS, estimate: "limit", priority: "prio" } });
  expect([...jobs.estimate]).toEqual([30_000, Number.NaN]);
  expect([...jobs.priority!]).toEqual([-2, 7]);
});

test("quotes, separators and line breaks inside cells follow RFC 4180", async () => {
  const text = `${HEADER},note\n"a,1",0,"10",1,"two\nlines, ""quoted"""\r\nb,1,10,1,\n`;
  expect((await tableIn(text)).jobs.ids).toEqual(["a,1", "b"]);
});

test("quotes that do not match are an error", async () => {
  expect(await reasonIn(`${HEADER}\n"a,0,10,1\n`)).toMatch(/^its quotes do not match/);
  expect(await reasonIn(`${HEADER}\n"a"b,0,10,1\n`)).toMatch(/^its quotes do not match/);
});

test("another separator is recognised and said", async () => {
  for (const separator of [";", "\t", "|"]) {
    const { jobs, warnings } = await tableIn(PLAIN.replaceAll(",", separator));
    expect(jobs.ids).toEqual(["b", "a"]);
    expect(warnings[0]).toContain(JSON.stringify(separator));
  }
  expect((await tableIn(PLAIN)).warnings).toEqual([]);
});

test("a decimal comma is not guessed at", async () => {
  expect(await reasonIn("job_id;submit_time;duration;num_gpu\na;0;1,5;1\n")).toContain("decimal comma");
});

test("jobs without GPUs are skipped and counted", async () => {
  const table = await tableIn(`${HEADER}\na,0,10,0\nb,0,10,8.0\nc,0,10,0.0\n`);
  expect([table.jobs.ids, table.cpuOnly, table.rows]).toEqual([["b"], 2, 3]);
});

test("a number of GPUs that is none is a bad row", async () => {
  for (const [gpus, why] of [
    ["0.5", "num_gpu 0.5 is not whole"],
    ["-1", "num_gpu -1 is negative"],
    ["", "num_gpu is empty"],
    ["NA", 'num_gpu "NA" is no number'],
    ["0x10", 'num_gpu "0x10" is no number'],
    ["Infinity", 'num_gpu "Infinity" is no number'],
    ["1e400", "num_gpu Infinity is not whole"],
    ["1e10", "num_gpu 10000000000 is too large"],
  ]) {
    expect(await reasonIn(`${HEADER}\na,0,10,1\nb,0,10,${gpus}\n`)).toBe(
      `1 of 2 rows cannot be used (row 2: ${why})`,
    );
  }
});

test("parts of a GPU are read where the pools of the source have them, and others are bad rows", async () => {
  const { jobs } = await tableIn(`${HEADER}\na,0,10,0.5\nb,0,10,2\nc,0,10,.25\nd,0,10,0\n`, { slices: 4 });
  expect([...jobs.gpus]).toEqual([0.5, 2, 0.25]);
  for (const [gpus, why] of [
    ["0.3", "num_gpu 0.3 is neither whole nor a multiple of 1/4 below 1"],
    ["1.5", "num_gpu 1.5 is neither whole nor a multiple of 1/4 below 1"],
    ["-2", "num_gpu -2 is negative"],
    ["-0.5", "num_gpu -0.5 is neither whole nor a multiple of 1/4 below 1"],
  ])
    expect(await reasonIn(`${HEADER}\nb,0,10,${gpus}\n`, { slices: 4 })).toBe(
      `1 of 1 rows cannot be used (row 1: ${why})`,
    );
});

test("bad times are bad rows", async () => {
  for (const [cells, why] of [
    ["a,-1,10,1", "submit_time is negative"],
    ["a,0,-1,1", "duration is negative"],
    ["a,NaN,10,1", 'submit_time "NaN" is no number'],
    ["a,1e300,10,1", "submit_time is too large to be counted in ms"],
    ["a,0,10", "3 cells where the header has 4"],
    ["a,0,10,1,7", "5 cells where the header has 4"],
    [",0,10,1", "job_id is empty"],
  ]) {
    expect(await reasonIn(`${HEADER}\n${cells}\n`)).toContain(why);
  }
});

test("bad rows are counted with three examples, and tolerated up to max_bad_rows", async () => {
  const text = `${HEADER}\na,0,10,1\nb,x,10,1\nc,0,x,1\nd,0,10,x\ne,-1,10,1\n`;
  const reason = await reasonIn(text, { maxBadRows: 3 });
  expect(reason).toMatch(/^4 of 5 rows cannot be used \(row 2: .*; row 3: .*; row 4: [^;]*\)$/);
  const { rejected, jobs } = await tableIn(text, { maxBadRows: 4 });
  expect([rejected.count, rejected.examples.length, jobs.ids]).toEqual([4, 3, ["a"]]);
});

test("a job that still ran when the trace was cut has no service time: it is skipped and counted", async () => {
  const table = await tableIn(`${HEADER}\na,0,,1\nb,0,null,1\nc,0,NA,1\nd,0,0,1\n`);
  expect([table.jobs.ids, table.censored]).toEqual([["d"], 3]);
});

test("a repeated id is refused, or with dedupe gets the first free suffix", async () => {
  const text = `${HEADER}\na,0,10,1\na-2,0,10,1\na,0,10,1\na,0,10,1\n`;
  const [problem] = await problemsIn(text);
  expect(problem!.reason).toBe('2 job ids are there already ("a" in rows 1 and 3)');
  expect(problem!.key).toEqual(["columns", "id"]);
  const { jobs, renamed } = await tableIn(text, { dedupe: true });
  expect([jobs.ids, renamed]).toEqual([["a", "a-2", "a-3", "a-4"], 2]);
});

test("times in ms are taken as they are", async () => {
  const { jobs } = await tableIn(PLAIN, { timeUnit: "ms" });
  expect([jobs.submit[0], jobs.service[0]]).toEqual([5, 60]);
});

test("numbers are not shifted, and a late first job is pointed out", async () => {
  const { jobs, warnings } = await tableIn(submits(1_500_000_000, 1_500_000_060));
  expect(jobs.submit[0]).toBe(1_500_000_000_000);
  expect(warnings).toEqual(["the first job arrives on day 17,361: times in numbers are not shifted"]);
});

test("submits that span more than twenty years are doubted", async () => {
  const { warnings } = await tableIn(submits(0, 21 * 365 * 86_400, 7));
  expect(warnings).toEqual(["the submits span 7,665 days: is the time unit (s) right?"]);
});

test("with dates the earliest submit is 0 and durations are seconds", async () => {
  const text = submits("2017-10-03 01:11:40", "2017-10-03 01:11:39", "2017-10-03T01:11:39.250");
  const { jobs } = await tableIn(text, { timeUnit: "datetime" });
  expect(jobs.ids).toEqual(["j1", "j2", "j0"]);
  expect([...jobs.submit]).toEqual([0, 250, 1000]);
  expect(jobs.service[0]).toBe(10_000);
});

test("dates with an offset and dates in the trace's zone meet on one axis", async () => {
  const text = submits("2017-10-03 00:00:00", "2017-10-03T07:00:00Z", "2017-10-03 09:00:00+02:00");
  const { jobs } = await tableIn(text, { timeUnit: "datetime", timeZone: "America/Los_Angeles" });
  expect([...jobs.submit]).toEqual([0, 0, 0]);
});

test("hours that clocks show twice are read as the first, and said", async () => {
  const text = submits("2017-11-05 00:30:00", "2017-11-05 01:30:00", "2017-11-05 02:30:00");
  const { jobs, warnings } = await tableIn(text, { timeUnit: "datetime", timeZone: "America/Los_Angeles" });
  expect([...jobs.submit].map((ms) => ms / 3_600_000)).toEqual([0, 1, 3]);
  expect(warnings).toEqual([
    "1 times were shown twice by the clocks of America/Los_Angeles: read as the first",
  ]);
});

test("what is no date is a bad row, and a zone by its letters is not guessed at", async () => {
  for (const time of [
    "2017-02-30 00:00:00",
    "10/03/2017",
    "2017-10-03 24:00:00",
    "1507000000",
    "2017-00-31",
  ]) {
    expect(await reasonIn(submits(time), { timeUnit: "datetime" })).toContain(
      "is not like 2017-10-03 01:11:39",
    );
  }
  expect(await reasonIn(submits("2017-10-03 01:11:39 PDT"), { timeUnit: "datetime" })).toContain(
    "as an offset",
  );
});

test("an unknown time zone is a problem of its key", async () => {
  const [problem] = await problemsIn(submits(0), { timeUnit: "datetime", timeZone: "Mars/Olympus" });
  expect(problem!.key).toEqual(["time_zone"]);
});

test("a file without a job is no trace", async () => {
  expect(await reasonIn(`${HEADER}\n`)).toBe("it holds no job that could run");
  expect(await reasonIn(`${HEADER}\na,0,10,0\n`)).toBe("it holds no job that could run");
});

test("the same trace with and without quotes gives the same table", async () => {
  const plain = submits(...Array.from({ length: 500 }, (_, i) => (i * 7919) % 1000));
  const quoted = plain.replaceAll(/j\d+/g, '"$&"');
  expect(await tableIn(quoted)).toEqual(await tableIn(plain));
});

test("a column of groups numbers their names as they come, and the groups follow their rows when these are sorted", async () => {
  const columns = { ...COLUMNS, group: "user" };
  const text = `${HEADER},user\na,9,1,1,bob\nb,1,1,1,ann\nc,2,1,1,\nd,3,1,1, bob \ne,4,1,1,n/a\n`;
  const { jobs } = await tableIn(text, { columns });
  expect(jobs.ids).toEqual(["b", "c", "d", "e", "a"]);
  expect(jobs.groups).toEqual({ names: ["bob", "ann"], of: Int32Array.of(2, 0, 1, 0, 1) });
  expect((await tableIn(text)).jobs.groups).toBeNull();
});

test("a trace that leaves its column of groups empty has none", async () => {
  const columns = { ...COLUMNS, group: "user" };
  expect((await tableIn(`${HEADER},user\na,9,1,1,\n`, { columns })).jobs.groups).toBeNull();
});
