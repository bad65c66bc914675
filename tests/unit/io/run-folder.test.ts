import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { CsvWriter, type TableColumns } from "../../../src/io/csv-writer.ts";
import { folderName } from "../../../src/io/folder-name.ts";
import { MarkedFile } from "../../../src/io/marked-file.ts";
import { openRunFolder, type RunFolder, type RunFolderRequest } from "../../../src/io/run-folder.ts";
import { cellTable } from "./cell-table.ts";

const home = mkdtempSync(join(tmpdir(), "slackwater-run-"));
afterAll(() => rmSync(home, { recursive: true }));
let folders = 0;

function freshPath(): string {
  return join(home, `out-${folders++}`);
}

const FACTS = { version: "0.1.0", name: "tiny", scenarioHash: "abcdef0123456789", seed: "1" };

function open(request: Partial<RunFolderRequest>): Promise<RunFolder> {
  return openRunFolder({ facts: FACTS, out: null, force: false, root: join(home, "results"), ...request });
}

function manifest(path: string): {
  complete: boolean;
  reason: string | null;
  files: { file: string; rows: number }[];
} {
  return JSON.parse(readFileSync(join(path, "manifest.json"), "utf8"));
}

/** A finished result with these texts. */
async function resultWith(path: string, texts: Record<string, string>): Promise<void> {
  const folder = await open({ out: path });
  for (const [file, text] of Object.entries(texts)) await folder.text(file, text);
  await folder.complete();
}

/** Tables whose disk is full from the start. */
function fullDisk<Row, Labels>(_path: string, table: TableColumns<Row, Labels>): CsvWriter<Row, Labels> {
  const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  const sink = new Writable({ write: (_chunk, _encoding, done) => done(full) });
  return new CsvWriter(table, new MarkedFile(sink, async () => {}));
}

test("a complete run leaves its files and a manifest that lists each with rows, bytes and hash", async () => {
  const path = freshPath();
  const folder = await open({ out: path });
  const table = folder.table("waits.csv", cellTable("a", "b"));
  await table.write([["1", "2"]], null);
  await folder.text("scenario.yaml", "name: tiny\n");
  await folder.table("baseline/waits.csv", cellTable("a")).close("all");
  await folder.complete();
  expect(readdirSync(path).sort()).toEqual(["baseline", "manifest.json", "scenario.yaml", "waits.csv"]);
  const sha256 = createHash("sha256").update("a,b\n1,2\n").digest("hex");
  expect(manifest(path)).toMatchObject({
    format: 1,
    name: "tiny",
    complete: true,
    reason: null,
    version: "0.1.0",
    scenario_sha256: FACTS.scenarioHash,
    seed: "1",
    node: process.version,
    files: [
      { file: "baseline/waits.csv", rows: 0, bytes: 2 },
      { file: "scenario.yaml", rows: null, bytes: 11 },
      { file: "waits.csv", rows: 1, bytes: 8, sha256 },
    ],
  });
});

test("while a run is under way its folder says incomplete and shows no table", async () => {
  const path = freshPath();
  const folder = await open({ out: path });
  await folder.table("waits.csv", cellTable("a")).write([["1"]], null);
  expect(manifest(path)).toMatchObject({ complete: false, reason: "the run has not ended", files: [] });
  expect(existsSync(join(path, "waits.csv"))).toBe(false);
  await folder.interrupt("test over");
});

test("a run that is broken off keeps the rows that are marked and says why it is incomplete", async () => {
  for (const end of ["interrupt", "fail"] as const) {
    const path = freshPath();
    const folder = await open({ out: path });
    const table = folder.table("jobs.csv", cellTable("a"));
    await table.write([["1"]], null);
    await table.mark();
    await table.write([["2"]], null);
    await folder.table("waits.csv", cellTable("b")).write([["3"]], null);
    expect(await folder[end]("broken off")).toEqual({ kept: ["jobs.csv", "waits.csv"], lost: [] });
    expect(readFileSync(join(path, "jobs.csv"), "utf8")).toBe("a\n1\n");
    expect(readFileSync(join(path, "waits.csv"), "utf8")).toBe("b\n");
    expect(manifest(path)).toMatchObject({
      complete: false,
      reason: "broken off",
      files: [{ rows: 1, bytes: 4 }, { rows: 0 }],
    });
    expect(readdirSync(path).sort()).toEqual(["jobs.csv", "manifest.json", "waits.csv"]);
  }
});

