// Scenarios and the bytes of their tables. When a change of results is meant, `UPDATE=1 npx vitest run tests/golden` writes
// them anew; the diff is to be read, and said in the commit.

import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesIn, folder, results, sim } from "../cli/sim.ts";

const HERE = "tests/golden";
const cases = readdirSync(HERE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "by-hand")
  .map(({ name }) => name);

test.each(cases)("the tables of %s are those committed, byte for byte", async (name) => {
  const out = join(folder(), "out");
  const { code } = await sim(["run", `${HERE}/${name}/scenario.yaml`, "--quiet", "--out", out]);
  expect(code).toBe(0);
  for (const file of filesIn(out).filter((file) => !file.endsWith(".csv"))) rmSync(join(out, file));
  const committed = `${HERE}/${name}/tables`;
  if (process.env.UPDATE === "1") {
    rmSync(committed, { recursive: true, force: true });
    cpSync(out, committed, { recursive: true });
  }
  expect(results(out)).toEqual(results(committed));
});

test("there are scenarios to compare", () => {
  expect(cases).toEqual(["tide-and-occupancy", "tiny", "trace-and-spot"]);
});
