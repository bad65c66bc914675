// Reads documents and scenarios as text and says which of their promises are not kept.

import { posix } from "node:path";

/** Links of a document that lead to no file or no heading, as `document: link`; `read` gives null for no such file. */
export function brokenLinks(path: string, text: string, read: (path: string) => string | null): string[] {
  const prose = text.replace(/^```.*?^```/gms, "").replace(/`[^`\n]*`/g, "");
  const links = [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, link]) => link!);
  const relative = links.filter((link) => !/^[a-z]+:/.test(link));
  return relative.filter((link) => !leadsSomewhere(link, path, text, read)).map((link) => `${path}: ${link}`);
}

function leadsSomewhere(
  link: string,
  from: string,
  own: string,
  read: (path: string) => string | null,
): boolean {
  const [file = "", heading] = link.split("#");
  const target = file === "" ? own : read(posix.join(posix.dirname(from), file));
  if (target === null) return false;
  return heading === undefined || anchorsOf(target).includes(heading);
}

/** The names that a heading can be linked by: lower case, no punctuation, hyphens for spaces. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** A command as a reader would type it. */
export interface TypedCommand {
  /** script of package.json */
  readonly script: string;
  /** what follows `--` */
  readonly words: readonly string[];
}

/** All `npm start`, `npm test` and `npm run …` of a document, in code or in prose. */
export function commandsOf(text: string): TypedCommand[] {
  const typed = text.matchAll(/\bnpm (?:run )?(start|test|(?<=run )[\w:-]+)(?: -- ([^\n`#]*))?/g);
  return [...typed].map(([, script, rest = ""]) => ({ script: script!, words: wordsOf(rest) }));
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
}

/** A scenario and the overrides that a document shows it with. */
export interface ScenarioCommand {
  /** the words of the command */
  readonly typed: string;
  readonly scenario: string;
  readonly overrides: readonly string[];
}

/** The commands of a document that read a scenario of configs/; those that read an experiment are tested beside it. */
export function scenarioCommands(text: string): ScenarioCommand[] {
  return commandsOf(text).flatMap(({ words }) => {
    const scenario = words.find((word) => /^configs\/(?!experiments\/)/.test(word));
    if (scenario === undefined) return [];
    const overrides = words.filter((_, place) => words[place - 1] === "--set");
    return [{ typed: words.join(" "), scenario, overrides }];
  });
}

/** Keys that name the scenario, pose its question or only rank, and claim nothing about the world. */
const NO_CLAIM = /^(name|question|fleet|horizon|step|replications|seed|priority):/;
const SAYS_WHY = /\[[A-Z]+\]|assumption/i;
/** Digits that begin a word: `12`, `$2.87`, `4096:`, and not those of `h100` or `p90`. */
const NUMBER = /(?<![\w.])\$?\d[\w.%/]*/g;

interface Line {
  readonly number: number;
  readonly indent: number;
  /** without its comment */
  readonly code: string;
  /** of the line itself and of the lines of comment right above it */
  readonly why: string;
}

/**
 * Lines of a YAML file with a number that nobody accounts for, as `line: text`. The account stands in a comment on the
 * line, right above it, or likewise at a key that the line stands under; a price accounted for once is so everywhere.
 */
export function uncommentedNumbers(yaml: string): string[] {
  const lines = linesOf(yaml);
  const prices = new Set(
    lines.filter(({ why }) => SAYS_WHY.test(why)).flatMap(({ code }) => code.match(/\$\d[\w.%/]*/g) ?? []),
  );
  const above: Line[] = [];
  return lines.flatMap((line) => {
    while (above.length > 0 && above.at(-1)!.indent >= line.indent) above.pop();
    above.push(line);
    if (above.some(({ code, why }) => NO_CLAIM.test(code) || SAYS_WHY.test(why))) return [];
    const open = (line.code.match(NUMBER) ?? []).filter((number) => !prices.has(number));
    return open.length === 0 ? [] : [`${line.number}: ${yaml.split("\n")[line.number - 1]!.trim()}`];
  });
}

function linesOf(yaml: string): Line[] {
  let remarks = "";
  return yaml.split("\n").flatMap((text, place) => {
    const [body = "", ...remark] = text.split(/(?:^|\s)#(.*)/);
    const code = body.replace(/^[\s-]+/, "").trimEnd();
    if (code === "") {
      remarks = remark.length === 0 ? "" : `${remarks}${remark.join("")}\n`;
      return [];
    }
    const line = { number: place + 1, indent: body.search(/[^\s-]/), code, why: remarks + remark.join("") };
    remarks = "";
    return [line];
  });
}
