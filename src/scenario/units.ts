// Quantities as users write them: `90s`, `85%`, `5000 GPUs`; rates and money stand in rates-and-money.ts. Each dimension
// reads a text or a bare number and returns it in the unit of the core. Nothing else converts units.

import { DAY, type Duration, HOUR, MINUTE, SECOND, WEEK, YEAR } from "../kernel/time.ts";
import {
  amount,
  type Dimension,
  isBare,
  NUMBER,
  type Reading,
  refusal,
  suggest,
  ungrouped,
  unitless,
  value,
} from "./reading.ts";

/** A month is a twelfth of a year, 730 h: so `12mo` = `1y`, and it is the month that clouds bill. */
const MONTH: Duration = YEAR / 12;

export const TIME_UNITS: Readonly<Record<string, Duration>> = {
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

/** A unit of time as people may write it, by the name that a scenario gives it, or null. */
export function meantTimeUnit(unit: string): string | null {
  return TIME_SYNONYMS.find(([synonym]) => synonym.test(unit))?.[1] ?? null;
}

/** A length of time in whole ms, rounded to the nearest. */
export const duration: Dimension<Duration> = {
  shape: "duration",
  expected: "a duration such as 90s, 15m, 6h, 28d, 26w, 3mo or 1y",
  pattern: `^${NUMBER} ?(ms|s|m|h|d|w|mo|y)$`,
  bare: false,
  read(raw) {
    const text = String(raw).trim();
    if (isBare(raw)) return unitless(raw, inSomeUnit);
    const match = new RegExp(`^(${NUMBER}) ?([a-zµ]+)$`, "i").exec(text);
    if (match === null) return refusal("it is not a duration", clockOrUngrouped(text));
    const [, digits = "", unit = ""] = match;
    const factor = TIME_UNITS[unit];
    if (factor !== undefined) {
      return amount(digits, (number) => Math.round(number * factor), Number.MAX_SAFE_INTEGER);
    }
    const meant = meantTimeUnit(unit);
    return refusal(`the unit ${unit} is unknown`, meant === null ? null : digits + meant);
  },
};

/** Whoever writes a bare number had a unit in mind, and nobody else knows which. */
function inSomeUnit(digits: string): string {
  return `${digits}s, ${digits}m (minutes), ${digits}h, ${digits}d or ${digits}w`;
}

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

/** A quantity as a number and what is written around it: `$2.10/GPU/h` is 2.1 and `$#/GPU/h`; null where there is no number. */
export function numberAndUnit(quantity: string | number): { number: number; unit: string } | null {
  if (typeof quantity === "number") return { number: quantity, unit: "#" };
  const match = new RegExp(NUMBER).exec(quantity);
  if (match === null) return null;
  return { number: Number(match[0]), unit: quantity.replace(match[0], "#").replaceAll(" ", "") };
}

/**
 * A bare number in the unit of the value it replaces: 1.4 over `$2.10/GPU/h` is `$1.4/GPU/h`.
 * A value without a unit gives none.
 */
export function inUnitOf(number: number, replaced: string): string | null {
  const match = new RegExp(`^(\\$ ?)?${NUMBER}( ?[A-Za-z%/].*)?$`).exec(replaced);
  if (match === null) return null;
  const [, before = "", after = ""] = match;
  return before + after === "" ? null : `${number < 0 ? "-" : ""}${before}${Math.abs(number)}${after}`;
}
