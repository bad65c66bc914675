// Quantities as users write them: `90s`, `$2.10/GPU/h`, `40/h`, `85%`, `5000 GPUs`. Each dimension reads a text or
// a bare number and returns it in the unit of the core. Nothing else converts units.

import { DAY, type Duration, HOUR, MINUTE, SECOND, WEEK, YEAR } from "../kernel/time.ts";

type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly suggestion: string | null };

/** A kind of quantity. */
export interface Dimension<T = number> {
  /** names the shape of its text, for editors; dimensions that are written alike share one */
  readonly shape: string;
  /** what is right, for "expected …" */
  readonly expected: string;
  /** shape of the text, for editors */
  readonly pattern: string | null;
  /** whether a number without a unit is right */
  readonly bare: boolean;
  read(raw: string | number): Reading<T>;
}

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;

/** A month is a twelfth of a year, 730 h: so `12mo` = `1y`, and it is the month that clouds bill. */
const MONTH: Duration = YEAR / 12;

const TIME_UNITS: Readonly<Record<string, Duration>> = {
  ms: 1,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: WEEK,
  mo: MONTH,
  y: YEAR,
};

/** What people write instead, by its first letters. */
const TIME_SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/^(milli|msec)/i, "ms"],
  [/^mon/i, "mo"],
  [/^min/i, "m"],
  [/^(s|sec)/i, "s"],
  [/^(h|hr)/i, "h"],
  [/^d/i, "d"],
  [/^w/i, "w"],
  [/^y/i, "y"],
];

function value<T>(read: T): Reading<T> {
  return { ok: true, value: read };
}

function refusal(
  message: string,
  suggestion: string | null = null,
): { ok: false; message: string; suggestion: string | null } {
  return { ok: false, message, suggestion };
}

/** A finite number that is not negative, converted by `convert`. -0 becomes 0. */
function amount(
  digits: string,
  convert: (number: number) => number,
  limit = Number.MAX_VALUE,
): Reading<number> {
  const number = Number(digits) + 0;
  if (!Number.isFinite(number)) return refusal("it is not a finite number");
  if (number < 0) return refusal("it must not be negative");
  const converted = convert(number) + 0;
  return converted > limit ? refusal("it is too large to be counted exactly") : value(converted);
}

/** Why a number without a unit is no quantity of this kind. */
function unitless(raw: string | number, unit: (digits: string) => string): Reading<never> {
  const number = Number(raw);
  if (!Number.isFinite(number)) return refusal("it is not a finite number");
  return number < 0
    ? refusal("it must not be negative")
    : refusal("a bare number has no unit", unit(String(raw).trim()));
}

const BARE = new RegExp(`^${NUMBER}$`);

function isBare(raw: string | number): boolean {
  return typeof raw === "number" || BARE.test(raw.trim());
}

/** `1_000` and `1,000` as people who group digits meant them, or null. */
function ungrouped(text: string): string | null {
  const plain = text.replace(/(?<=\d)[_,](?=\d{3}(?!\d))/g, "");
  return plain === text ? null : plain;
}

/** Try a spelling and offer it if it reads well. */
function suggest<T>(dimension: Dimension<T>, candidate: string | null): string | null {
  return candidate !== null && dimension.read(candidate).ok ? candidate : null;
}

/** A length of time in whole ms, rounded to the nearest. */
export const duration: Dimension<Duration> = {
  shape: "duration",
  expected: "a duration such as 90s, 15m, 6h, 28d, 26w, 3mo or 1y",
  pattern: `^${NUMBER} ?(ms|s|m|h|d|w|mo|y)$`,
  bare: false,
  read(raw) {
    const text = String(raw).trim();
    if (isBare(raw)) return unitless(raw, (digits) => `${digits}m`);
    const match = new RegExp(`^(${NUMBER}) ?([a-zµ]+)$`, "i").exec(text);
    if (match === null) return refusal("it is not a duration", clockOrUngrouped(text));
    const [, digits = "", unit = ""] = match;
    const factor = TIME_UNITS[unit];
    if (factor !== undefined) {
      return amount(digits, (number) => Math.round(number * factor), Number.MAX_SAFE_INTEGER);
    }
    const meant = TIME_SYNONYMS.find(([synonym]) => synonym.test(unit))?.[1];
    return refusal(`the unit ${unit} is unknown`, meant === undefined ? null : digits + meant);
  },
};

/** A length of time that is not 0. */
export const span: Dimension<Duration> = {
  ...duration,
  expected: duration.expected.replace("a duration", "a duration above 0s"),
  read(raw) {
    const read = duration.read(raw);
    return read.ok && read.value === 0 ? refusal("it must not be 0") : read;
  },
};

function clockOrUngrouped(text: string): string | null {
  const clock = /^(\d+):(\d\d)$/.exec(text);
  return clock ? `${Number(clock[1]) * 60 + Number(clock[2])}m` : suggest(duration, ungrouped(text));
}

/** Events per ms. */
export const rate: Dimension = {
  shape: "rate",
  expected: "a rate such as 40/h, 3/s or 7200/d",
  pattern: `^${NUMBER} ?/ ?(s|m|h|d|w)$`,
  bare: false,
  read(raw) {
    const text = String(raw).trim();
    if (isBare(raw)) return unitless(raw, (digits) => `${digits}/h`);
    const match = new RegExp(`^(${NUMBER}) ?(?:/|per) ?([a-z]+)$`, "i").exec(text);
    if (match === null) return refusal("it is not a rate", suggest(rate, ungrouped(text)));
    const [, digits = "", unit = ""] = match;
    const per = /^(s|m|h|d|w)$/.test(unit) && !/per/i.test(text) ? TIME_UNITS[unit] : undefined;
    if (per !== undefined) return amount(digits, (number) => number / per);
    const meant = TIME_SYNONYMS.find(([synonym]) => synonym.test(unit))?.[1];
    return refusal(`${unit} is no unit of time here`, meant === undefined ? null : `${digits}/${meant}`);
  },
};

