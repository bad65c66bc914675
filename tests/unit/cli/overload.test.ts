import { expect, test } from "vitest";
import { answer } from "../../../src/cli/answer/answer.ts";
import { SCENARIO } from "../results/scenario-fixture.ts";

test("a line that grows is told before any figure", () => {
  const lines = answer({
    scenario: SCENARIO,
    summary: [],
    course: [],
    overloads: [{ source: "research", growth: 12.345 }],
    replications: 2,
    measured: 3_600_000,
    seconds: 1,
    folder: "results/x",
    scenarioPath: "x.yaml",
  });
  const warning = lines.findIndex((line) =>
    line.startsWith(" WARN   the waiting line of research grows by 12.3 jobs/h"),
  );
  expect(warning).toBeGreaterThan(-1);
  expect(warning).toBeLessThan(lines.findIndex((line) => line.includes("WHERE THE GPU-HOURS GO")));
});
