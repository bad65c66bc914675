import { expect, test } from "vitest";
import { standingQueue } from "../../../bench/batch-workloads.ts";
import { gangs, jobsInService, queue, twoClasses, year, yearJobs } from "../../../bench/workloads.ts";
import { loadScenario, printProblems, type ScenarioFiles } from "../../../src/index.ts";

/** A scenario that exists only as text. */
function onlyText(text: string): ScenarioFiles {
  const missing = { ok: false as const, problems: [{ reason: "no such file", expected: null, key: null }] };
  return { resolve: (path) => path, text: () => ({ ok: true, value: text }), trace: () => missing };
}

test.each([
  ["queue", queue(1000)],
  ["twoClasses", twoClasses(1000)],
  ["gangs on a small fleet", gangs(1024, 1000)],
  ["gangs", gangs(8192, 1000)],
  ["year", year(2 ** 20)],
  ["standingQueue", standingQueue(1000, 1000, "easy")],
])("a workload of the benchmark is a valid scenario: %s", (_, text) => {
  const loaded = loadScenario("bench.yaml", [], onlyText(text));
  expect(loaded.ok ? "" : printProblems(loaded.problems, loaded.texts)).toBe("");
});

test("the fleet workload offers 95 % of the GPUs in jobs of 4.99 GPUs on average, 2.80 on a small fleet", () => {
  expect(jobsInService(8192) / 8192).toBeCloseTo(0.95 / 4.992, 3);
  expect(jobsInService(1024) / 1024).toBeCloseTo(0.95 / 2.805, 3);
});

test("the year of a million GPUs is 160 M jobs", () => {
  expect(yearJobs(2 ** 20) / 160e6).toBeCloseTo(1, 2);
});
