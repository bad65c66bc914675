// The values that a sweep puts at one path: a list of them, or a range with a unit.

import { NUMBER } from "../scenario/reading.ts";
import type { AxisTree, RangeTree } from "./axis-schema.ts";

/** A range in numbers, and what stands before and after them. */
interface Range {
  readonly from: number;
  readonly to: number;
  /** null: anything between */
  readonly step: number | null;
  readonly log: boolean;
  readonly unit: Unit;
}

interface Unit {
  /** "$" */
  readonly before: string;
  /** "%", "/GPU/h", " GPUs"; both empty: a bare number */
  readonly after: string;
}

export type Axis =
  | { readonly kind: "list"; readonly values: readonly unknown[] }
  | ({ readonly kind: "range" } & Range);

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

const QUANTITY = new RegExp(`^(\\$ ?)?(${NUMBER})( ?[A-Za-z%/].*)?$`);
const RANGE = /^[^:\s]+:[^:\s]+:[^:\s]+$/;

/** More values than this on one path are a mistake; they are counted, not made. */
const MOST_VALUES = 1_000_000;

/** The axis of a list or a range. A text such as `1:2:0.25` in a list stands for its values. */
export function axisOf(tree: AxisTree): Read<Axis> {
  if (!Array.isArray(tree)) {
    const range = rangeOf(tree as RangeTree);
    return range.ok ? { ok: true, value: { kind: "range", ...range.value } } : range;
  }
  const values: unknown[] = [];
  for (const item of tree) {
    if (typeof item !== "string" || !RANGE.test(item)) {
      values.push(item);
      continue;
    }
    const [from, to, step] = item.split(":") as [string, string, string];
    const range = rangeOf({ from, to, step, scale: "linear" });
    if (!range.ok) return { ok: false, message: `${item}: ${range.message}` };
    for (const value of stepped(range.value)) values.push(value);
  }
  return { ok: true, value: { kind: "list", values } };
}

/** The same, but a list of one text such as `1:2:0.25` is the range itself and not its values. */
export function rangeOrList(tree: AxisTree): Read<Axis> {
  const [text, ...others] = Array.isArray(tree) ? tree : [];
  if (others.length > 0 || typeof text !== "string" || !RANGE.test(text)) return axisOf(tree);
  const [from, to, step] = text.split(":") as [string, string, string];
  const read = axisOf({ from, to, step, scale: "linear" });
  return read.ok ? read : refused(`${text}: ${read.message}`);
}

function rangeOf({ from, to, step, scale }: RangeTree): Read<Range> {
  const ends = [from, to, ...(step === undefined ? [] : [step])].map(quantityOf);
  const wrong = ends.indexOf(null);
  if (wrong >= 0) return refused(`${[from, to, step][wrong]} is no number with a unit`);
  const [first, last, distance] = ends as Quantity[];
  const units = new Set(ends.map((each) => unitText(each!)).filter((unit) => unit !== ""));
  if (units.size > 1) return refused(`${[...units].join(" and ")} are different units`);
  const range = {
    from: first!.number,
    to: last!.number,
    step: distance?.number ?? null,
    log: scale === "log",
  };
  const unit = ends.find((each) => unitText(each!) !== "") ?? first!;
  return (
    problemOf(range) ?? { ok: true, value: { ...range, unit: { before: unit.before, after: unit.after } } }
  );
}

function problemOf({ from, to, step, log }: Omit<Range, "unit">): { ok: false; message: string } | null {
  if (![from, to, step ?? 1].every(Number.isFinite)) return refused("it is not finite");
  if (step === 0) return refused("the step is 0");
  if (step !== null && (to - from) * step < 0) return refused("the step leads away from the end");
  if (step === null && from >= to) return refused("the first value is not below the last");
  if (log && from <= 0) return refused("there is no logarithm of a first value that is not above 0");
  if (step !== null && (to - from) / step > MOST_VALUES)
    return refused(`it has more than ${MOST_VALUES} values`);
  return step === null ? null : missedEnd(from, to, step);
}

/** The end is one of the values, or somebody has lost it without a word. */
function missedEnd(from: number, to: number, step: number) {
  const steps = wholeSteps(from, to, step);
  if (Math.abs(from + steps * step - to) <= 1e-6 * Math.abs(step)) return null;
  const [before, after] = [steps, steps + 1].map((count) => rounded(from + count * step));
  return refused(
    `steps of ${step} miss the end ${to}: ${before} is the last before it, ${after} the first behind`,
  );
}

