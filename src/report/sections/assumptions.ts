// What the scenario assumes, with the sources that its comments name.

import type { RunResults } from "../run-results.ts";
import { type Block, prose, type Section } from "../section.ts";

interface Assumed {
  readonly parameter: string;
  readonly value: string;
  readonly source: string;
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

function table(rows: readonly Assumed[]): Block[] {
  const unsaid = rows.filter(({ source }) => source === "").length;
  const longer = rows.length > MOST_ROWS ? ` The first ${MOST_ROWS} are shown.` : "";
  return [
    prose(
      `The scenario gives ${rows.length} values; for ${rows.length - unsaid} of them a comment says where they come from, ` +
        `and what it does not give has its default.${longer}`,
    ),
    {
      kind: "table",
      title: "Values of the scenario",
      header: ["parameter", "value", "source", "place"],
      rows: rows
        .slice(0, MOST_ROWS)
        .map(({ parameter, value, source, place }) => [parameter, value, source, place]),
      source: "assumptions.csv",
    },
  ];
}
