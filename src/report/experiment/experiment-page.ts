// The page of an experiment: a list of sections, each made of its tables by one function.

import { count } from "../../index.ts";
import type { RunRecord } from "../../io/manifest.ts";
import { htmlPage } from "../page/html-page.ts";
import type { Section } from "../section.ts";
import { words } from "../words.ts";
import { answer } from "./answer.ts";
import { differences } from "./differences.ts";
import { ExperimentResults } from "./experiment-results.ts";
import { front } from "./front.ts";
import { heatMap } from "./heat-map.ts";
import { pointTable } from "./point-table.ts";
import { response } from "./response.ts";
import { sensitivity } from "./sensitivity.ts";
import { settings } from "./settings.ts";
import { spread } from "./spread.ts";
import { tornado } from "./tornado.ts";
import { uncertainty } from "./uncertainty.ts";
import { verification } from "./verification.ts";

/** Makes a section of the results; null where they hold nothing for it. */
type MakeSection = (results: ExperimentResults) => Section | null | Promise<Section | null>;

const SECTIONS: readonly MakeSection[] = [
  answer,
  front,
  sensitivity,
  uncertainty,
  tornado,
  differences,
  response,
  heatMap,
  spread,
  pointTable,
  settings,
  verification,
];

/** Whether these are the files of an experiment. */
export function isExperiment({ files }: RunRecord): boolean {
  return files.some(({ file }) => file === "points.csv");
}

/**
 * The report of an experiment's finished files in a folder, as one HTML text. The same results give the same bytes.
 * @throws (rejects) when a file is not there or cannot be read
 */
export async function experimentPage(folder: string, record: RunRecord): Promise<string> {
  const results = await ExperimentResults.open(folder, record);
  const sections: Section[] = [];
  for (const make of SECTIONS) {
    const section = await make(results);
    if (section !== null) sections.push(section);
  }
  const metrics = results.metrics.map(({ metric }) => metric);
  sections.push(...words(sections, metrics));
  const { name, version, ending, scenarioHash, seed } = record;
  const counted = `${count(results.points.length)} point${results.points.length === 1 ? "" : "s"}`;
  const runs = record.files.find(({ file }) => file === "runs.csv")?.rows ?? 0;
  return htmlPage({
    title: name,
    facts: `${counted} of ${results.paths.map(({ path }) => path).join(", ")} · ${count(runs)} runs · seed ${seed}`,
    warning: ending.complete ? null : `This result is incomplete: ${ending.reason}.`,
    sections,
    footer: `Slackwater ${version} · experiment ${scenarioHash.slice(0, 12)} · every number stands in the CSV files beside this page.`,
  });
}