test("a disk that fills up in mid-write leaves the previous result as it was", async () => {
  const path = freshPath();
  await resultWith(path, { "summary.csv": "old\n", "jobs.csv": "old\n" });
  const before = readFileSync(join(path, "manifest.json"), "utf8");
  const folder = await open({ out: path, force: true, openTable: fullDisk });
  await folder.text("summary.csv", "new\n");
  const table = folder.table("jobs.csv", cellTable("a"));
  await expect(table.close("all")).rejects.toMatchObject({ code: "ENOSPC" });
  await expect(folder.complete()).rejects.toMatchObject({ code: "ENOSPC" });
  expect(await folder.fail("the disk is full")).toEqual({ kept: [], lost: ["summary.csv", "jobs.csv"] });
  expect(readFileSync(join(path, "summary.csv"), "utf8")).toBe("old\n");
  expect(readFileSync(join(path, "manifest.json"), "utf8")).toBe(before);
  expect(readdirSync(path).sort()).toEqual(["jobs.csv", "manifest.json", "summary.csv"]);
});

test("without a previous result a failed run keeps what it could finish, and says what is lost", async () => {
  const path = freshPath();
  const folder = await open({ out: path, openTable: fullDisk });
  await folder.text("summary.csv", "new\n");
  folder.table("jobs.csv", cellTable("a"));
  expect(await folder.fail("the disk is full")).toEqual({ kept: ["summary.csv"], lost: ["jobs.csv"] });
  expect(manifest(path)).toMatchObject({ complete: false, reason: "the disk is full" });
  expect(readdirSync(path).sort()).toEqual(["manifest.json", "summary.csv"]);
});

test("a folder that holds files is refused, and used with force; files of others stay", async () => {
  const path = freshPath();
  await resultWith(path, { "summary.csv": "old\n", "jobs.csv": "old\n" });
  writeFileSync(join(path, "notes.txt"), "mine");
  await expect(open({ out: path })).rejects.toThrow("it holds 4 files");
  expect(readdirSync(path).sort()).toEqual(["jobs.csv", "manifest.json", "notes.txt", "summary.csv"]);
  const folder = await open({ out: path, force: true });
  await folder.text("summary.csv", "new\n");
  await folder.complete();
  // The table that this run did not write is not left to be taken for one of its own.
  expect(readdirSync(path).sort()).toEqual(["manifest.json", "notes.txt", "summary.csv"]);
  expect(readFileSync(join(path, "summary.csv"), "utf8")).toBe("new\n");
});

test("a manifest cannot make a forced run delete files elsewhere", async () => {
  const path = freshPath();
  mkdirSync(path);
  const victim = join(home, "victim.txt");
  writeFileSync(victim, "mine");
  writeFileSync(
    join(path, "manifest.json"),
    JSON.stringify({ files: [{ file: "../victim.txt" }, { file: victim }, 7] }),
  );
  const folder = await open({ out: path, force: true });
  await folder.complete();
  expect(existsSync(victim)).toBe(true);
});

test("a place that cannot be written to is found before the run starts", async () => {
  const file = join(home, "a-file");
  writeFileSync(file, "");
  for (const out of [file, join(file, "below"), "/proc/no/such/place"]) {
    await expect(open({ out })).rejects.toMatchObject({ name: "FolderRefused" });
  }
  await expect(open({ root: file })).rejects.toMatchObject({ name: "FolderRefused" });
});

test("a missing folder is made, with its parents", async () => {
  const path = join(freshPath(), "a", "b");
  await (await open({ out: path })).complete();
  expect(manifest(path).complete).toBe(true);
});

