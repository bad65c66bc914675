// Arrival processes.

import type { Law } from "../../kernel/law.ts";
import { gamma } from "../../kernel/laws/gamma.ts";
import type { ArrivalPlan } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ArrivalsTree, HourOfWeekTree } from "../schema/work.ts";
import { numbers, readTable } from "../table.ts";
import { count, positive, rate, ratio } from "../units.ts";
import { type Compiled, type Context, contents } from "./context.ts";
import { compileLaw } from "./law.ts";

const HOURS_OF_WEEK = 168;

/** An arrival process. */
export function compileArrivals(tree: ArrivalsTree, path: KeyPath, context: Context): Compiled<ArrivalPlan> {
  if ("poisson" in tree) {
    return { plan: { kind: "poisson", rate: amountOf(rate, tree.poisson.rate) }, echo: tree };
  }
  if ("hour_of_week" in tree) {
    const { plan, echo } = compileHourOfWeek(tree.hour_of_week, [...path, "hour_of_week"], context);
    return { plan, echo: { hour_of_week: echo } };
  }
  const { sources, gap } = tree.closed;
  const gapLaw = compileLaw(gap, [...path, "closed", "gap"], context);
  return { plan: { kind: "closed", sources: amountOf(count(1), sources), gap: gapLaw }, echo: tree };
}

/** Poisson arrivals whose rate follows the hour of the week. The echo holds the profile itself. */
export function compileHourOfWeek(
  tree: HourOfWeekTree,
  path: KeyPath,
  context: Context,
): Compiled<Extract<ArrivalPlan, { kind: "hour-of-week" }>> {
  const place = [...path, "profile"];
  const written =
    typeof tree.profile === "string" ? profileOf(tree.profile, place, context) : factorsOf(tree.profile);
  const factors = written === null ? null : checkedProfile(written, place, context);
  const plan = {
    kind: "hour-of-week",
    rate: amountOf(rate, tree.rate),
    factors: factors ?? new Float64Array(HOURS_OF_WEEK).fill(1),
    noise: noiseLaw(tree),
  } as const;
  return { plan, echo: { ...tree, profile: written === null ? tree.profile : [...written] } };
}

function noiseLaw({ noise }: HourOfWeekTree): Law | null {
  return noise === undefined ? null : gamma(amountOf(positive, noise.gamma.k), 1);
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
