// What `verify` says on the terminal: a line for each figure, and the counts.

import { type Expected, number, type Refused, type Result } from "../index.ts";

interface Verdicts {
  readonly results: readonly Result[];
  readonly refused: readonly Refused[];
  /** the largest |z| that agrees */
  readonly limit: number;
  readonly seconds: number;
}

const HEAD = ["case", "metric", "expected", "got", "± error", "z", "verdict", ""];
const RIGHT = new Set([2, 3, 4, 5]);

export function verdictLines({ results, refused, limit, seconds }: Verdicts): string[] {
  const rows = [HEAD, ...results.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        RIGHT.has(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
  const count = (verdict: Result["verdict"]) => results.filter((result) => result.verdict === verdict).length;
  const tested = results.filter(({ z }) => z !== null && z !== 0);
  const large = tested.filter(({ z }) => Math.abs(z!) > 2).length;
  return [
    ...lines,
    "",
    ...refused.map(({ id, reason }) => `refused  ${id}: ${reason.split("\n")[0]}`),
    "",
    `${count("pass")} pass, ${count("fail")} fail, ${count("not-tested")} not tested, ${refused.length} refused, in ${number(seconds, 2)} s.`,
    `Of ${tested.length} estimates ${large} are more than 2 standard errors off; the limit is ${number(limit)}.`,
  ];
}

function cells({ id, metric, expected, got, stderr, z, verdict, note }: Result): string[] {
  return [
    id,
    metric,
    shown(expected),
    got === null ? "–" : shown(got),
    stderr === null ? "" : number(stderr, 2),
    z === null ? "" : z.toFixed(2).replace("-", "−"),
    verdict,
    verdict === "pass" ? "" : note,
  ];
}

const WIDEST = 24;

function shown(value: Expected): string {
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : number(value, 5);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
