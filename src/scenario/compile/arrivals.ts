// Arrival processes.

import type { Law } from "../../kernel/law.ts";
import { gamma } from "../../kernel/laws/gamma.ts";
import { HOUR } from "../../kernel/time.ts";
import type { ArrivalPlan, BatchSize, JobClassPlan, SourceTraits } from "../../workload/plan.ts";
import type { KeyPath } from "../problem.ts";
import { growth as growthDimension, rate } from "../rates-and-money.ts";
import type { ArrivalsTree, BatchSizeTree, HourOfWeekTree } from "../schema/arrivals.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import { readSeries } from "../series-file.ts";
import { count, duration, positive, share, signed, span } from "../units.ts";
import { type Context, contents } from "./context.ts";
import { compileLaw } from "./law.ts";
import { compileCounts } from "./mix.ts";
import { compileProfile } from "./profile.ts";

/** An arrival process; `growth` of its rate has been written beside it. The echo is a map, as the tree is. */
export function compileArrivals(
  tree: ArrivalsTree,
  growthTree: Quantity | undefined,
  path: KeyPath,
  context: Context,
): { readonly plan: ArrivalPlan; readonly echo: ArrivalsTree } {
  const growth = growthTree === undefined ? 0 : amountOf(growthDimension, growthTree);
  if ("hour_of_week" in tree) {
    const place = [...path, "hour_of_week"];
    const { plan, echo } = compileHourOfWeek(tree.hour_of_week, growth, place, context);
    return { plan, echo: { hour_of_week: echo } };
  }
  return { plan: compilePlain(tree, growth, path, context), echo: tree };
}

/** A process that reads no file. */
function compilePlain(
  tree: Exclude<ArrivalsTree, { hour_of_week: unknown }>,
  growth: number,
  path: KeyPath,
  context: Context,
): ArrivalPlan {
  if ("poisson" in tree) return { kind: "poisson", rate: amountOf(rate, tree.poisson.rate), growth };
  if ("sinusoid" in tree) {
    const { mean, amplitude, period, phase } = tree.sinusoid;
    return {
      kind: "sinusoid",
      rate: amountOf(rate, mean),
      amplitude: amountOf(share, amplitude),
      period: amountOf(span, period),
      phase: amountOf(signed, phase),
      growth,
    };
  }
  if ("series" in tree) return compileSeries(tree.series, [...path, "series", "file"], context);
  if ("renewal" in tree) return compileRenewal(tree.renewal, [...path, "renewal"], context);
  if ("every" in tree) return { kind: "every", interval: amountOf(span, tree.every) };
  if ("batch" in tree) {
    const size = compileBatchSize(tree.batch.size, [...path, "batch", "size"], context);
    return { kind: "batch", rate: amountOf(rate, tree.batch.rate), size };
  }
  if ("on_off" in tree) return compileOnOff(tree.on_off, [...path, "on_off"], context);
  if ("backlog" in tree) return { kind: "backlog" };
  if ("at" in tree) {
    return {
      kind: "at",
      instants: Float64Array.from(tree.at, (instant) => amountOf(duration, instant)).sort(),
    };
  }
  const { sources, gap } = tree.closed;
  const gapLaw = compileLaw(gap, [...path, "closed", "gap"], context);
  return { kind: "closed", sources: amountOf(count(1), sources), gap: gapLaw };
}

/** Recorded rates, an hour. */
function compileSeries(
  { file, time_unit }: Extract<ArrivalsTree, { series: unknown }>["series"],
  path: KeyPath,
  context: Context,
): ArrivalPlan {
  const nothing: ArrivalPlan = { kind: "poisson", rate: 0, growth: 0 };
  const text = contents(context.files.text(file), path, file, context);
  if (text === null) return nothing;
  const series = readSeries(text, "per_h", time_unit);
  if (typeof series !== "string")
    return { kind: "series", times: series.times, rates: series.values.map((perHour) => perHour / HOUR) };
  const expected = "the columns time,per_h with a row for each change, in order of time";
  context.report({ path, code: "file", message: `${file}: ${series}`, expected });
  return nothing;
}

function compileRenewal(
  tree: Extract<ArrivalsTree, { renewal: unknown }>["renewal"],
  path: KeyPath,
  context: Context,
): ArrivalPlan {
  const gap = compileLaw(tree, path, context);
  if (gap.mean === 0) {
    const message = "all jobs would arrive at once, without end";
    context.report({ path, code: "wrong_value", message, expected: "gaps with a mean above 0" });
  }
  return { kind: "renewal", gap };
}

