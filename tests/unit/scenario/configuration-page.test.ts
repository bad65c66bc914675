import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseDocument, visit } from "yaml";
import { configurationPage } from "../../../src/scenario/configuration-page.ts";

test("the committed docs/configuration.md is what the schema says; `npm run docs` writes it", () => {
  expect(readFileSync("docs/configuration.md", "utf8")).toBe(configurationPage());
});

test("every key of a scenario has a meaning", () => {
  const rows = configurationPage()
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  expect(rows.length).toBeGreaterThan(400);
  expect(rows.filter(([, , meaning]) => meaning === "").map(([, key]) => key)).toEqual([]);
});

test("every key that a shipped scenario uses stands on the page", () => {
  const page = configurationPage();
  const known = new Set([...page.matchAll(/^\| `([^`]+)`/gm)].flatMap(([, path]) => path!.split(/\.|\[\]/)));
  /** Under these a user gives names: of sources and products, groups, sizes, shares, models, loads. */
  const naming =
    /^(internal|products|drivers|quotas|gpus|size|loads|credits|logistic|worth|term|batch|substitution)$/;
  const unknown: string[] = [];
  for (const file of readdirSync("configs").filter((name) => name.endsWith(".yaml"))) {
    visit(parseDocument(readFileSync(`configs/${file}`, "utf8")), {
      Pair(_, pair, path) {
        const key = String(pair.key);
        // An assumption may stand for any quantity, and the page says so once.
        if (key === "assume") return visit.SKIP;
        const above = path.filter((node) => "key" in node).map((node) => String((node as typeof pair).key));
        const given = naming.test(above.at(-1) ?? "") || above.includes("worth");
        if (!given && !known.has(key) && !known.has(`${key}[]`)) unknown.push(`${file}: ${key}`);
        return undefined;
      },
    });
  }
  expect(unknown).toEqual([]);
});
