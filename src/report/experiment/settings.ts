// What the experiment varies, and what it takes for granted: the scenario of which its points are made.

import { count } from "../../index.ts";
import { prose, type Section } from "../section.ts";
import type { ExperimentResults } from "./experiment-results.ts";
import type { SweptPath } from "./swept-path.ts";

/** Assumption: more values than this are read in the file. */
const MOST_VALUES = 12;

export function settings(results: ExperimentResults): Section {
  const { paths, scenarioText, replications } = results;
  const shown = ({ path, values }: SweptPath) => {
    const texts = values.map((value) => (value === "" ? "as in the scenario" : results.textOf(path, value)));
    return texts.length > MOST_VALUES
      ? `${count(texts.length)} values from ${texts[0]} to ${texts.at(-1)}`
      : texts.join(", ");
  };
  return {
    id: "assumptions",
    title: "Assumptions",
    blocks: [
      {
        kind: "table",
        title: "What is varied",
        header: ["path", "values"],
        rows: paths.map((path) => [path.path, shown(path)]),
        source: "points.csv",
      },
      prose(
        `Each point is run ${replications}; what the scenario below says of its replications does not count here.`,
      ),
      { kind: "fold", title: "The scenario of which the points are made", text: scenarioText },
    ],
  };
}