/** A last step that rounding made a little too long still ends at the end. */
function wholeSteps(from: number, to: number, step: number): number {
  return Math.floor((to - from) / step + 1e-9);
}

function refused(message: string): { ok: false; message: string } {
  return { ok: false, message };
}

interface Quantity extends Unit {
  readonly number: number;
}

function quantityOf(text: string | number): Quantity | null {
  const match = QUANTITY.exec(String(text).trim());
  if (match === null) return null;
  const [, before = "", digits = "", after = ""] = match;
  return { number: Number(digits), before, after };
}

function unitText({ before, after }: Unit): string {
  return before + after;
}

/** The range from one quantity to another, without steps. */
export function rangeAxis(
  from: string | number,
  to: string | number,
): Read<Axis & { readonly kind: "range" }> {
  const range = rangeOf({ from, to, scale: "linear" });
  return range.ok ? { ok: true, value: { kind: "range", ...range.value } } : range;
}

/** The number of a quantity that has the unit of another, or none; else null. */
export function numberLike(quantity: string | number, other: string | number): number | null {
  const [own, its] = [quantityOf(quantity), quantityOf(other)];
  if (own === null || its === null) return null;
  return unitText(own) === unitText(its) ? own.number : null;
}

/** The value at a share of a range, both ends included. */
export function valueBetween(range: Axis & { readonly kind: "range" }, share: number): unknown {
  return valueAt(range, range.from + share * (range.to - range.from));
}

/** How many values an axis has; infinite if any between its ends may be drawn. */
export function sizeOf(axis: Axis): number {
  if (axis.kind === "list") return axis.values.length;
  return axis.step === null ? Infinity : wholeSteps(axis.from, axis.to, axis.step) + 1;
}

/** All values of an axis that has only so many. */
export function valuesOfAxis(axis: Axis): unknown[] {
  return axis.kind === "list" ? [...axis.values] : stepped(axis);
}

/** A range of which every step is cut into 2^halvings; a list stays as it is. */
export function refinedAxis(axis: Axis, halvings: number): Axis {
  if (axis.kind === "list" || axis.step === null) return axis;
  const to = axis.from + (sizeOf(axis) - 1) * axis.step;
  return { ...axis, to, step: axis.step / 2 ** halvings };
}

/** Places of the least and the greatest value; null where not all are numbers of one unit. */
export function endsOf(axis: Axis): [number, number] | null {
  if (axis.kind === "range") {
    const last = sizeOf(axis) - 1;
    return axis.step !== null && axis.step < 0 ? [last, 0] : [0, last];
  }
  const read = axis.values.map((value) =>
    typeof value === "number" || typeof value === "string" ? quantityOf(value) : null,
  );
  if (read.some((each) => each === null || unitText(each) !== unitText(read[0]!))) return null;
  const numbers = read.map((each) => each!.number);
  return [numbers.indexOf(Math.min(...numbers)), numbers.indexOf(Math.max(...numbers))];
}

function stepped(range: Range): unknown[] {
  const size = sizeOf({ kind: "range", ...range });
  return Array.from({ length: size }, (_, place) => valueAt(range, range.from + place * range.step!));
}

/** The value at a share of the axis, 0 ≤ share < 1: each of a list or of whole steps is as likely as the others. */
export function drawnValue(axis: Axis, share: number): unknown {
  const size = sizeOf(axis);
  if (axis.kind === "list") return axis.values[Math.floor(share * size)];
  if (axis.step !== null) return valueAt(axis, axis.from + Math.floor(share * size) * axis.step);
  const { from, to, log } = axis;
  return valueAt(axis, log ? from * (to / from) ** share : from + share * (to - from));
}

/** With its unit. */
function valueAt({ unit }: Range, number: number): unknown {
  const value = rounded(number);
  if (unitText(unit) === "") return value;
  const { before, after } = unit;
  return `${value < 0 ? "-" : ""}${before}${Math.abs(value)}${after}`;
}

/** Twelve digits, so that 0.1 + 0.2 is 0.3. */
function rounded(number: number): number {
  return Number(number.toPrecision(12)) + 0;
}
