// A bracket or a quote that nobody has closed. The parser notices where something else should have come, which may be lines
// below; whoever mends it looks for where it was opened.

import { Lexer } from "yaml";

interface Unclosed {
  readonly message: string;
  readonly expected: string;
  /** offsets of the sign that opens it */
  readonly range: readonly [number, number];
}

const CLOSING: Readonly<Record<string, string>> = { "[": "]", "{": "}" };

/** Signs of the lexer's own that stand for no text: documents and scalars begin, flow collections go wrong. */
const WITHOUT_TEXT: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);

/** What an error of the parser calls unclosed, or null where it is about something else. */
export function unclosed(text: string, message: string, noticedAt: number): Unclosed | null {
  const isBracket = /^Flow .* end with a [\]}]/.test(message);
  if (!isBracket && !message.startsWith("Missing closing ")) return null;
  const brackets: number[] = [];
  let quote: number | undefined;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (WITHOUT_TEXT.has(token)) continue;
    if (offset >= noticedAt) break;
    if (token in CLOSING) brackets.push(offset);
    else if (token === "]" || token === "}") brackets.pop();
    else if (token.startsWith('"') || token.startsWith("'")) quote = offset;
    offset += token.length;
  }
  const at = isBracket ? brackets.at(-1) : quote;
  if (at === undefined) return null;
  const sign = text[at]!;
  const expected = isBracket
    ? `a ${CLOSING[sign]} on this line, or on lines that are indented further`
    : `another ${sign}`;
  return { message: `the ${sign} is not closed`, expected, range: [at, at + 1] };
}
