import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SOURCED_PRESETS } from "../../../src/market/contracts.ts";
import { marketPage } from "../../../src/scenario/market-page.ts";

test("the committed docs/market.md is what the presets say; `npm run docs` writes it", () => {
  expect(readFileSync("docs/market.md", "utf8")).toBe(marketPage());
});

test("every contract has a table in which every number has a source or is called an assumption", () => {
  const sections = marketPage().split(/^### /m).slice(1);
  expect(sections.map((section) => section.split("\n")[0])).toEqual(SOURCED_PRESETS.map(({ name }) => name));
  for (const section of sections) {
    const rows = section
      .split("\n## ")[0]!
      .split("\n")
      .filter((line) => /^\| \S/.test(line))
      .slice(1);
    expect(rows.length).toBeGreaterThan(3);
    for (const line of rows) {
      const [, , , source = "", grade = ""] = line.split("|").map((cell) => cell.trim());
      expect(source, line).not.toBe("");
      const graded = /^[ABC](\/[ABC])?(, [ABC](\/[ABC])?)*$/.test(grade);
      expect(graded || /general knowledge|assumption/.test(source), line).toBe(true);
    }
  }
});

test("every assumption of a rule stands in the list of assumptions too", () => {
  const page = marketPage();
  const listed = page.slice(page.indexOf("## What is assumption"), page.indexOf("## Sources"));
  const rules = page.slice(0, page.indexOf("## Worked examples")).match(/\| \*\*assumption\*\*/g)!;
  const prepaid = 1; // published besides, and no rule
  expect(listed.split("\n").filter((line) => /^\| [a-z]+[.-]/.test(line))).toHaveLength(
    rules.length - prepaid,
  );
});
