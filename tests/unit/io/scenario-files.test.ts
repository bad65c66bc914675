import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { withScenarioFiles } from "../../../src/io/scenario-files.ts";
import { fileWith, SPEC, submits } from "./trace-fixture.ts";

test("paths are relative to the file that names them, or to the working directory", async () => {
  const resolved = await withScenarioFiles(({ resolve }) => [
    resolve("b.csv", "/configs/a.yaml"),
    resolve("../b.csv", "/configs/a.yaml"),
    resolve("/data/b.csv", "/configs/a.yaml"),
    resolve("b.csv", null),
  ]);
  expect(resolved).toEqual(["/configs/b.csv", "/b.csv", "/data/b.csv", join(process.cwd(), "b.csv")]);
});

test("the reader is called again until its traces are there, and once without traces", async () => {
  let calls = 0;
  expect(await withScenarioFiles(() => ++calls)).toBe(1);
  const path = fileWith(submits(1, 2));
  const ids = await withScenarioFiles((files) => {
    calls += 1;
    const found = files.trace(files.resolve(basename(path), join(dirname(path), "s.yaml")), SPEC);
    return found.ok ? found.value.jobs.ids : [];
  });
  expect([ids, calls]).toEqual([["j0", "j1"], 3]);
});

test("a trace that cannot be read is a problem, not an exception", async () => {
  const opened = await withScenarioFiles(({ trace }) => trace("/no/such/file.csv", SPEC));
  expect(opened).toMatchObject({ ok: false, problems: [{ reason: "no such file" }] });
});

test("texts are read without their byte order mark", async () => {
  const path = fileWith("\ufeffhour,factor\n");
  expect(await withScenarioFiles(({ text }) => text(path))).toEqual({ ok: true, value: "hour,factor\n" });
});
