// What the experiment varies, and what it takes for granted: the scenario of which its points are made.

import { count } from "../../index.ts";
import type { Section } from "../section.ts";
import type { ExperimentResults } from "./experiment-results.ts";

/** Assumption: more values than this are read in the file. */
const MOST_VALUES = 12;

export function settings({ paths, scenarioText }: ExperimentResults): Section {
  const shown = (values: readonly string[]) =>
    values.length > MOST_VALUES
      ? `${count(values.length)} values from ${values[0]} to ${values.at(-1)}`
      : values.map((value) => value || "as in the scenario").join(", ");
  return {
    id: "assumptions",
    title: "Assumptions",
    blocks: [
      {
        kind: "table",
        title: "What is varied",
        header: ["path", "values"],
        rows: paths.map(({ path, values }) => [path, shown(values)]),
        source: "points.csv",
      },
      { kind: "fold", title: "The scenario of which the points are made", text: scenarioText },
    ],
  };
}
