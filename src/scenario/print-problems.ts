// The one printer of problems and warnings: file:line:column, the key, the offending line, a caret, what was expected.

import { type Problem, pathText, type Warning } from "./problem.ts";

// A line of JSON may hold a whole scenario; this many characters around the fault are enough to find it.
const LINE_WIDTH = 100;

/**
 * All problems as the terminal shows them.
 * @param texts the text of every file that a problem may stand in, by its path
 * @param shown how a path is shown: from the working directory, say
 */
export function printProblems(
  problems: readonly Problem[],
  texts: ReadonlyMap<string, string>,
  shown: (file: string) => string = (file) => file,
): string {
  return problems.map((problem) => printProblem(problem, texts, shown)).join("\n");
}

/** All warnings, a line each. */
export function printWarnings(
  warnings: readonly Warning[],
  shown: (file: string) => string = (file) => file,
): string {
  return warnings
    .map(({ file, line, column, sentence }) => `${shown(file)}:${line}:${column}: warning: ${sentence}`)
    .map((text) => `${printable(text)}\n`)
    .join("");
}

function printProblem(
  problem: Problem,
  texts: ReadonlyMap<string, string>,
  shown: (file: string) => string,
): string {
  const { file, line, column, path } = problem;
  const key = path.length === 0 ? "" : `${pathText(path)}: `;
  const rows = [`${shown(file)}:${line}:${column}: error: ${key}${problem.message}`];
  const source = texts.get(file)?.split(/\r\n|\r|\n/)[line - 1];
  if (source !== undefined && source.trim() !== "") rows.push(...underlined(source, problem));
  if (problem.expected !== null) rows.push(`  expected ${problem.expected}${gotText(problem.got)}`);
  if (problem.suggestion !== null) rows.push(`  did you mean ${problem.suggestion}?`);
  return `${rows.map(printable).join("\n")}\n`;
}

function underlined(source: string, { line, column, length }: Problem): string[] {
  const from = source.length <= LINE_WIDTH ? 0 : Math.max(0, column - 1 - LINE_WIDTH / 2);
  const shown = source.slice(from, from + LINE_WIDTH);
  const start = column - 1 - from;
  const carets = "^".repeat(Math.max(1, Math.min(length, shown.length - start)));
  const margin = `  ${line} | `;
  return [`${margin}${shown}`, `${" ".repeat(margin.length - 2)}| ${" ".repeat(start)}${carets}`];
}

function gotText(got: unknown): string {
  if (got === undefined) return "";
  if (got === null) return ", got nothing";
  if (Array.isArray(got)) return ", got a list";
  if (typeof got === "object") return ", got a map";
  const text = typeof got === "string" ? JSON.stringify(got) : String(got);
  return `, got ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}

/** Text that cannot steer a terminal: control characters and marks of writing direction become blanks. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, " ");
}
