// What the documents and the scenarios promise to a reader: links that lead somewhere, commands that exist, scenarios
// that are valid, numbers that say where they come from.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScenario, printProblems } from "../src/index.ts";
import { withScenarioFiles } from "../src/io/scenario-files.ts";
import { brokenLinks, commandsOf, scenarioCommands, uncommentedNumbers } from "./docs/promises.ts";

const SCENARIOS = readdirSync("configs").filter((name) => name.endsWith(".yaml"));
const readme = readFileSync("README.md", "utf8");

/** Files that git knows or would take: what a reader of the repository sees. */
function documents(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"]);
  return listed.toString().trim().split("\n").filter(existsSync);
}

describe("a link in a document", () => {
  test("is broken when its file or its heading is not there, unless it stands in code or leaves the project", () => {
    const text =
      "# A title\n[a](b.md) [c](d.md#e-f) [g](#a-title) [h](https://h)\n`[i](j)`\n```\n[k](l)\n```\n";
    const read = (path: string) => (path === "x/d.md" ? "## E, F!\n" : null);
    expect(brokenLinks("x/a.md", text, read)).toEqual(["x/a.md: b.md"]);
    expect(brokenLinks("x/a.md", text.replace("e-f", "e"), read)).toEqual(["x/a.md: b.md", "x/a.md: d.md#e"]);
  });

  test.each(documents())("leads somewhere in %s", (path) => {
    const read = (target: string) => {
      if (!existsSync(target)) return null;
      return target.endsWith(".md") ? readFileSync(target, "utf8") : "";
    };
    expect(brokenLinks(path, readFileSync(path, "utf8"), read)).toEqual([]);
  });
});

describe("a picture in README.md", () => {
  const pictures = [...readme.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, words, path]) => ({
    words,
    path: path!,
  }));

  test("is there", () => {
    expect(pictures).not.toEqual([]);
  });

  test.each(pictures)("is an SVG with a title and a text alternative: $path", ({ words, path }) => {
    expect(words).not.toBe("");
    const picture = readFileSync(path, "utf8");
    expect(picture).toMatch(
      /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>\s*<title>[^<]+<\/title>/,
    );
    expect(picture.trimEnd()).toMatch(/<\/svg>$/);
  });

  test.each(pictures)("needs no style sheet of a page and fetches nothing: $path", ({ path }) => {
    expect(readFileSync(path, "utf8")).not.toMatch(/var\(--|<script|\b(?:href|src)=|url\(/);
  });
});

