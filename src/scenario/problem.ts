// What is wrong with a user's input, or should be known of it, as data; one printer turns it into prose (print-problems.ts).

/** Keys and indices from the top of the scenario to a value. */
export type KeyPath = readonly (string | number)[];

/** A stretch of a text; lines and columns count from 1. */
export interface Position {
  /** path of the file, or `--set` for the overrides of the command line, one a line */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** characters that the caret underlines, at least 1 */
  readonly length: number;
}

export type ProblemCode =
  /** the text is no YAML or JSON */
  | "syntax"
  /** YAML that could hurt: alias bombs, tags, merge keys, `__proto__` */
  | "unsafe"
  | "missing_key"
  | "unknown_key"
  | "wrong_value"
  | "duplicate_name"
  /** two values that cannot both hold */
  | "contradiction"
  /** more than the fleet has */
  | "does_not_fit"
  /** more events than anyone waits for */
  | "too_many_events"
  /** a file that cannot be read or used */
  | "file";

/** What is wrong, before anyone looked up where it stands. */
export interface Finding {
  readonly path: KeyPath;
  readonly code: ProblemCode;
  /** what is wrong, as a clause without a full stop */
  readonly message: string;
  /** the value found; undefined when there is none */
  readonly got?: unknown;
  /** what would have been right */
  readonly expected?: string | null;
  /** what the user probably meant, as it would be typed */
  readonly suggestion?: string | null;
  /** point at the key and not at its value */
  readonly atKey?: boolean;
}

export interface Problem extends Position {
  readonly path: KeyPath;
  readonly code: ProblemCode;
  readonly message: string;
  readonly got: unknown;
  readonly expected: string | null;
  readonly suggestion: string | null;
}

/** What a user should know but need not mend, before anyone looked up where it stands. */
export interface Remark {
  readonly path: KeyPath;
  /** with its full stop */
  readonly sentence: string;
}

export interface Warning extends Position {
  readonly sentence: string;
}

/** A finding at its place. */
export function problemAt(finding: Finding, position: Position): Problem {
  const { path, code, message, got, expected = null, suggestion = null } = finding;
  return { path, code, message, got, expected, suggestion, ...position };
}

/** `fleet.pools[0].nodes`, as messages name a value. */
export function pathText(path: KeyPath): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );
}
