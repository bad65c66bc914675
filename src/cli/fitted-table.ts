// Tables and sentences that fit a terminal: long names are wrapped, and columns that have no room stand below.

import { WIDTH } from "./answer/wrapping.ts";

type Row = readonly string[];

const INDENT = "   ";
const GAP = "  ";
/** The first column says which row it is and stands in every part of a table; where it is tight it is no wider than this. */
const KEY_WIDTH = 24;
/** What is left beside it for one column. */
const COLUMN_WIDTH = WIDTH - INDENT.length - KEY_WIDTH - GAP.length;

/**
 * Columns as wide as their longest cell where all of that fits. Else headings are wrapped to the width of what stands below
 * them and so are cells of the first column, and what still does not fit follows as another table of the same rows.
 * @param rows the headings first
 */
export function fittedTable(rows: readonly Row[]): string[] {
  const key = rows.map((row) => row[0]!);
  const [keyWidth, ...widths] = rows[0]!.map((_, column) => narrowest(rows, column));
  const parts: number[][] = [[]];
  let used = INDENT.length + keyWidth!;
  for (const [place, width] of widths.entries()) {
    if (parts.at(-1)!.length > 0 && used + GAP.length + width > WIDTH) {
      parts.push([]);
      used = INDENT.length + keyWidth!;
    }
    used += GAP.length + width;
    parts.at(-1)!.push(place + 1);
  }
  return parts.flatMap((columns) =>
    part(rows.map((row, at) => [key[at]!, ...columns.map((column) => row[column]!)])),
  );
}

/** A line of words in lines of at most 80 columns, each a blank from the edge. */
export function fittedLine(text: string): string[] {
  return wrapped(text.trim(), WIDTH - 1).map((line) => ` ${line}`);
}

/** As wide as its cells, and as the longest piece of its heading. */
function narrowest(rows: readonly Row[], column: number): number {
  const [head, ...cells] = rows.map((row) => row[column]!);
  const widest = longest([...piecesOf(head!), ...cells]);
  return Math.min(column === 0 ? KEY_WIDTH : COLUMN_WIDTH, widest);
}

/** A table that has room, if its headings are wrapped. */
function part(rows: readonly Row[]): string[] {
  const widths = widthsOf(rows);
  return rows.flatMap((row) => {
    const cells = row.map((cell, column) => wrapped(cell, widths[column]!));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => {
      const texts = cells.map((lines, column) => (lines[line] ?? "").padEnd(widths[column]!));
      return `${INDENT}${texts.join(GAP)}`.trimEnd();
    });
  });
}

/** As wide as the longest cells or, if that is too wide, as narrow as can be, the first column with what is left. */
function widthsOf(rows: readonly Row[]): number[] {
  const natural = rows[0]!.map((_, column) => longest(rows.map((row) => row[column]!)));
  if (INDENT.length + sum(natural) + GAP.length * (natural.length - 1) <= WIDTH) return natural;
  const [, ...others] = rows[0]!.map((_, column) => narrowest(rows, column));
  const left = WIDTH - INDENT.length - sum(others) - GAP.length * others.length;
  return [Math.min(natural[0]!, left), ...others];
}

/** In lines of at most so many signs, broken behind a blank or within a name, and anywhere in a piece that is longer. */
function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const piece of piecesOf(text).flatMap((whole) => chopped(whole, width))) {
    if ((lines.at(-1)! + piece).trimEnd().length > width) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trimEnd());
}

/** A sign stays with what it is about. */
function piecesOf(text: string): string[] {
  return text.split(/(?<=[ ._/])(?<!± )/);
}

function chopped(piece: string, width: number): string[] {
  return piece.trimEnd().length <= width ? [piece] : (piece.match(new RegExp(`.{1,${width}}`, "gsu")) ?? []);
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.trimEnd().length));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
