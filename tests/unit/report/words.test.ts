import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runPage } from "../../../src/report/run-page.ts";
import { prose, type Section } from "../../../src/report/section.ts";
import { words } from "../../../src/report/words.ts";
import { csv, resultsFolder } from "./results-fixture.ts";

function page(text: string): Section[] {
  return [{ id: "answer", title: "Answer", blocks: [prose(text)] }];
}

function told(sections: readonly Section[]): string[] {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "words" ? block.entries.map(({ word }) => word) : [])),
  );
}

test("a page tells the words that stand on it and no others", () => {
  expect(told(words(page("The mean wait is 3 h per replication.")))).toEqual(["wait", "replication"]);
  expect(words(page("Nothing to tell."))).toEqual([]);
});

test("a metric that a page calls by its name is explained as the data dictionary has it", () => {
  const dictionary = readFileSync("results/README.md", "utf8");
  const metrics = [
    "utilisation",
    "internal_wait_mean_s_difference",
    "spot.refused_share",
    "alternative_backfill_money_usd",
    "no_such_metric",
  ];
  const [section] = words([], metrics);
  const [block] = section!.blocks;
  const entries = block?.kind === "words" ? block.entries : [];
  expect(entries.map(({ word }) => word)).toEqual(metrics.slice(0, 4));
  for (const { meaning } of entries) {
    const [, first] = /^(?:Of [^:]+: )?([^.]+\.)/.exec(meaning)!;
    expect(dictionary).toContain(`| ${first}`);
  }
  expect(entries[1]!.meaning).toContain("With rental less without");
  expect(entries[2]!.meaning).toMatch(/^Of spot: /);
});

test("a word of a page is one of the glossary", () => {
  const glossary = readFileSync("docs/glossary.md", "utf8");
  const bold = [...glossary.matchAll(/\*\*([^*]+)\*\*/g)].flatMap(([, text]) => text!.split(", "));
  const outcomes = [...glossary.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, text]) => text!);
  const everything = readFileSync("src/report/words.ts", "utf8");
  const all = [...everything.matchAll(/^ {2}\[\n? *"([^"]+)",/gm)].flatMap(([, text]) => text!.split(", "));
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter((word) => ![...bold, ...outcomes].includes(word))).toEqual([]);
});

test("the words stand at the end of the page, with a link at its head", async () => {
  const step = { replication: 1, step_start_s: 0, step_end_s: 3600, pool: "p", installed_gpu_h: 16 };
  const { path, record } = resultsFolder({ "utilisation.csv": csv([{ ...step, idle_gpu_h: 16 }]) });
  const html = await runPage(path, { record, gantt: false });
  expect(html).toContain('<a href="#words">Words on this page</a>');
  expect(html.indexOf('id="words"')).toBeGreaterThan(html.indexOf('id="verification"'));
  expect(html).toContain("<dt>fleet</dt><dd>All GPUs that are installed.");
});
