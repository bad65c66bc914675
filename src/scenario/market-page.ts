// docs/market.md: every contract as a table of rule, number, source and grade, printed from the presets that are simulated.

import { HOUR, MINUTE } from "../kernel/time.ts";
import type { TimeBilling } from "../market/contract/bill.ts";
import type { ContractPlan } from "../market/contract/contract-plan.ts";
import { courseOf, type Story } from "../market/contract/course.ts";
import type { ContractPreset } from "../market/contract/preset.ts";
import type { Origin, Sourced } from "../market/contract/sourced.ts";
import { SOURCES, type SourceName } from "../market/contract/sources.ts";
import { CONTRACT_PRESETS, SOURCED_PRESETS } from "../market/contracts.ts";
import { TERM_NAMES, TERMS, termText } from "./contract-terms.ts";
import { durationText } from "./units.ts";

const OPENING = `# Contracts, and where their numbers come from

Generated from \`src/market/contract/presets/\` by \`npm run docs\`; do not edit.

GPUs are sold under contracts. A scenario names one, \`contract: aws.spot\`, or one with changes,
\`contract: {preset: aws.spot, notice: 5m}\` ([keys](glossary.md#keys-of-a-scenario)); [the model](model.md#market) says how it
is simulated. Every contract is one machine, \`requested → queued → running → noticed → ended\`, with these rules; a rule that a
contract does not list does not bind it.
`;

const READING = `A number's grade is that of its source: **A** a primary document, **B** press, an analyst's summary or a copy of a primary,
**C** a blog or a price page, good as a bound. Most sources were read in excerpts, from August to November 2026. *General
knowledge* was looked up nowhere; an **assumption** is ours. What stands below the line of a table is published too, and
nothing here depends on it.
`;

const EXAMPLE = { gpus: 8, price: 2 } as const;

const EXAMPLES = `## Worked examples

${EXAMPLE.gpus} GPUs at $${EXAMPLE.price.toFixed(2)}/GPU/h: how long they are had, and what is paid after refunds. The customer would stay a day, unless it
leaves; what is sold by the window or term is bought for its shortest. Holding and use: used around the clock.
`;

/** The text of docs/market.md. */
export function marketPage(): string {
  return [
    OPENING,
    rulesTable(),
    READING,
    "## The contracts\n",
    ...SOURCED_PRESETS.map(contractSection),
    EXAMPLES,
    examplesTable(),
    "## What is assumption\n",
    assumptionsTable(),
    "## Sources\n",
    sourcesTable(),
  ].join("\n");
}

function rulesTable(): string {
  return table(
    ["rule", "meaning"],
    TERM_NAMES.map((term) => [TERMS[term].label, TERMS[term].meaning]),
  );
}

function contractSection({ name, summary, terms, besides }: ContractPreset): string {
  const rules = TERM_NAMES.flatMap((term) => {
    const sourced = terms[term];
    return sourced === undefined ? [] : [row(TERMS[term].label, termText(term, sourced.value), sourced)];
  });
  const others = Object.entries(besides).map(([label, sourced]) => row(label, sourced.value, sourced));
  const line = others.length === 0 ? [] : [["", "", "", ""]];
  return `### ${name}\n\n${summary}\n\n${table(["rule", "number", "source", "grade"], [...rules, ...line, ...others])}`;
}

function row(label: string, number: string, { origins, note }: Sourced<unknown>): string[] {
  const source = [origins.map(originText).join(", "), note].filter((part) => part !== "").join(": ");
  return [label, number, source, gradeOf(origins)];
}

function originText(origin: Origin): string {
  return origin === "assumption" ? "**assumption**" : origin;
}

/** Grades of the published among the origins. */
function gradeOf(origins: readonly Origin[]): string {
  const grades = origins.filter(isPublished).map((name) => SOURCES[name].grade);
  return grades.length === 0 ? "–" : [...new Set(grades)].join(", ");
}

function isPublished(origin: Origin): origin is SourceName {
  return Object.hasOwn(SOURCES, origin);
}

function assumptionsTable(): string {
  const rows = SOURCED_PRESETS.flatMap(({ name, terms }) =>
    TERM_NAMES.flatMap((term) => {
      const sourced = terms[term];
      if (sourced === undefined || !sourced.origins.includes("assumption")) return [];
      return [[name, TERMS[term].label, termText(term, sourced.value), sourced.note]];
    }),
  );
  return table(["contract", "rule", "number", "why"], rows);
}

function sourcesTable(): string {
  const rows = Object.entries(SOURCES).map(([name, { what, where, grade }]) => [name, what, where, grade]);
  return table(["source", "what", "where", "grade"], rows);
}

/** When the customer leaves, and at which age the provider wants its GPUs. */
const STORIES: readonly (readonly [title: string, story: Pick<Story, "stay" | "wantedBackAt">])[] = [
  ["leaves after 40m", { stay: 40 * MINUTE, wantedBackAt: Number.POSITIVE_INFINITY }],
  ["wanted back after 40m", { stay: 24 * HOUR, wantedBackAt: 40 * MINUTE }],
  ["wanted back after 100m", { stay: 24 * HOUR, wantedBackAt: 100 * MINUTE }],
];

function examplesTable(): string {
  const rows = Object.values(CONTRACT_PRESETS)
    .filter(billsTime)
    .map((contract) => [contract.name, ...STORIES.map(([, story]) => example(contract, story))]);
  return table(["contract", ...STORIES.map(([title]) => title)], rows);
}

function billsTime(contract: ContractPlan): contract is ContractPlan & { readonly billing: TimeBilling } {
  return contract.billing.kind !== "tokens";
}

function example(
  contract: ContractPlan & { readonly billing: TimeBilling },
  story: Pick<Story, "stay" | "wantedBackAt">,
): string {
  const window = contract.window?.lengths[0]?.from ?? 0;
  const { ran, reason, bill } = courseOf(contract, { ...EXAMPLE, roomAfter: 0, window, ...story });
  const paid = bill === null ? 0 : bill.gross - bill.refund;
  const dollars = paid.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${durationText(ran)}, $${dollars} (${reason})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => {
    const padded = cells.map((cell) => (cell === "---" ? cell : ` ${cell.replaceAll("|", "\\|")} `));
    return `|${padded.join("|")}|`;
  });
  return `${lines.join("\n")}\n`;
}
