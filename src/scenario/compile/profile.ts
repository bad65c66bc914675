// The profile of a week: a factor for each of its 168 hours, from Monday 00:00 UTC.

import type { KeyPath } from "../problem.ts";
import type { HourOfWeekTree } from "../schema/arrivals.ts";
import { amountOf } from "../schema/quantity.ts";
import { numbers, readTable } from "../table.ts";
import { ratio } from "../units.ts";
import { type Context, contents } from "./context.ts";

const HOURS_OF_WEEK = 168;

interface Profile {
  /** of mean 1 */
  readonly factors: Float64Array;
  /** the factors as written */
  readonly echo: HourOfWeekTree["profile"];
}

/** The factors of a file or of a list. */
export function compileProfile(tree: HourOfWeekTree["profile"], path: KeyPath, context: Context): Profile {
  const written = typeof tree === "string" ? profileOf(tree, path, context) : factorsOf(tree);
  const factors = written === null ? null : checkedProfile(written, path, context);
  return {
    factors: factors ?? new Float64Array(HOURS_OF_WEEK).fill(1),
    echo: written === null ? tree : [...written],
  };
}

function factorsOf(list: Exclude<HourOfWeekTree["profile"], string>): Float64Array {
  return Array.isArray(list)
    ? Float64Array.from(list, (factor) => amountOf(ratio, factor))
    : new Float64Array(0);
}

/** The factors in a file, or null and a report. */
function profileOf(file: string, path: KeyPath, context: Context): Float64Array | null {
  const text = contents(context.files.text(file), path, file, context);
  if (text === null) return null;
  const read = readTable(text);
  const factors = read.ok ? inOrder(numbers(read.table, "hour"), numbers(read.table, "factor")) : read.reason;
  if (typeof factors !== "string") return factors;
  const expected = "the columns hour,factor with a row for each hour from 0 to 167";
  context.report({ path, code: "file", message: `${file}: ${factors}`, expected });
  return null;
}

function inOrder(hours: Float64Array | string, factors: Float64Array | string): Float64Array | string {
  if (typeof hours === "string") return hours;
  if (typeof factors === "string") return factors;
  if (hours.length !== HOURS_OF_WEEK) return `there are ${hours.length} rows and not ${HOURS_OF_WEEK}`;
  const wrong = hours.findIndex((hour, index) => hour !== index);
  return wrong < 0 ? factors : `row ${wrong + 1} is hour ${hours[wrong]} and not ${wrong}`;
}

/** 168 factors of mean 1 exactly; a mean that misses by more than rounding is refused, for it would scale the rate. */
function checkedProfile(factors: Float64Array, path: KeyPath, context: Context): Float64Array | null {
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
  const expected = `${HOURS_OF_WEEK} factors of mean 1, from Monday 00:00 UTC`;
  if (factors.length !== HOURS_OF_WEEK) {
    context.report({
      path,
      code: "wrong_value",
      message: `the profile has ${factors.length} factors`,
      expected,
    });
    return null;
  }
  if (Math.abs(mean - 1) > 1e-6) {
    const message = `the factors have the mean ${Number(mean.toPrecision(7))}`;
    context.report({ path, code: "wrong_value", message, expected });
    return null;
  }
  return factors.map((factor) => factor / mean);
}
