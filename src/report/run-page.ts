// The page of one run: a list of sections, each made of its tables by one function. To add a section, add a file to
// sections/ and a line here.

import { count } from "../index.ts";
import type { RunRecord } from "../io/manifest.ts";
import { htmlPage } from "./page/html-page.ts";
import { RunResults } from "./run-results.ts";
import type { Section } from "./section.ts";
import { alternatives } from "./sections/alternatives.ts";
import { answer } from "./sections/answer.ts";
import { assumptions } from "./sections/assumptions.ts";
import { commitments } from "./sections/commitments.ts";
import { course } from "./sections/course.ts";
import { demand } from "./sections/demand.ts";
import { firmCapacity } from "./sections/firm-capacity.ts";
import { gantt as ganttOf } from "./sections/gantt.ts";
import { hours } from "./sections/hours.ts";
import { jobMix } from "./sections/job-mix.ts";
import { margins } from "./sections/margins.ts";
import { measuredText } from "./sections/measured.ts";
import { money } from "./sections/money.ts";
import { presentValue } from "./sections/present-value.ts";
import { tide } from "./sections/tide.ts";
import { tokens } from "./sections/tokens.ts";
import { verification } from "./sections/verification.ts";
import { waits } from "./sections/waits.ts";
import { words } from "./words.ts";

/** Makes a section of the results; null where they hold nothing for it. */
type MakeSection = (results: RunResults) => Section | null | Promise<Section | null>;

const SECTIONS: readonly MakeSection[] = [
  answer,
  course,
  hours,
  tide,
  money,
  margins,
  alternatives,
  presentValue,
  demand,
  tokens,
  waits,
  firmCapacity,
  commitments,
  jobMix,
  assumptions,
  verification,
];

interface RunPageRequest {
  /** what the run says of itself */
  readonly record: RunRecord;
  /** whether jobs are drawn by node */
  readonly gantt: boolean;
}

/**
 * The report of the finished files in a folder, as one HTML text. The same results give the same bytes.
 * @throws (rejects) when a file is not there or cannot be read
 */
export async function runPage(folder: string, { record, gantt }: RunPageRequest): Promise<string> {
  const results = await RunResults.open(folder, record);
  const sections: Section[] = [];
  for (const make of gantt ? [...SECTIONS, ganttOf] : SECTIONS) {
    const section = await make(results);
    if (section !== null) sections.push(section);
  }
  sections.push(...words(sections));
  const { name } = results.scenario;
  const { version, ending, scenarioHash } = results.record;
  return htmlPage({
    title: name,
    facts: factsOf(results),
    warning: ending.complete ? null : `This result is incomplete: ${ending.reason}.`,
    sections,
    footer: `Slackwater ${version} · scenario ${scenarioHash.slice(0, 12)} · every number stands in the CSV files beside this page.`,
  });
}

function factsOf(results: RunResults): string {
  const { gpus, warmup } = results.scenario;
  const { replications } = results.metric("measured_s");
  const fleet = [...gpus].map(
    ([type, { first, all }]) => `${first === all ? "" : `${count(first)} to `}${count(all)} ${type}`,
  );
  const times = replications > 1 ? ` × ${replications} replications` : "";
  return [
    ...fleet,
    `${measuredText(results)}${times}`,
    `warm-up ${warmup}`,
    `seed ${results.record.seed}`,
  ].join(" · ");
}