function compileBatchSize(tree: BatchSizeTree, path: KeyPath, context: Context): BatchSize {
  if (isGeometric(tree)) return { kind: "geometric", mean: amountOf(positive, tree.geometric.mean) };
  const counts = compileCounts(tree, path, context) ?? { values: [1], probabilities: [1] };
  return { kind: "table", ...counts };
}

function isGeometric(tree: BatchSizeTree): tree is { geometric: { mean: Quantity } } {
  return typeof tree === "object" && "geometric" in tree;
}

function compileOnOff(
  { rates, switch: switches }: Extract<ArrivalsTree, { on_off: unknown }>["on_off"],
  path: KeyPath,
  context: Context,
): ArrivalPlan {
  const plan = {
    kind: "on-off",
    rates: rates.map((each) => amountOf(rate, each)),
    switching: switches.map((each) => amountOf(rate, each)),
  } as const;
  const place = [...path, "switch"];
  if (rates.length !== switches.length) {
    const message = `there are ${rates.length} rates and ${switches.length} rates of leaving`;
    context.report({ path: place, code: "contradiction", message, expected: "one for each state" });
  }
  for (const [state, leaving] of plan.switching.entries()) {
    if (leaving > 0) continue;
    const message = "a state that is never left leaves no steady course";
    const expected = "a rate above 0/h";
    context.report({ path: [...place, state], code: "wrong_value", message, got: switches[state], expected });
  }
  return plan;
}

/** The growth as run, for the echo of arrivals that can grow; others must not name it. */
export function growthEcho(
  plan: ArrivalPlan,
  growth: Quantity | undefined,
  path: KeyPath,
  context: Context,
): { readonly growth?: Quantity } {
  if ("growth" in plan) return { growth: growth ?? "0%/y" };
  if (growth !== undefined) {
    const message = "these arrivals do not grow";
    const expected = "growth of poisson, hour_of_week or sinusoid arrivals";
    context.report({ path: [...path, "growth"], code: "contradiction", message, expected, atKey: true });
  }
  return {};
}

/** The same arrivals `factor` times as often, or null when they have no rate. */
export function scaledArrivals(plan: ArrivalPlan, factor: number): ArrivalPlan | null {
  if ("rate" in plan) return { ...plan, rate: plan.rate * factor };
  if (plan.kind === "series") return { ...plan, rates: plan.rates.map((each) => each * factor) };
  return plan.kind === "on-off" ? { ...plan, rates: plan.rates.map((each) => each * factor) } : null;
}

/** A backlog is a queue that never empties: its jobs can be neither refused nor impatient. */
export function checkBacklog(
  { kind }: ArrivalPlan,
  { whenFull, patience, queueLimit }: SourceTraits,
  path: KeyPath,
  context: Context,
): void {
  if (kind !== "backlog") return;
  const leaves = whenFull === "refuse" || patience !== null || queueLimit < Number.POSITIVE_INFINITY;
  if (!leaves) return;
  const message = "a backlog waits for ever: it is never refused and never leaves";
  const expected = "other arrivals, or a queue without limit and patience";
  context.report({ path: [...path, "arrivals"], code: "contradiction", message, expected });
}

/** One job of a backlog waits, of whatever group: where groups have lines of their own, none could tell that it is the last. */
export function checkBacklogGroups(
  { kind }: ArrivalPlan,
  classes: readonly JobClassPlan[],
  path: KeyPath,
  context: Context,
): void {
  if (kind !== "backlog" || new Set(classes.map(({ group }) => group)).size === 1) return;
  const message = "the jobs of a backlog are of one group";
  const expected = "other arrivals, one group, or a source for each";
  context.report({ path: [...path, "classes"], code: "contradiction", message, expected, atKey: true });
}

/** Poisson arrivals whose rate follows the hour of the week. The echo holds the profile itself. */
function compileHourOfWeek(
  tree: HourOfWeekTree,
  growth: number,
  path: KeyPath,
  context: Context,
): { readonly plan: ArrivalPlan; readonly echo: HourOfWeekTree } {
  const { factors, echo } = compileProfile(tree.profile, [...path, "profile"], context);
  const plan = {
    kind: "hour-of-week",
    rate: amountOf(rate, tree.rate),
    factors,
    noise: noiseLaw(tree),
    growth,
  } as const;
  return { plan, echo: { ...tree, profile: echo } };
}

function noiseLaw({ noise }: HourOfWeekTree): Law | null {
  return noise === undefined ? null : gamma(amountOf(positive, noise.gamma.k), 1);
}
