// Schedules of published GPU-cluster simulators on traces of the Philly cluster (Jeon et al., ATC 2019) and on the
// workload shipped with Tiresias (Gu et al., NSDI 2019), job by job, through the scenario that a user would write.

import { describe, expect, test } from "vitest";
import { SECOND } from "../../src/kernel/time.ts";
import { runOf } from "../models.ts";
import { ORACLES, present, type Row, readTable, scenarioOfCase } from "./published-schedules.ts";

const title = `published schedules (${present ? "of" : "skipped: there is no"} ${ORACLES}, from the root of the repository)`;

describe.skipIf(!present)(title, () => {
  const exact = present ? readTable("cases.csv").filter(isExact) : [];

  test.each(exact.filter((row) => row.preemption === "none"))(
    "$case: every job starts when and where the published simulator starts it",
    async (published) => {
      const withNodes = published.semantics_check!.includes("node");
      const { ours, theirs } = await compare(published);
      expect(
        ours.map((job) => `${job.id} ${job.firstStart / SECOND}${withNodes ? ` ${job.nodes}` : ""}`),
      ).toEqual(theirs.map((row) => `${row.job_id} ${row.start_time}${withNodes ? ` ${row.nodes}` : ""}`));
      expect(Math.max(...ours.map((job) => job.end)) / SECOND).toBe(Number(published.makespan));
    },
  );

  test.each(exact.filter((row) => row.preemption !== "none"))(
    "$case: every job first starts, ends and is preempted as in the published simulator",
    async (published) => {
      const { ours, theirs } = await compare(published);
      expect(
        ours.map((job) => [job.id, job.firstStart / SECOND, job.end / SECOND, job.preemptions].join(" ")),
      ).toEqual(theirs.map((row) => [row.job_id, row.start_time, row.end_time, row.preempts].join(" ")));
      const preemptions = ours.reduce((sum, job) => sum + job.preemptions, 0);
      expect(preemptions).toBe(Number(published.total_preempts));
    },
  );

  test("there are 17 such schedules, 4 of them preemptive", () => {
    expect(exact).toHaveLength(17);
    expect(exact.filter((row) => row.preemption !== "none")).toHaveLength(4);
  });
});

function isExact(row: Row): boolean {
  return row.semantics_check!.startsWith("exact");
}

/** Our records in the order of the published rows. */
async function compare(published: Row) {
  const theirs = readTable(published.oracle!);
  const { jobs } = runOf(await scenarioOfCase(published));
  const records = new Map(jobs.map((record) => [record.id, record]));
  expect(records.size).toBe(Number(published.jobs));
  return { theirs, ours: theirs.map((row) => records.get(row.job_id!)!) };
}
