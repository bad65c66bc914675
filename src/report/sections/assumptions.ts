// What the scenario assumes, with the sources that its comments name.

import { count } from "../../index.ts";
import type { RunResults } from "../run-results.ts";
import { type Block, prose, type Section } from "../section.ts";

interface Assumed {
  /** path of the key */
  readonly parameter: string;
  readonly value: string;
  readonly source: string;
  /** file and line */
  readonly place: string;
}

/** Keys that say what is asked and not what is assumed. */
const NO_ASSUMPTION = /^(name|question|description|mode|seed|replications|baseline|outputs\..*)$/;

/** Assumption: more rows than this are read in the file and not on a page. */
const MOST_ROWS = 300;

export async function assumptions(results: RunResults): Promise<Section> {
  const { heads, rows } = await readAssumptions(results);
  const blocks: Block[] = heads.map(({ source, place }) => ({
    kind: "fold",
    title: `What ${place} says of its sources`,
    text: source,
  }));
  if (rows.length > 0) blocks.unshift(...table(rows));
  const asRun: Block = {
    kind: "fold",
    title: "The scenario as run, every default written out",
    text: results.scenario.text,
  };
  return { id: "assumptions", title: "Assumptions and their sources", blocks: [...blocks, asRun] };
}

async function readAssumptions(results: RunResults) {
  const heads: Assumed[] = [];
  const rows: Assumed[] = [];
  await results.each("assumptions.csv", (row) => {
    const [parameter, file] = [row.text("parameter"), row.text("file")];
    const head = parameter === "";
    const assumed = {
      parameter,
      value: row.text("value"),
      source: row.text("source"),
      place: head ? file : `${file}:${row.text("line")}`,
    };
    if (head) heads.push(assumed);
    else if (!NO_ASSUMPTION.test(parameter)) rows.push(assumed);
  });
  return { heads, rows };
}

/** Values that stand on one line, as one: what their paths have in common, and what they add to it. */
function byLine(rows: readonly Assumed[]): Assumed[] {
  const lines = new Map<string, Assumed[]>();
  for (const row of rows) {
    const key = `${row.place}\t${row.source}`;
    lines.set(key, [...(lines.get(key) ?? []), row]);
  }
  return [...lines.values()].flatMap(together);
}

function together(line: readonly Assumed[]): readonly Assumed[] {
  const paths = line.map(({ parameter }) => parameter.split("."));
  const [path] = paths as [string[]];
  const common = path.findIndex((key, depth) => paths.some((other) => other[depth] !== key));
  if (common <= 0) return line;
  const values = line.map(({ value }, index) => `${paths[index]!.slice(common).join(".")}: ${value}`);
  return [{ ...line[0]!, parameter: path.slice(0, common).join("."), value: values.join(", ") }];
}

function table(rows: readonly Assumed[]): Block[] {
  const lines = byLine(rows);
  const unsaid = rows.filter(({ source }) => source === "").length;
  const longer = lines.length > MOST_ROWS ? ` The first ${MOST_ROWS} lines are shown.` : "";
  return [
    prose(
      `The scenario gives ${count(rows.length)} values; for ${count(rows.length - unsaid)} of them a comment says where they come from, ` +
        `and what it does not give has its default.${longer}`,
    ),
    {
      kind: "table",
      title: "Values of the scenario",
      header: ["parameter", "value", "source", "file and line"],
      rows: lines
        .slice(0, MOST_ROWS)
        .map(({ parameter, value, source, place }) => [parameter, value, source, place]),
      source: "assumptions.csv",
    },
  ];
}
