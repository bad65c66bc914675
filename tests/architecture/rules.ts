// The rules of the house as functions: texts of files in, sentences on what breaks a rule out.

import { posix } from "node:path";
import { type Arrow, arrowsOf, codeOnly, exportsOf, lineAt } from "./source-text.ts";

/** Texts of files by their paths from the top of the project, with slashes. */
export type Files = ReadonlyMap<string, string>;

/** What a folder of `src/` may import: whole modules, or only types. */
export interface Allowance {
  readonly values: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

/** Folders of `src/` that may read files, clocks and terminals. Everything else is the core. */
const OUTSIDE_THE_CORE = new Set(["io", "cli", "report", "explorer"]);

const BANNED_IN_THE_CORE: readonly { readonly pattern: RegExp; readonly instead: string }[] = [
  { pattern: /\bMath\s*\.\s*random\b/g, instead: "a named randomStream, passed in" },
  { pattern: /\bDate\s*\.\s*now\b/g, instead: "the simulated instant, passed in" },
  { pattern: /\bnew\s+Date\b/g, instead: "the simulated instant, passed in; io/ reads dates" },
  { pattern: /\bperformance\s*\.\s*now\b/g, instead: "nothing: cli/ measures how long a run takes" },
  { pattern: /(?<![.\w$])console\b/g, instead: "a returned value, which cli/ prints" },
  { pattern: /(?<![.\w$])process\s*\./g, instead: "an argument, which cli/ fills in" },
  {
    pattern: /(?<![.\w$])(?:async|await|Promise|queueMicrotask)\b/g,
    instead: "advance(until), called in slices by io/",
  },
  { pattern: /(?<![.\w$])set(?:Timeout|Interval|Immediate)\b/g, instead: "an event in the event list" },
  {
    pattern: /\btoLocale\w*\s*\(\s*\)|\blocaleCompare\b/g,
    instead: "a format or an order that no locale changes",
  },
];

/** The table of `docs/architecture.md`: rows `| folders | imports | imports the types of |` under that head. */
export function importTable(page: string): Map<string, Allowance> {
  const lines = page.split("\n");
  const head = lines.findIndex((line) => /^\| folder \| may import \|/.test(line));
  const table = new Map<string, Allowance>();
  if (head === -1) return table;
  for (const line of lines.slice(head + 2)) {
    if (!line.startsWith("|")) break;
    const [folders, values, types] = line.split("|").slice(1, -1).map(words);
    for (const folder of folders) table.set(folder, { values: new Set(values), types: new Set(types) });
  }
  return table;
}

function words(cell: string): string[] {
  return cell
    .replaceAll("`", "")
    .split(/[,\s]+/)
    .filter((word) => word !== "");
}

/** The folder of a source file as the table names it: `kernel`, or `index.ts` for the file of that name. */
export function folderOf(path: string): string {
  return path.split("/")[1];
}

export function forbiddenArrows(sources: Files, table: ReadonlyMap<string, Allowance>): string[] {
  return everyArrow(sources).flatMap(({ from, to, arrow }) => {
    if (to === null || !to.startsWith("src/")) return [];
    const [importer, imported] = [folderOf(from), folderOf(to)];
    const allowed = table.get(importer);
    if (allowed === undefined) return [`${from}: the folder ${importer} has no row in the import table`];
    if (importer === imported || allowed.values.has(imported)) return [];
    if (!allowed.types.has(imported))
      return [`${from}:${arrow.line}: ${importer} may not import ${imported}`];
    return arrow.typeOnly ? [] : [`${from}:${arrow.line}: ${importer} may import only types of ${imported}`];
  });
}

/** Imports of Node's own modules from the core. */
export function nodeImports(sources: Files, isNodeModule: (specifier: string) => boolean): string[] {
  return everyArrow(core(sources))
    .filter(({ arrow }) => isNodeModule(arrow.specifier))
    .map(
      ({ from, arrow }) =>
        `${from}:${arrow.line}: ${arrow.specifier} is Node's: leave files and clocks to io/`,
    );
}

export function bannedNames(sources: Files): string[] {
  return [...core(sources)].flatMap(([path, text]) => {
    const code = codeOnly(text);
    return BANNED_IN_THE_CORE.flatMap(({ pattern, instead }) =>
      [...code.matchAll(pattern)].map(
        (match) =>
          `${path}:${lineAt(code, match.index)}: ${match[0].trim()} is banned in the core; use ${instead}`,
      ),
    );
  });
}

/** Cycles of imports that remain at run time. Arrows of types alone are erased and may form cycles. */
export function importCycles(sources: Files): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, arrow } of everyArrow(sources)) {
    if (to !== null && !arrow.typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    } else if (!done.has(path)) {
      for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of sources.keys()) visit(path, []);
  return cycles;
}

/** Exports of `src/` that no other file of the project imports; what `src/index.ts` lists is used by its readers. */
export function unusedExports(files: Files): string[] {
  const used = new Set<string>();
  for (const { to, arrow } of everyArrow(files)) for (const name of arrow.names) used.add(`${to} ${name}`);
  return [...files]
    .filter(([path]) => path.startsWith("src/") && path !== "src/index.ts")
    .flatMap(([path, text]) =>
      exportsOf(text)
        .filter(({ name }) => !used.has(`${path} ${name}`) && !used.has(`${path} *`))
        .map(
          ({ name, line }) =>
            `${path}:${line}: nothing imports ${name}; drop its export, or list it in src/index.ts`,
        ),
    );
}

export function tooLong(files: Files, limit: number): string[] {
  return [...files]
    .map(([path, text]) => ({ path, lines: text.trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > limit)
    .map(
      ({ path, lines }) => `${path}: ${lines} lines; find its second idea and move it to a file of its own`,
    );
}

export function badNames(paths: Iterable<string>): string[] {
  return [...paths].flatMap((path) => {
    const name = posix.basename(path);
    if (/(?:^|-)(?:util|helper|manager|handler)s?(?:[-.]|$)/.test(name))
      return [`${path}: name the noun that it exports`];
    return /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*\.ts$/.test(name)
      ? []
      : [`${path}: write the name in kebab-case`];
  });
}

/** Documents with no title or with several; `#` lines in fenced code are not titles. */
export function titlesNotOne(documents: Files): string[] {
  return [...documents].flatMap(([path, text]) => {
    const prose = text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, "");
    const titles = prose.match(/^# \S/gm)?.length ?? 0;
    return titles === 1 ? [] : [`${path}: ${titles} titles; a document has one "# " line`];
  });
}

/** Paths that exist on one machine only. */
export function machinePaths(files: Files): string[] {
  const pattern = /(?<![\w.~)\]}*-])(?:\/(?:home|root|Users|work|mnt|tmp|opt)\/[\w.]|[A-Z]:\\\w)/g;
  return [...files].flatMap(([path, text]) =>
    [...text.matchAll(pattern)].map((match) => `${path}:${lineAt(text, match.index)}: a path of one machine`),
  );
}

function core(sources: Files): Map<string, string> {
  return new Map([...sources].filter(([path]) => !OUTSIDE_THE_CORE.has(folderOf(path))));
}

/** Every arrow of the files; `to` is the file it points at, or null for a package. */
function everyArrow(
  files: Files,
): { readonly from: string; readonly to: string | null; readonly arrow: Arrow }[] {
  return [...files].flatMap(([from, text]) =>
    arrowsOf(text).map((arrow) => ({ from, to: target(from, arrow.specifier), arrow })),
  );
}

function target(from: string, specifier: string): string | null {
  if (specifier === "slackwater") return "src/index.ts";
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : null;
}
