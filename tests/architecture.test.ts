// The rules of docs/architecture.md, kept by reading the sources. Each rule is first shown a file that breaks it.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { expect, test } from "vitest";
import {
  badNames,
  bannedNames,
  type Files,
  folderOf,
  forbiddenArrows,
  importCycles,
  importTable,
  machinePaths,
  nodeImports,
  titlesNotOne,
  tooLong,
  unusedExports,
} from "./architecture/rules.ts";

const LINE_LIMIT = 400;

/** Files below a folder, or the file itself, whose names match; nothing when it does not exist. */
function read(pattern: RegExp, ...roots: string[]): Files {
  const paths = roots
    .filter((root) => existsSync(root))
    .flatMap((root) => readdirSync(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/").replace(/^\.\//, ""))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(path, "utf8")]));
}

/** Files at the top of the project. */
function readTop(pattern: RegExp): Files {
  return new Map(
    readdirSync(".")
      .filter((name) => pattern.test(name))
      .map((name) => [name, readFileSync(name, "utf8")]),
  );
}

const sources = read(/\.ts$/, "src");
const code = read(/\.ts$/, "src", "tests", "bench");
const documents = new Map([...read(/\.md$/, "docs"), ...readTop(/\.md$/)]);
const table = importTable(readFileSync("docs/architecture.md", "utf8"));
const oneFile = (path: string, text: string): Files => new Map([[path, text]]);

test("a folder imports only what its row in docs/architecture.md allows", () => {
  const rows = importTable(
    "| folder | may import | the types of |\n|---|---|---|\n| kernel | | |\n| fleet | `kernel` | workload |\n",
  );
  const offends = (text: string) => forbiddenArrows(oneFile("src/fleet/a.ts", text), rows);
  expect(offends('import { x } from "../kernel/x.ts";\nimport type { Y } from "../workload/y.ts";')).toEqual(
    [],
  );
  expect(offends('import { x } from "../workload/x.ts";')).toEqual([
    "src/fleet/a.ts:1: fleet may import only types of workload",
  ]);
  expect(offends('\nexport {\n  x,\n} from "../market/x.ts";')).toEqual([
    "src/fleet/a.ts:2: fleet may not import market",
  ]);
  expect(offends('const x = load(import("../market/x.ts"));')).toHaveLength(1);
  expect(forbiddenArrows(oneFile("src/new/a.ts", 'import "../kernel/x.ts";'), rows)).toHaveLength(1);

  expect(forbiddenArrows(sources, table)).toEqual([]);
});

test("the import table has a row for every folder of src, and no row without a folder", () => {
  const folders = new Set([...sources.keys()].map(folderOf));
  expect([...table.keys()].filter((folder) => !folders.has(folder))).toEqual([]);
  expect([...folders].filter((folder) => !table.has(folder))).toEqual([]);
});

test("the import table is laid out in layers: its arrows form no cycle", () => {
  const rows = new Map(
    [...table].map(([folder, { values }]) => [
      `src/${folder}/row.ts`,
      [...values].map((other) => `import "../${other}/row.ts";`).join("\n"),
    ]),
  );
  expect(importCycles(rows)).toEqual([]);
});

test("no imports form a cycle, but for imports of types, which are gone at run time", () => {
  const ring = (kind: string): Files =>
    new Map([
      ["src/kernel/a.ts", `${kind} { b } from "./b.ts";`],
      ["src/kernel/b.ts", 'import { a } from "./a.ts";'],
    ]);
  expect(importCycles(ring("import"))).toEqual(["src/kernel/a.ts → src/kernel/b.ts → src/kernel/a.ts"]);
  expect(importCycles(ring("import type"))).toEqual([]);

  expect(importCycles(code)).toEqual([]);
});

test("the core asks for no wall clock, no hidden randomness, no console, no locale, and never waits", () => {
  const offends = (text: string, path = "src/kernel/a.ts") => bannedNames(oneFile(path, text));
  expect(offends("const x = Math.random();")).toEqual([
    "src/kernel/a.ts:1: Math.random is banned in the core; use a named randomStream, passed in",
  ]);
  for (const banned of [
    "Date.now()",
    "new Date(0)",
    "performance.now()",
    "console.log(1)",
    "process.argv",
    "await x",
    "async () => 1",
    "Promise.all([])",
    "setTimeout(f)",
    "`a $" + "{Math.random()} b`",
    "items.toLocaleString()",
    "a.localeCompare(b)",
    "/[/'\"]/.test(x) && Math.random()",
    "a / b; console.log(c / d)",
  ]) {
    expect(offends(banned), banned).toHaveLength(1);
    expect(offends(banned, "src/cli/a.ts"), banned).toEqual([]);
  }
  for (const allowed of [
    "// Math.random is banned",
    "/* await\n console */",
    'const x = "console \\" new Date";',
    "const x = `await $" + "{process} async`;",
    "/console.await/.test(x);",
    'items.toLocaleString("en-US")',
    "this.process.next; source.console; awaited; promises;",
  ]) {
    expect(offends(allowed), allowed).toEqual([]);
  }

  expect(bannedNames(sources)).toEqual([]);
});

test("the core imports none of Node's own modules", () => {
  const offends = (text: string, path = "src/results/a.ts") => nodeImports(oneFile(path, text), isBuiltin);
  expect(offends('import { readFileSync } from "node:fs";')).toHaveLength(1);
  expect(offends("import { join } from 'path';")).toHaveLength(1);
  expect(offends('import { readFileSync } from "node:fs";', "src/io/a.ts")).toEqual([]);
  expect(offends('// import { readFileSync } from "node:fs";\nimport { parse } from "yaml";')).toEqual([]);

  expect(nodeImports(sources, isBuiltin)).toEqual([]);
});

test("only src/io/project.ts asks where it stands: in a bundle every file would be told the same place", () => {
  const asks = [...sources].filter(([, text]) => text.includes("import.meta.url")).map(([path]) => path);
  expect(asks).toEqual(["src/io/project.ts"]);
});

test("every export of src is imported somewhere, or is part of the public surface in src/index.ts", () => {
  const files = (user: string): Files =>
    new Map([
      ["src/kernel/a.ts", "export function f() {}\nexport interface I {}\nconst c = 1;\nexport { c as d };"],
      ["src/fleet/b.ts", user],
    ]);
  expect(unusedExports(files(""))).toHaveLength(3);
  expect(unusedExports(files('import { f, type I, d as e } from "../kernel/a.ts";'))).toEqual([]);
  expect(unusedExports(files('import * as a from "../kernel/a.ts";'))).toEqual([]);
  expect(
    unusedExports(files('import { f } from "../kernel/other.ts";\n// import { f } from "../kernel/a.ts";')),
  ).toHaveLength(3);

  expect(unusedExports(code)).toEqual([]);
});

test(`no file is longer than ${LINE_LIMIT} lines`, () => {
  expect(tooLong(oneFile("src/kernel/a.ts", "1;\n".repeat(LINE_LIMIT)), LINE_LIMIT)).toEqual([]);
  expect(tooLong(oneFile("src/kernel/a.ts", "1;\n".repeat(LINE_LIMIT + 1)), LINE_LIMIT)).toHaveLength(1);

  expect(tooLong(code, LINE_LIMIT)).toEqual([]);
});

test("a file bears the name of the noun that it exports, in kebab-case, and is no drawer", () => {
  expect(
    badNames(["src/utils.ts", "src/a/job-helper.ts", "src/a/EventManager.ts", "src/a/eventList.ts"]),
  ).toHaveLength(4);
  expect(
    badNames(["src/utilisation.ts", "src/handled.ts", "tests/best-fit.test.ts", "src/kernel/xor4096.d.ts"]),
  ).toEqual([]);

  expect(badNames(code.keys())).toEqual([]);
});

test("a document has one title", () => {
  expect(titlesNotOne(oneFile("docs/a.md", "# A\n\n```sh\n# not a title\n```\n## B\n"))).toEqual([]);
  expect(titlesNotOne(oneFile("docs/a.md", "# A\n# B\n"))).toHaveLength(1);
  expect(titlesNotOne(oneFile("docs/a.md", "A\n"))).toHaveLength(1);

  expect(titlesNotOne(documents)).toEqual([]);
});

test("nothing names a path of one machine", () => {
  const somewhere = ["", "home", "someone", "x"].join("/");
  expect(machinePaths(oneFile("docs/a.md", `see ${somewhere}`))).toHaveLength(1);
  expect(machinePaths(oneFile("docs/a.md", "see docs/home/x, https://example.org/home/x, n/work/x"))).toEqual(
    [],
  );

  const texts = [
    code,
    documents,
    read(/\.(ya?ml|json|csv|ipynb|md)$/, "configs", "notebooks"),
    read(/^run$/, ".ci"),
  ];
  expect(texts.flatMap(machinePaths)).toEqual([]);
});
