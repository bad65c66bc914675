// The points of a search: every value of each path with every value of the others, the finest steps among them, so that all that
// may be asked for is checked before anything runs.

import { endsOf, rangeOrList, refinedAxis, sizeOf } from "../axis.ts";
import { axesOf, type Design, gridOf, type Made } from "../design.ts";
import { amountOf } from "../../scenario/schema/quantity.ts";
import { count } from "../../scenario/units.ts";
import type { TuneTree } from "./tune-schema.ts";
import type { TuneAxis } from "./tuning.ts";

export interface TuneDesign extends Design {
  readonly axes: readonly TuneAxis[];
}

/** Keys of problems count from `tune`. */
export function tuneDesign({ over, refinements }: TuneTree): Made<TuneDesign> {
  const read = axesOf(over, ["over"], rangeOrList);
  if (!read.ok) return read;
  const halvings = amountOf(count(0), refinements);
  const refined = read.value.map(({ path, axis }) => ({ path, axis: refinedAxis(axis, halvings) }));
  const made = gridOf(refined, ["over"]);
  if (!made.ok) return made;
  const axes = refined.map(({ axis }) => ({
    size: sizeOf(axis),
    stride: axis.kind === "range" ? 2 ** halvings : 1,
    ends: endsOf(axis),
  }));
  const ranges = axes.filter(({ stride }) => stride > 1).length;
  if (halvings > 0 && ranges === 0) {
    const message = "there is no range whose steps could be halved";
    return { ok: false, problems: [{ keys: ["refinements"], message }] };
  }
  return { ok: true, value: { ...made.value, axes } };
}
