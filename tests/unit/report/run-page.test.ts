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
  expect(sections).toEqual(["answer", "course", "hours", "money", "assumptions", "verification", "words"]);
});

test("what a picture by node cannot show it says in words", async () => {
  const { path, record } = resultsFolder({ "utilisation.csv": csv([STEP]) });
  const page = await runPage(path, { record, gantt: true });
  expect(page).toContain("The jobs of this run were not written down");
});

test("an interval on the page ends where the possible ends, and the page says so", async () => {
  const held = { metric: "utilisation_internal", unit: "share", mean: 0.9, ci_low: 0.5, ci_high: 1.3 };
  const measured = { metric: "measured_s", unit: "s", mean: 3600, ci_low: 3600, ci_high: 3600 };
  const summary = csv([held, measured].map((row) => ({ ...row, replications: 2 })));
  const { path, record } = resultsFolder({ "summary.csv": summary });
  const page = await runPage(path, { record, gantt: false });
  expect(page).toContain("[50.0 %, 100.0 %]");
  expect(page).not.toContain("130.0");
  expect(page).toContain("cut where the possible ends");
});

test("of a fleet that grows the page tells the GPUs of the beginning and of the end", async () => {
  const pool = "{name: p, gpu: H100, nodes: 256, gpus_per_node: 8, arrives: [{at: 1w, nodes: 128}]}";
  const scenario = `name: grows\nmode: trajectory\nfleet: {pools: [${pool}]}\n`;
  const { path, record } = resultsFolder({ "scenario.yaml": scenario });
  expect(await runPage(path, { record, gantt: false })).toContain("1,024 to 2,048 H100");
});