describe("a command in README.md", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

  test("runs a script of package.json", () => {
    const names = commandsOf(readme).map(({ script }) => script);
    expect(names).toEqual(expect.arrayContaining(["start", "test", "sim"]));
    expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test("is a command of the program", () => {
    const help = execFileSync(process.execPath, ["--import", "tsx", "src/cli/main.ts", "--help"]).toString();
    const listed = help.slice(help.indexOf("Commands:"), help.indexOf("Examples:"));
    const known = [...listed.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
    const told = commandsOf(readme).flatMap(({ script, words }) => (script === "sim" ? [words[0]] : []));
    expect(told).toEqual(expect.arrayContaining(["run", "explain", "validate"]));
    expect(told.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("names a file of configs/ that exists", () => {
    const paths = [...readme.matchAll(/configs\/[\w.-]*\w/g)].map(([path]) => path);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("lists every scenario", () => {
    expect(SCENARIOS.filter((name) => !readme.includes(`](configs/${name})`))).toEqual([]);
  });
});

describe("a scenario of configs/", () => {
  /** A made-up table that serves as a trace and as a measured series. */
  const madeUp =
    "time,gpus,timestamp,duration,num_gpus\n0,4,2017-10-02 08:00:00,600,4\n600,8,2017-10-02 09:00:00,60,8\n";
  let folder = "";
  let file = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "slackwater-docs-"));
    file = join(folder, "made-up.csv");
    writeFileSync(file, madeUp);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Everything that is wrong with it. */
  async function complaints(path: string, overrides: readonly string[]): Promise<string> {
    const loaded = await withScenarioFiles((files) => loadScenario(path, overrides, files));
    return loaded.ok ? "" : printProblems(loaded.problems, loaded.texts);
  }

  test.each(SCENARIOS)("is valid: %s", async (name) => {
    const trace = name === "philly.yaml" ? [`internal.trace.file=${file}`] : [];
    expect(await complaints(`configs/${name}`, trace)).toBe("");
  });

  test.each(SCENARIOS)("tells editors where its schema is: %s", (name) => {
    const [first = ""] = readFileSync(`configs/${name}`, "utf8").split("\n");
    const [, schema = ""] = /^# yaml-language-server: \$schema=(.+)$/.exec(first) ?? [];
    expect(schema).not.toBe("");
    expect(existsSync(join(dirname(`configs/${name}`), schema))).toBe(true);
  });

  test.each(scenarioCommands(readme))("is valid as README.md has it: $typed", async (command) => {
    // A file that the reader is to bring is stood in for by the made-up one.
    const overrides = command.overrides.map((each) => each.replace(/=[\w-]+\.csv(\.gz)?$/, `=${file}`));
    expect(await complaints(command.scenario, overrides)).toBe("");
  });
});

describe("an example of --help", () => {
  const folder = "src/cli/commands";
  const lines = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8").replace(/ \\\\\n */g, " "))
    .flatMap((text) => [...text.matchAll(/npm run sim -- (\w+ configs\/(?!experiments)[^`"\n]*)/g)])
    .map(([, words]) => words!);

  test.each(lines)("sets what the scenario has: %s", async (line) => {
    const [, scenario = "", ...words] = line.split(" ");
    const paths = words.filter(
      (word) => /^[a-z][\w.-]*=/.test(word) && words[words.indexOf(word) - 1] !== "--until",
    );
    // The first value of a list or a range stands for all; a file that the reader is to bring is left out.
    const overrides = paths.map((path) => path.split(/[,:]/)[0]!).filter((path) => !/\.csv/.test(path));
    const loaded = await withScenarioFiles((files) => loadScenario(scenario, overrides, files));
    const wrong = loaded.ok ? [] : loaded.problems.filter(({ code }) => code !== "file");
    expect(wrong).toEqual([]);
  });

  test("is no wider than a terminal", () => {
    const wide = readdirSync(folder).flatMap((name) =>
      readFileSync(join(folder, name), "utf8")
        .split("\n")
        .filter((text) => /^ +npm run sim/.test(text) && text.replace("\\\\", "\\").length > 80),
    );
    expect(lines.length).toBeGreaterThan(10);
    expect(wide).toEqual([]);
  });
});

describe("a number in a scenario", () => {
  test("needs a source in brackets or the word assumption: on its line, or with the keys that it stands under", () => {
    const said =
      "# [A] says so\nseen:\n  count: 3\n\nwork:\n  # assumption: all of it\n  rate: 2/h\n  h100: x\n";
    expect(uncommentedNumbers(said)).toEqual([]);
    expect(uncommentedNumbers(`${said}  price: $3  # dear\n  - {p50: 7s}\n`)).toEqual([
      "9: price: $3  # dear",
      "10: - {p50: 7s}",
    ]);
    expect(uncommentedNumbers("a:\n  price: $3  # [B]\n  reference: $3\n")).toEqual([]);
  });

  test.each([
    "default",
    "aws-like",
    "google-like",
    "azure-like",
    "neocloud-like",
    "strategic-lease",
    "no-rental",
    "readiness-ramp",
    "meta-100k",
    "meta-1300k",
  ])("says in configs/%s.yaml where it comes from", (name) => {
    expect(uncommentedNumbers(readFileSync(`configs/${name}.yaml`, "utf8"))).toEqual([]);
  });
});
