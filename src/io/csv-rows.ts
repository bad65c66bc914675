// The rows of a CSV text (RFC 4180), one by one. Where quotes stand as they should, a row is only looked through for its
// separators, which is many times as fast as a parser; whatever else there is goes through fast-csv, whose word on it
// counts. A test holds the two together.

import { parseString } from "fast-csv";
import { closingQuote, quotesAreRegular } from "./quotes.ts";
import { RowCells } from "./row-cells.ts";

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Takes the cells of a row, which hold until it returns; the header is row 0. */
type RowVisitor = (cells: RowCells, row: number) => void;

const SEPARATORS = [",", ";", "\t", "|"] as const;
type Separator = (typeof SEPARATORS)[number];

/** The separator under which the header holds most of the wanted columns; a comma in doubt. */
export function detectSeparator(text: string, wanted: readonly string[]): Separator {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  let best: Separator = ",";
  let most = 0;
  for (const separator of SEPARATORS) {
    const names = header.split(separator).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
    const found = wanted.filter((column) => names.includes(column)).length;
    if (found > most) [best, most] = [separator, found];
  }
  return best;
}

/**
 * Visit every row that is not blank, in order.
 * @throws Error (rejects) where quotes do not match
 */
export async function eachRow(text: string, separator: Separator, visit: RowVisitor): Promise<void> {
  let row = 0;
  const visitUnlessBlank = (cells: RowCells) => {
    if (!cells.blank) visit(cells, row++);
  };
  if (quotesAreRegular(text, separator)) eachRegularRow(text, separator, visitUnlessBlank);
  else await eachParsedRow(text, separator, visitUnlessBlank);
}

function eachRegularRow(text: string, separator: Separator, visit: (cells: RowCells) => void): void {
  const cells = new RowCells();
  for (let start = 0; start < text.length; ) {
    cells.begin(text);
    start = readRow(text, start, separator.charCodeAt(0), cells);
    visit(cells);
  }
}

/** Find the cells of the row that begins at `start`; returns where the next row begins. */
function readRow(text: string, start: number, separator: number, cells: RowCells): number {
  for (let at = start; ; at++) {
    const opening = at;
    if (text.charCodeAt(at) === QUOTE) {
      at = closingQuote(text, opening) + 1;
      cells.add(opening + 1, at - 1, true);
    } else {
      at = endOfPlainCell(text, at, separator);
      cells.add(opening, at);
    }
    // Between a CR and its LF a row begins that is blank, and left out as any other.
    if (text.charCodeAt(at) !== separator) return at + 1;
  }
}

function endOfPlainCell(text: string, start: number, separator: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === separator || code === NEWLINE || code === RETURN) return at;
  }
  return text.length;
}

function eachParsedRow(text: string, delimiter: Separator, visit: (cells: RowCells) => void): Promise<void> {
  const cells = new RowCells();
  return new Promise((resolve, reject) => {
    parseString<string[], string[]>(text, { headers: false, delimiter })
      .on("data", (row: string[]) => {
        cells.set(row);
        visit(cells);
      })
      .on("error", reject)
      .on("end", () => resolve());
  });
}
