// What `verify` says on the terminal: a line for each figure below its case, in 80 columns, and the counts.

import { type Expected, number, type Refused, type Result } from "../index.ts";
import { phrases } from "./answer/wrapping.ts";

interface Verdicts {
  readonly results: readonly Result[];
  readonly refused: readonly Refused[];
  /** the largest |z| that agrees */
  readonly limit: number;
  readonly seconds: number;
}

const INDENT = "   ";
/** Columns of the metric, of expected and got each, of the error and of z. */
const METRIC = 24;
const FIGURE = 10;
const ERROR = 8;
const Z = 6;
/** An exact figure has no error and no z, and what it is may be a list: it has their room as well. */
const EXACT = Math.floor((2 * FIGURE + ERROR + Z + 2) / 2);

export function verdictLines({ results, refused, limit, seconds }: Verdicts): string[] {
  const lines = results.flatMap((result, place) => [
    ...(results[place - 1]?.id === result.id ? [] : [result.id]),
    ...figureLines(result),
  ]);
  const count = (verdict: Result["verdict"]) => results.filter((result) => result.verdict === verdict).length;
  const tested = results.filter(({ z }) => z !== null && z !== 0);
  const large = tested.filter(({ z }) => Math.abs(z!) > 2).length;
  const head = [...right(["expected", "got"], FIGURE), "± error".padStart(ERROR), "z".padStart(Z), "verdict"];
  return [
    `${INDENT}${["metric".padEnd(METRIC), ...head].join(" ")}`,
    ...lines,
    "",
    ...refused.flatMap(({ id, reason }) => words("refused  ", `${id}: ${reason.split("\n")[0]}`)),
    "",
    ...words(
      "",
      `${count("pass")} pass, ${count("fail")} fail, ${count("not-tested")} not tested, ${refused.length} refused, in ${number(seconds, 2)} s.`,
    ),
    ...words(
      "",
      `Of ${tested.length} estimates ${large} are more than 2 standard errors off; the limit is ${number(limit)}.`,
    ),
  ];
}

/** A name that is too long has a line of its own, and so has what is to be said of a figure that does not agree. */
function figureLines(result: Result): string[] {
  const { metric, verdict, note } = result;
  const fits = metric.length <= METRIC;
  return [
    ...(fits ? [] : [`${INDENT}${metric}`]),
    `${INDENT}${[(fits ? metric : "").padEnd(METRIC), ...figures(result), verdict].join(" ")}`,
    ...(verdict === "pass" || note === "" ? [] : words(`${INDENT}  `, note)),
  ];
}

function figures({ expected, got, stderr, z }: Result): string[] {
  const texts = [shown(expected), got === null ? "–" : shown(got)];
  const isExact = stderr === null && z === null;
  if (isExact && texts.some((text) => text.length > FIGURE)) return right(texts.map(cut), EXACT);
  return [
    ...right(texts, FIGURE),
    (stderr === null ? "" : number(stderr, 2)).padStart(ERROR),
    (z === null ? "" : z.toFixed(2).replace("-", "−")).padStart(Z),
  ];
}

function right(texts: readonly string[], width: number): string[] {
  return texts.map((text) => text.padStart(width));
}

function words(head: string, text: string): string[] {
  return phrases(head, text.split(" "), " ");
}

function shown(value: Expected): string {
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : number(value, 5);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function cut(text: string): string {
  return text.length > EXACT ? `${text.slice(0, EXACT - 1)}…` : text;
}
