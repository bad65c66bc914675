import { expect, test } from "vitest";
import { HOUR } from "../../../src/kernel/time.ts";
import { complaint, PLAIN, scenarioOf } from "./memory-files.ts";

const planOf = (backfill: string) =>
  scenarioOf(`${PLAIN}scheduling: {backfill: ${backfill}}\n`).scheduling.backfill;

test("backfill is a kind, or a kind with its depth, and none unless it is said", () => {
  expect(scenarioOf(PLAIN).scheduling.backfill).toBe("none");
  expect(planOf("none")).toBe("none");
  expect(planOf("easy")).toEqual({ kind: "easy", depth: Infinity });
  expect(planOf("{kind: easy, depth: 100}")).toEqual({ kind: "easy", depth: 100 });
  expect(planOf("conservative")).toEqual({ kind: "conservative", depth: Infinity });
  expect(planOf("{kind: conservative}")).toEqual({ kind: "conservative", depth: Infinity });
});

test.each([
  ["easy", "easy backfill needs a head of line that blocks"],
  ["conservative", "conservative backfill needs a head of line that blocks"],
])("without a head of line that blocks there is nothing to fill: %s", (kind, sentence) => {
  const text = complaint(`${PLAIN}scheduling: {backfill: ${kind}, head_of_line: skip}\n`);
  expect(text).toContain(sentence);
  expect(text).toContain("did you mean block?");
  expect(text).toMatch(/a\.yaml:22:\d+: error: scheduling\.head_of_line/);
});

test("a depth belongs to EASY alone and is a whole number from 1 on", () => {
  expect(complaint(`${PLAIN}scheduling: {backfill: {kind: conservative, depth: 5}}\n`)).toContain(
    "conservative backfill gives every job its reservation as it arrives",
  );
  expect(complaint(`${PLAIN}scheduling: {backfill: {kind: easy, depth: 0}}\n`)).toContain("backfill.depth");
  expect(complaint(`${PLAIN}scheduling: {backfill: eazy}\n`)).toContain("did you mean easy?");
});

test("jobs from laws may be told by recent jobs and killed at their estimates too", () => {
  const keys = "arrivals: {poisson: {rate: 1/h}}, gpus: 1, service: 2h";
  const text = `${PLAIN.replace("internal:", `internal:\n  told: {${keys}, estimate: {recent: 10}, kill_at_estimate: true}`)}`;
  expect(scenarioOf(text).sources[0]).toMatchObject({
    estimate: { kind: "recent", jobs: 10 },
    killAtEstimate: true,
  });
  expect(scenarioOf(text.replace("{recent: 10}", "1h")).sources[0]).toMatchObject({
    estimate: { kind: "law", law: { mean: HOUR } },
  });
});
