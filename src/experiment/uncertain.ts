// Numbers of a scenario that nobody knows for certain: those that it marks as assumptions, or those that an experiment names.

import type { UncertainAssumption } from "../scenario/assumptions.ts";
import { type Axis, numberLike, rangeAxis, valueBetween } from "./axis.ts";
import type { Made } from "./design.ts";
import type { UncertainTree } from "./uncertain-schema.ts";

export interface Uncertain {
  readonly path: string;
  /** from the least to the greatest value, without steps */
  readonly range: Axis & { readonly kind: "range" };
  /** the likeliest value, in the unit of the range; null where none is given: the scenario's own counts */
  readonly mode: number | null;
}

/** `low:high` or `low:mode:high`. */
const TYPED = /^\s*([^:\s]+)\s*:\s*(?:([^:\s]+)\s*:\s*)?([^:\s]+)\s*$/;

type Over = Readonly<Record<string, UncertainTree>>;

/** Those that an experiment names, or else those of the scenario. Keys of problems count from the question. */
export function uncertainOf(
  over: Over | undefined,
  assumed: readonly UncertainAssumption[],
): Made<Uncertain[]> {
  const named: Over =
    over ?? Object.fromEntries(assumed.map(({ path, low, mode, high }) => [path, { low, mode, high }]));
  const problems: { readonly keys: readonly string[]; readonly message: string }[] = [];
  const all = Object.entries(named).flatMap(([path, tree]) => {
    const read = uncertainAt(path, tree);
    if (typeof read !== "string") return [read];
    problems.push({ keys: ["over", path], message: read });
    return [];
  });
  if (problems.length > 0) return { ok: false, problems };
  if (all.length > 0) return { ok: true, value: all };
  const message =
    "nothing is uncertain: the scenario has no {assume: {low, mode, high}}, and no path is named";
  return { ok: false, problems: [{ keys: over === undefined ? [] : ["over"], message }] };
}

/** One of them, or what is wrong. */
function uncertainAt(path: string, tree: UncertainTree): Uncertain | string {
  const ends = typeof tree === "string" ? typedEnds(tree) : tree;
  if (ends === null) return `${tree} is neither low:high nor low:mode:high`;
  const { low, mode, high } = ends;
  const whole = rangeAxis(low, high);
  if (!whole.ok) return whole.message;
  const range = whole.value;
  if (mode === undefined) return { path, range, mode: null };
  const likeliest = numberLike(mode, low);
  if (likeliest === null || likeliest < range.from || likeliest > range.to)
    return "low, mode and high are not in order, or not in one unit";
  return { path, range, mode: likeliest };
}

function typedEnds(text: string) {
  const match = TYPED.exec(text);
  if (match === null) return null;
  const [, low = "", mode, high = ""] = match;
  return { low, high, ...(mode === undefined ? {} : { mode }) };
}

/** The value of the base case: the likeliest, or null: the scenario's own. */
export function baseValue({ range, mode }: Uncertain): unknown {
  return mode === null ? null : valueBetween(range, (mode - range.from) / (range.to - range.from));
}

/** As they would be written under `over`. */
export function overEcho(all: readonly Uncertain[]): unknown {
  return Object.fromEntries(
    all.map((each) => {
      const { path, range, mode } = each;
      const [low, high] = [valueBetween(range, 0), valueBetween(range, 1)];
      return [path, mode === null ? { low, high } : { low, mode: baseValue(each), high }];
    }),
  );
}
