// Comments of a YAML text by their lines: people write there where a number comes from.

import { Lexer } from "yaml";

export class YamlComments {
  /** comments at the end of a line that holds something else */
  readonly #trailing = new Map<number, string>();
  /** comments that have a line of their own */
  readonly #alone = new Map<number, string>();
  #firstLine = Number.POSITIVE_INFINITY;

  /** @param text valid YAML */
  constructor(text: string) {
    let line = 1;
    let filled = false;
    for (const lexeme of new Lexer().lex(text)) {
      if (lexeme.startsWith("#")) {
        const comment = lexeme.replace(/^#+\s?/, "").trimEnd();
        (filled ? this.#trailing : this.#alone).set(line, comment);
      } else if (VISIBLE.test(lexeme)) {
        filled = true;
        this.#firstLine = Math.min(this.#firstLine, line);
      }
      const breaks = lexeme.split("\n").length - 1;
      line += breaks;
      if (breaks > 0) filled = false;
    }
  }

  /** What is said of the whole file: the comments before its first key, but those meant for editors. */
  get head(): string {
    const lines = [...this.#alone].filter(
      ([line, text]) => line < this.#firstLine && !FOR_EDITORS.test(text),
    );
    return lines
      .map(([, text]) => text)
      .join("\n")
      .trim();
  }

  /** What is said of a line: at its end, or else right above it; empty where nothing is. */
  at(line: number): string {
    return this.#trailing.get(line) ?? this.#above(line);
  }

  #above(line: number): string {
    // The comments at the top are about the file.
    if (line === this.#firstLine) return "";
    const lines: string[] = [];
    for (let above = line - 1; this.#alone.has(above); above--) lines.unshift(this.#alone.get(above)!);
    return lines.join("\n").trim();
  }
}

/** The lexer marks documents and scalars with control characters. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Says to an editor where the schema is. */
const FOR_EDITORS = /^yaml-language-server:/;