/** $ per GPU-hour. */
export const price: Dimension = {
  shape: "price",
  expected: "a price such as $2.10/GPU/h",
  pattern: `^\\$ ?${NUMBER} ?/ ?GPU ?/ ?h$`,
  bare: false,
  read(raw) {
    if (isBare(raw)) return unitless(raw, (digits) => `$${digits}/GPU/h`);
    const text = String(raw).trim();
    const match = new RegExp(`^(-?)\\$ ?(${NUMBER}) ?/ ?GPU ?/ ?h$`).exec(text);
    if (match !== null) return amount(match[1]! + match[2]!, (number) => number);
    const digits = new RegExp(NUMBER).exec(text.replaceAll("$", ""))?.[0];
    return refusal(
      "it is not a price per GPU and hour",
      digits === undefined ? null : suggest(price, `$${digits}/GPU/h`),
    );
  },
};

/** A pure number that is not negative; `5%` is 0.05. */
export const ratio: Dimension = {
  shape: "ratio",
  expected: "a number or a percentage, such as 0.8 or 80%",
  pattern: `^${NUMBER} ?%$`,
  bare: true,
  read(raw) {
    const match = new RegExp(`^(${NUMBER}) ?(%?)$`).exec(String(raw).trim());
    if (match === null) return refusal("it is not a number", suggest(ratio, ungrouped(String(raw))));
    return amount(match[1]!, (number) => (match[2] === "%" ? number / 100 : number));
  },
};

/** A part of a whole, 0 to 1. */
export const share: Dimension = {
  ...ratio,
  expected: "a share from 0% to 100%, such as 42% or 0.42",
  read(raw) {
    const read = ratio.read(raw);
    if (!read.ok || read.value <= 1) return read;
    const percent = !String(raw).includes("%") && read.value <= 100;
    return refusal("it is more than the whole", percent ? `${raw}%` : null);
  },
};

/** A pure number of either sign. */
export const signed: Dimension = {
  shape: "number",
  expected: "a number",
  pattern: null,
  bare: true,
  read: (raw) => bareNumber(raw),
};

/** A pure number above zero. */
export const positive: Dimension = {
  shape: "number",
  expected: "a number above 0",
  pattern: null,
  bare: true,
  read(raw) {
    const read = bareNumber(raw);
    if (!read.ok) return read;
    return read.value > 0 ? read : refusal(read.value < 0 ? "it must not be negative" : "it must not be 0");
  },
};

function bareNumber(raw: string | number): Reading<number> {
  if (typeof raw === "string") {
    const plain = (ungrouped(raw) ?? raw).trim();
    const isNumber = new RegExp(`^${NUMBER}$`).test(plain);
    return refusal(isNumber ? "it is text and not a number" : "it is not a number", isNumber ? plain : null);
  }
  return Number.isFinite(raw) ? value(raw + 0) : refusal("it is not a finite number");
}

/** Whole numbers; GPU counts stand in 32-bit columns. */
const LARGEST_COUNT = 2 ** 31 - 1;

/** A whole number from `least` to `most`. */
export function count(least: number, most = LARGEST_COUNT): Dimension {
  const range =
    most === LARGEST_COUNT ? `of at least ${least}` : `from ${least} to ${most.toLocaleString("en-US")}`;
  return {
    shape: "number",
    expected: `a whole number ${range}`,
    pattern: null,
    bare: true,
    read(raw) {
      const read = bareNumber(raw);
      if (!read.ok) return read;
      if (!Number.isInteger(read.value)) return refusal("it is not a whole number");
      if (read.value < least)
        return refusal(read.value < 0 && least >= 0 ? "it must not be negative" : "it is too small");
      return read.value > most ? refusal("it is too large") : read;
    },
  };
}

/** So many GPUs, in a key that does not say so itself. */
export const gpus: Dimension = {
  shape: "gpus",
  expected: "a number of GPUs such as 5000 GPUs",
  pattern: `^${NUMBER} ?GPUs?$`,
  bare: false,
  read(raw) {
    if (isBare(raw)) return unitless(raw, (digits) => `${digits} GPUs`);
    const text = String(raw).trim();
    const match = new RegExp(`^(${NUMBER}) ?GPUs?$`).exec(text);
    if (match !== null) return amount(match[1]!, (number) => number, LARGEST_COUNT);
    const digits = new RegExp(`^(${NUMBER})`).exec(ungrouped(text) ?? text)?.[1];
    return refusal(
      "it is not a number of GPUs",
      digits === undefined ? null : suggest(gpus, `${digits} GPUs`),
    );
  },
};

/** The shortest text of a duration that reads back as the same: 5400000 is `90m`. */
export function durationText(length: Duration): string {
  if (length === 0) return "0s";
  const [unit, size] = Object.entries(TIME_UNITS)
    .filter(([name]) => name !== "mo" && name !== "y")
    .findLast(([, candidate]) => length % candidate === 0) as [string, Duration];
  return `${length / size}${unit}`;
}

/**
 * A bare number in the unit of the value it replaces: 1.4 over `$2.10/GPU/h` is `$1.4/GPU/h`.
 * A value without a unit gives none.
 */
export function inUnitOf(number: number, replaced: string): string | null {
  const match = new RegExp(`^(\\$ ?)?${NUMBER}( ?[A-Za-z%/].*)$`).exec(replaced);
  return match === null ? null : `${number < 0 ? "-" : ""}${match[1] ?? ""}${Math.abs(number)}${match[2]}`;
}
