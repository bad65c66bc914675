// The page of a run: made with it, made anew, and left out.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { file, filesIn, folder, manifest, SMALL, sim, simWithPage } from "./sim.ts";

const page = (path: string) => readFileSync(join(path, "report.html"), "utf8");

test("the page of a run made anew has the same bytes, and the manifest knows them", async () => {
  const out = join(folder(), "out");
  const made = await simWithPage(["run", file("small.yaml", SMALL), "--quiet", "--out", out]);
  expect(made).toEqual({ code: 0, stdout: "", stderr: "" });
  const first = page(out);
  // Nothing of the machine, the instant or the folder.
  for (const secret of [out, process.version, new Date().toISOString().slice(0, 10)])
    expect(first).not.toContain(secret);

  writeFileSync(join(out, "report.html"), "somebody else's");
  const anew = await sim(["report", out]);
  expect(anew).toEqual({ code: 0, stdout: `${join(out, "report.html")}\n`, stderr: "" });
  expect(page(out)).toBe(first);
  const listed = manifest(out).files.find((each) => each.file === "report.html");
  expect(listed?.sha256).toBe(createHash("sha256").update(first).digest("hex"));
  expect(filesIn(out)).toEqual([...manifest(out).files.map((each) => each.file), "manifest.json"].sort());
});

test("--no-report leaves the page out", async () => {
  const out = join(folder(), "out");
  expect((await sim(["run", file("small.yaml", SMALL), "--quiet", "--out", out])).code).toBe(0);
  expect(filesIn(out)).not.toContain("report.html");
});

test("a folder without results is refused and left as it is", async () => {
  const at = folder();
  file("mine.txt", "mine", at);
  const { code, stdout, stderr } = await sim(["report", at]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(`error: ${at}: it has no manifest.json; name the folder of a run or a sweep\n`);
  expect(filesIn(at)).toEqual(["mine.txt"]);
  const nowhere = await sim(["report", join(at, "nowhere")]);
  expect(nowhere.stderr).toContain("there is no such folder; name the one that a run or a sweep has printed");
});
