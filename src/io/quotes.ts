// Quotes in a CSV text (RFC 4180): a quoted cell is quoted as a whole, and a quote inside it is written twice.

const QUOTE = 0x22;

/** Where the cell that opens with the quote at `open` is closed; -1 if it is not. */
export function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
  return close;
}

/** Whether every quote of a text opens a cell, closes one, or is written twice within one. */
export function quotesAreRegular(text: string, separator: string): boolean {
  const bounds = new Set(["", "\r", "\n", separator]);
  for (let open = text.indexOf('"'); open >= 0; ) {
    const close = closingQuote(text, open);
    if (close < 0 || !bounds.has(text.charAt(open - 1)) || !bounds.has(text.charAt(close + 1))) return false;
    open = text.indexOf('"', close + 1);
  }
  return true;
}
