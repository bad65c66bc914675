import { expect, test } from "vitest";
import { verdictLines } from "../../../src/cli/verdict-table.ts";
import type { Result } from "../../../src/index.ts";

const AGREES: Result = {
  id: "B06-preempt-repeat-saturated",
  metric: "blockProb",
  expected: 0.25,
  got: 0.2512,
  stderr: 0.0011,
  z: -1.09,
  verdict: "pass",
  note: "",
};

function linesOf(results: readonly Result[]): string[] {
  const reason =
    "the key cases[1].mood is not known, and neither is anything else that this case says of itself";
  return verdictLines({ results, refused: [{ id: "X02", reason }], limit: 3.7, seconds: 61 });
}

test("a figure stands below its case, which is named once", () => {
  const lines = linesOf([AGREES, { ...AGREES, metric: "meanBusyGpus", expected: 1234567.8, got: 1234000 }]);
  expect(lines.slice(0, 4)).toEqual([
    "   metric                     expected        got  ± error      z verdict",
    "B06-preempt-repeat-saturated",
    "   blockProb                   0.25000    0.25120   0.0011  −1.09 pass",
    "   meanBusyGpus              1,234,568    1234000   0.0011  −1.09 pass",
  ]);
});

test("no line is wider than 80 columns, whatever is long in it, and a figure that fails says why", () => {
  const note = "a mean that is far from what theory says of it, by more than chance would ever have it be";
  const list = [
    ["a", 0],
    ["b", 10],
    ["c", 15],
    ["d", 15],
    ["e", 100],
    ["f", 2000],
  ].join("; ");
  const lines = linesOf([
    { ...AGREES, metric: "blockProb_g2_dueToFragmentation_worst-fit", verdict: "fail", note },
    {
      ...AGREES,
      id: "S01",
      metric: "start",
      expected: list,
      got: null,
      stderr: null,
      z: null,
      verdict: "not-tested",
    },
    { ...AGREES, id: "S01", expected: -123456789.123, got: -123456789.123, verdict: "not-tested" },
  ]);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.join(" ").replace(/ +/g, " ")).toContain(note);
  expect(lines.join("\n")).toContain("blockProb_g2_dueToFragmentation_worst-fit\n");
});
