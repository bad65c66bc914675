// Reads TypeScript as text, as far as the architecture's rules need: where code is and where comments and strings
// are, what a file imports and what it exports. TypeScript's own parser has no JavaScript interface any more.

/** One import, re-export or dynamic import. */
export interface Arrow {
  readonly specifier: string;
  /** erased by the compiler: `import type`, `export type … from`, `typeof import(…)` */
  readonly typeOnly: boolean;
  /** names asked for, as the other file exports them; `*` for all of them */
  readonly names: readonly string[];
  readonly line: number;
}

/** The text with everything but code blanked: of the same length, with the same lines, quotes kept. */
export function codeOnly(text: string): string {
  return new Scanner(text).blank();
}

/** All arrows of a file, in no particular order. */
export function arrowsOf(text: string): Arrow[] {
  const code = codeOnly(text);
  const arrows: Arrow[] = [];
  const collect = (
    pattern: RegExp,
    read: (match: RegExpExecArray) => Pick<Arrow, "typeOnly" | "names">,
  ): void => {
    for (const match of code.matchAll(pattern)) {
      // The match ends at the opening quote; its content is blank in the code and is read from the text.
      const start = match.index + match[0].length;
      const specifier = text.slice(start, code.indexOf(match[0].at(-1) ?? "", start));
      arrows.push({ ...read(match), specifier, line: lineAt(text, match.index + match[0].search(/\S/)) });
    }
  };
  collect(/^[ \t]*(?:import|export)\s+(type\s)?([\w$*{},\s]*?)\s*\bfrom\s*["']/gm, ([, type, clause]) => ({
    typeOnly: type !== undefined,
    names: importedNames(clause),
  }));
  collect(/^[ \t]*import\s*["']/gm, () => ({ typeOnly: false, names: [] }));
  collect(/(\btypeof\s+)?\bimport\s*\(\s*["']/g, ([, type]) => ({
    typeOnly: type !== undefined,
    names: ["*"],
  }));
  return arrows;
}

/** Names that a file exports and declares itself, with their lines; re-exports are arrows. */
export function exportsOf(text: string): { readonly name: string; readonly line: number }[] {
  const code = codeOnly(text);
  const declared = [
    ...code.matchAll(
      /^export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const\s+enum|const|let|function\s*\*?|class|interface|type|enum)\s+([\w$]+)/gm,
    ),
  ].map((match) => ({ name: match[1], line: lineAt(code, match.index) }));
  const listed = [...code.matchAll(/^export\s+(?:type\s+)?\{([^}]*)\}(?!\s*from\b)/gm)].flatMap((match) =>
    specifiers(match[1]).map(({ outside }) => ({ name: outside, line: lineAt(code, match.index) })),
  );
  return [...declared, ...listed];
}

/** What a clause such as `type A, { b as c }` or `* as d` asks of the other file. */
function importedNames(clause: string): string[] {
  const braces = /\{([^}]*)\}/.exec(clause);
  const named = braces === null ? [] : specifiers(braces[1]).map(({ inside }) => inside);
  return /\*/.test(clause) ? ["*", ...named] : named;
}

/** The parts of a braced list: `a as b` is `a` on the near side of the file that declares it and `b` beyond. */
function specifiers(list: string): { readonly inside: string; readonly outside: string }[] {
  return list
    .split(",")
    .map((part) => part.trim().replace(/^type\s+/, ""))
    .filter((part) => part !== "")
    .map((part) => part.split(/\s+as\s+/))
    .map(([inside, outside = inside]) => ({ inside, outside }));
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Walks through a text once and copies only its code. */
class Scanner {
  private readonly text: string;
  private readonly kept: string[];
  private at = 0;

  constructor(text: string) {
    this.text = text;
    this.kept = [...text].length === text.length ? [...text] : text.split("");
  }

  blank(): string {
    this.code("");
    return this.kept.join("");
  }

  /** Code up to `end`, which closes a template's expression; the whole text for "". */
  private code(end: "" | "}"): void {
    let depth = 0;
    while (this.at < this.text.length) {
      const here = this.text[this.at];
      if (end !== "" && here === end && depth === 0) return;
      if (this.text.startsWith("//", this.at)) this.skipTo(this.find("\n", this.at));
      else if (this.text.startsWith("/*", this.at)) this.skipTo(this.find("*/", this.at + 2) + 2);
      else if (here === '"' || here === "'") this.quoted(here);
      else if (here === "`") this.template();
      else if (here === "/" && this.startsRegExp()) this.regExp();
      else {
        if (here === "{") depth++;
        if (here === "}") depth--;
        this.at++;
      }
    }
  }

  private quoted(quote: string): void {
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== quote) end += this.text[end] === "\\" ? 2 : 1;
    this.at++;
    this.skipTo(end);
    this.at++;
  }

  private template(): void {
    this.at++;
    while (this.at < this.text.length && this.text[this.at] !== "`") {
      if (this.text.startsWith("${", this.at)) {
        this.at += 2;
        this.code("}");
        this.at++;
      } else this.skipTo(this.at + (this.text[this.at] === "\\" ? 2 : 1));
    }
    this.at++;
  }

  /** A slash begins a regular expression unless a value stands before it. */
  private startsRegExp(): boolean {
    const before = this.kept
      .slice(Math.max(0, this.at - 40), this.at)
      .join("")
      .trimEnd();
    return !/[\w$)\]}"'`]$/.test(before) || /(?:^|[^\w$.])(?:return|typeof|case|in|of|void)$/.test(before);
  }

  private regExp(): void {
    let inClass = false;
    let end = this.at + 1;
    while (end < this.text.length && (inClass || this.text[end] !== "/")) {
      if (this.text[end] === "[") inClass = true;
      if (this.text[end] === "]") inClass = false;
      end += this.text[end] === "\\" ? 2 : 1;
    }
    this.at++;
    this.skipTo(end);
    this.at++;
  }

  private find(needle: string, from: number): number {
    const found = this.text.indexOf(needle, from);
    return found === -1 ? this.text.length : found;
  }

  /** Blanks up to `end`, but keeps the lines. */
  private skipTo(end: number): void {
    for (; this.at < Math.min(end, this.text.length); this.at++) {
      if (this.text[this.at] !== "\n") this.kept[this.at] = " ";
    }
  }
}
