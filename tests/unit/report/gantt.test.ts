import { expect, test } from "vitest";
import { gantt } from "../../../src/report/sections/gantt.ts";
import { csv, resultsWith } from "./results-fixture.ts";

const STEP = { replication: 1, step_start_s: 0, step_end_s: 36_000, pool: "p", installed_gpu_h: 160 };
const JOB = {
  replication: 1,
  source: "research",
  pool: "p",
  gpus: 8,
  end_s: 7200,
  outcome: "completed",
  nodes: "1",
  last_start_s: 3600,
  earlier_runs: "",
};

async function alternativeOf(jobs: readonly Readonly<Record<string, string | number>>[]): Promise<string> {
  const results = await resultsWith({ "utilisation.csv": csv([STEP]), "jobs.csv": csv(jobs) });
  const [figure] = (await gantt(results)).blocks;
  return figure?.kind === "figure" ? figure.alternative : "";
}

test("every run of a job has its bar: the last, those that were broken off, and those of a job that waits again", async () => {
  expect(await alternativeOf([JOB])).toContain("Bars of 1 runs of jobs of research on 1 nodes");
  const preempted = { ...JOB, earlier_runs: "0:600@p:0 1200:1800@p:2-3" };
  expect(await alternativeOf([preempted])).toContain("Bars of 3 runs of jobs of research on 4 nodes");
  const waits = { ...preempted, outcome: "waiting", end_s: "" };
  expect(await alternativeOf([waits])).toContain("Bars of 2 runs of jobs of research on 3 nodes");
});
