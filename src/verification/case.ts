// A case of theory in the neutral vocabulary: a model with its parameters, and the figures that it must give. Times in
// hours, rates per hour, money in USD, priority 0 the highest.

import { Entries } from "./entries.ts";
import { orRefusal, Refusal } from "./refusal.ts";

const KINDS = ["statistical", "deterministic", "calculator", "identity", "algorithm"] as const;
type CaseKind = (typeof KINDS)[number];

/** A figure to be met: a number, or what is compared whole. Figures inside a map have dotted names. */
export type Expected = number | string | boolean | readonly unknown[];

export interface TheoryCase {
  readonly id: string;
  readonly family: string;
  readonly kind: CaseKind;
  readonly model: string;
  readonly source: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly expect: ReadonlyMap<string, Expected>;
  /** metric → s²: the variance of a time average over T hours is s²/T */
  readonly asymptoticVariance: ReadonlyMap<string, number>;
}

/** What is not checked, and why. */
export interface Refused {
  readonly id: string;
  readonly reason: string;
}

interface ReadCases {
  readonly cases: readonly TheoryCase[];
  readonly refused: readonly Refused[];
}

/** The cases of a file. @throws Refusal when it is no file of cases at all */
export function readCases(file: unknown): ReadCases {
  const entries = new Entries(file, "the file");
  const cases: TheoryCase[] = [];
  const refused: Refused[] = [];
  entries.list("cases").forEach((each, place) => {
    const read = orRefusal(() => readCase(each, `cases[${place}]`));
    if (!(read instanceof Refusal)) cases.push(read);
    else refused.push({ id: idOf(each) ?? `cases[${place}]`, reason: read.message });
  });
  return { cases, refused };
}

function idOf(each: unknown): string | null {
  const id = (each as { id?: unknown } | null)?.id;
  return typeof id === "string" ? id : null;
}

function readCase(value: unknown, where: string): TheoryCase {
  const entries = new Entries(value, where);
  const kind = entries.word("kind", KINDS);
  entries.wordOr("tolerance", KINDS, kind);
  for (const prose of ["formula", "notes", "runHoursFor1pctCI"]) entries.take(prose);
  const read: TheoryCase = {
    id: entries.text("id"),
    family: entries.has("family") ? entries.text("family") : "",
    kind,
    model: entries.has("model") ? entries.text("model") : "",
    source: entries.has("source") ? entries.text("source") : "",
    params: (entries.take("params") ?? {}) as Record<string, unknown>,
    expect: new Map(flat(entries.map("expect"))),
    asymptoticVariance: variances(entries),
  };
  entries.end();
  return read;
}

function variances(entries: Entries): Map<string, number> {
  if ((entries.take("asymptoticVariance") ?? null) === null) return new Map();
  const given = entries.map("asymptoticVariance");
  return new Map(given.keys.map((metric) => [metric, given.number(metric)]));
}

/** Figures by their dotted names. */
function flat(entries: Entries, prefix = ""): [string, Expected][] {
  return entries.keys.flatMap((key): [string, Expected][] => {
    const value = entries.take(key);
    const name = `${prefix}${key}`;
    if (Array.isArray(value)) return [[name, value]];
    if (typeof value === "object" && value !== null) return flat(new Entries(value, name), `${name}.`);
    if (typeof value === "number" || typeof value === "string" || typeof value === "boolean")
      return [[name, value]];
    throw entries.refusal(key, value, "a number, a text, a list or a map of them");
  });
}
