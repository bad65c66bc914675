// The points of a search: every value of each path with every value of the others, the finest steps among them, so that all that
// may be asked for is checked before anything runs.

import { amountOf } from "../../scenario/schema/quantity.ts";
import { count } from "../../scenario/units.ts";
import { endsOf, rangeOrList, refinedAxis, sizeOf } from "../axis.ts";
import { axesOf, type Design, gridOf, type Made, type NamedAxis } from "../design.ts";
import type { TuneTree } from "./tune-schema.ts";
import type { TuneAxis } from "./tuning.ts";

/** Keys of problems count from `tune`. */
export function tuneDesign(tree: TuneTree): Made<Design> {
  const axes = refinedAxes(tree);
  if (!axes.ok) return axes;
  const design = gridOf(axes.value, ["over"]);
  if (!design.ok) return design;
  if (halvingsOf(tree) > 0 && axes.value.every(({ axis }) => axis.kind === "list")) {
    const message = "there is no range whose steps could be halved";
    return { ok: false, problems: [{ keys: ["refinements"], message }] };
  }
  return design;
}

/** The axes of a design that has been made. */
export function tuneAxes(tree: TuneTree): TuneAxis[] {
  const axes = refinedAxes(tree);
  const named = axes.ok ? axes.value : [];
  return named.map(({ axis }) => ({
    size: sizeOf(axis),
    stride: axis.kind === "range" ? 2 ** halvingsOf(tree) : 1,
    ends: endsOf(axis),
  }));
}

function refinedAxes(tree: TuneTree): Made<NamedAxis[]> {
  const read = axesOf(tree.over, ["over"], rangeOrList);
  if (!read.ok) return read;
  const refined = read.value.map(({ path, axis }) => ({ path, axis: refinedAxis(axis, halvingsOf(tree)) }));
  return { ok: true, value: refined };
}

function halvingsOf({ refinements }: TuneTree): number {
  return amountOf(count(0), refinements);
}
