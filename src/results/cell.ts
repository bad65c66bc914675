// What stands in one cell of a table: a number that reads back exactly, or a text that no spreadsheet takes for a formula.

export type Cell = string | number;

/**
 * A cell that a spreadsheet would run: = + - @ (also full-width) at the start of the text or of a line in it, blanks
 * before it or not, or a leading TAB, CR or LF. After OWASP, "CSV Injection". NUL is never written, so it hides nothing.
 */
const FORMULA = /^\0*[\t\r\n]|(^|[\r\n])[\s\0]*[=+\-@＝＋－＠]/u;

/** A text that is a plain number ("-5", "+1e3") stays a number. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The text of a cell: the shortest digits that read back to the same number; empty where there is none (NaN, ±Infinity). */
export function cellText(cell: Cell): string {
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell === 0 ? 0 : cell) : "";
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}