test("without --out every run gets a folder of its own under the scenario's name", async () => {
  const [first, second] = [await open({}), await open({})];
  expect(first.path).not.toBe(second.path);
  for (const { path } of [first, second]) {
    expect(path).toMatch(/results\/tiny\/\d{8}T\d{6}Z-abcdef(-\d+)?$/);
  }
  await first.complete();
  await second.complete();
});

test("hostile names give harmless folders, one for each", () => {
  const names = [
    "../x",
    "a/b",
    "a-b.",
    "CON",
    "nul",
    "con",
    "COM1",
    "",
    ".",
    "..",
    "🙂",
    "🙃",
    "line\nbreak",
    "x".repeat(300),
    "x".repeat(301),
    "Default",
    "DEFAULT",
    "naïve",
    "nai\u0308ve",
    "a\0b",
    "-rf",
  ];
  const slugs = names.map(folderName);
  for (const slug of slugs) {
    expect(slug).toMatch(/^[a-z0-9_][a-z0-9_-]*$/);
    expect(slug.length).toBeLessThanOrEqual(70);
    expect(slug).not.toMatch(/^(con|nul|com1)$/);
  }
  expect(new Set(slugs).size).toBe(names.length);
  expect(["default", "rsc1-16k", "philly_w1"].map(folderName)).toEqual(["default", "rsc1-16k", "philly_w1"]);
});

test("a symbolic link in the place of a results folder is not followed", async () => {
  const elsewhere = freshPath();
  mkdirSync(elsewhere);
  const link = freshPath();
  symlinkSync(elsewhere, link);
  await expect(open({ out: link })).rejects.toThrow("it is a symbolic link");
  const root = freshPath();
  mkdirSync(root);
  symlinkSync(elsewhere, join(root, "tiny"));
  await expect(open({ root })).rejects.toThrow("it is a symbolic link");
  expect(readdirSync(elsewhere)).toEqual([]);
});

test("a symbolic link in the place of baseline/ is replaced, not followed", async () => {
  const elsewhere = freshPath();
  mkdirSync(elsewhere);
  const path = freshPath();
  mkdirSync(path);
  symlinkSync(elsewhere, join(path, "baseline"));
  const folder = await open({ out: path, force: true });
  await folder.text("baseline/waits.csv", "a\n");
  await folder.complete();
  expect(readdirSync(elsewhere)).toEqual([]);
  expect(statSync(join(path, "baseline", "waits.csv")).isFile()).toBe(true);
});

test("a staging folder that a killed run left behind is cleared", async () => {
  const path = freshPath();
  mkdirSync(join(path, ".partial"), { recursive: true });
  writeFileSync(join(path, ".partial", "jobs.csv"), "torn");
  const folder = await open({ out: path, force: true });
  await folder.table("jobs.csv", cellTable("a")).close("all");
  await folder.complete();
  expect(readFileSync(join(path, "jobs.csv"), "utf8")).toBe("a\n");
});

test("the page is made of the finished files, and the manifest lists it", async () => {
  const path = freshPath();
  const folder = await open({
    out: path,
    page: async (at, { name, ending, files }) =>
      [name, ending.complete, files.map(({ file }) => file), readFileSync(join(at, "a.txt"), "utf8")].join(
        "; ",
      ),
  });
  await folder.text("a.txt", "whole");
  expect(await folder.complete()).toBeNull();
  expect(readFileSync(join(path, "report.html"), "utf8")).toBe("tiny; true; a.txt; whole");
  expect(manifest(path).files.map(({ file }) => file)).toEqual(["a.txt", "report.html"]);
});

test("a page that cannot be made costs nobody the files", async () => {
  const path = freshPath();
  const folder = await open({ out: path, page: () => Promise.reject(new Error("no ink")) });
  await folder.text("a.txt", "whole");
  expect(await folder.complete()).toBe("no ink");
  expect(readdirSync(path).sort()).toEqual(["a.txt", "manifest.json"]);
  expect(manifest(path)).toMatchObject({ complete: true, files: [{ file: "a.txt" }] });
});
