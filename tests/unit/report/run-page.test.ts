import { expect, test } from "vitest";
import { runPage } from "../../../src/report/run-page.ts";
import { csv, resultsFolder } from "./results-fixture.ts";

const STEP = {
  replication: 1,
  step_start_s: 0,
  step_end_s: 3600,
  pool: "p",
  installed_gpu_h: 16,
  idle_gpu_h: 16,
};

test("an incomplete result says so before anything else, and why", async () => {
  const { path, record } = resultsFolder({});
  const ending = { complete: false, reason: "interrupted: 1 of 2 replications are done" } as const;
  const page = await runPage(path, { record: { ...record, ending }, gantt: false });
  const [before = "", after = ""] = page.split(
    "This result is incomplete: interrupted: 1 of 2 replications are done.",
  );
  expect(before).not.toContain("<main");
  expect(after).toContain("<main");
});

test("a section without data is left out and the others stay", async () => {
  const { path, record } = resultsFolder({ "utilisation.csv": csv([STEP]) });
  const page = await runPage(path, { record, gantt: false });
  const sections = [...page.matchAll(/<section [^>]*\bid="([a-z-]+)"/g)].map(([, id]) => id);
  expect(sections).toEqual(["answer", "course", "hours", "money", "assumptions", "verification"]);
});

test("what a picture by node cannot show it says in words", async () => {
  const { path, record } = resultsFolder({ "utilisation.csv": csv([STEP]) });
  const page = await runPage(path, { record, gantt: true });
  expect(page).toContain("The jobs of this run were not written down");
});
