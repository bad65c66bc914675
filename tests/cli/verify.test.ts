// `verify` as a user meets it: verdicts as text and as JSON, and exit codes.

import { expect, test } from "vitest";
import { lossCase } from "../unit/verification/own-cases.ts";
import { file, sim } from "./sim.ts";

const casesFile = (...cases: readonly unknown[]) => file("cases.json", JSON.stringify({ version: 1, cases }));

test("prints figures with their verdicts, what is refused, and counts; all agree: exit 0", async () => {
  const strange = lossCase((one) => Object.assign(one, { id: "X02", mood: "blue" }));
  const { code, stdout } = await sim(["verify", "--cases", casesFile(lossCase(), strange)]);
  expect(stdout).toMatch(/^X01-loss\n {3}blockProb +0\.40000 +0\.\d+ +\d\.\d+ +−?\d\.\d\d +pass$/m);
  expect(stdout).toContain("refused  X02: the key cases[1].mood is not known");
  expect(stdout).toMatch(/^2 pass, 0 fail, 0 not tested, 1 refused, in/m);
  expect(code).toBe(0);
});

test("a figure that is wrong: its verdict is fail, and the exit code 1", async () => {
  const wrong = lossCase((one) => Object.assign(one, { expect: { blockProb: 0.5 } }));
  const { code, stdout } = await sim(["verify", "--cases", casesFile(wrong)]);
  expect(stdout).toMatch(/^X01-loss\n {3}blockProb .* fail\n {5}\S/m);
  expect(code).toBe(1);
});

test.each([
  ["a file that is missing", "missing.json", "no such file"],
  ["a file that is no JSON", file("cases.json", "cases: []"), "it is no JSON"],
  ["a file without cases", file("other.json", "{}"), "the file.cases is missing"],
])("%s is refused with exit code 2", async (_, path, reason) => {
  const { code, stderr, stdout } = await sim(["verify", "--cases", path]);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain("    at ");
  expect(stdout).toBe("");
  expect(code).toBe(2);
});

test("after --minutes it stops, and says of what it has not reached that it is not tested", async () => {
  const { code, stdout } = await sim([
    "verify",
    "--long",
    "--family",
    "priority",
    "--minutes",
    "0.01",
    "--json",
  ]);
  const verdicts = JSON.parse(stdout).results.map(({ verdict }: { verdict: string }) => verdict);
  expect(verdicts).toHaveLength(32);
  expect(new Set(verdicts)).toEqual(new Set(["not-tested"]));
  expect(code).toBe(0);
});
