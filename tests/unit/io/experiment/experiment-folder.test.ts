import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { resumeExperiment } from "../../../../src/io/experiment/experiment-folder.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-folder-"));
afterAll(() => rmSync(home, { recursive: true }));

/** A folder with these files and a manifest. */
function folderWith(complete: boolean, files: readonly string[]): string {
  const path = mkdtempSync(join(home, "of-"));
  writeFileSync(join(path, "manifest.json"), JSON.stringify({ complete }));
  for (const file of files) writeFileSync(join(path, file), "");
  return path;
}

test("a run is not resumed, whether it is complete or not, and says so", async () => {
  for (const complete of [true, false])
    await expect(resumeExperiment(folderWith(complete, ["summary.csv"]), undefined)).rejects.toThrow(
      "runs are not resumed",
    );
});

test("an experiment that is complete has nothing to be done", async () => {
  expect(await resumeExperiment(folderWith(true, ["experiment.yaml"]), undefined)).toBeNull();
});

test("a folder that died while an experiment began in it is one of no plan", async () => {
  const path = folderWith(false, []);
  mkdirSync(join(path, "tasks"));
  await expect(resumeExperiment(path, undefined)).rejects.toThrow("no experiment has begun here");
});
