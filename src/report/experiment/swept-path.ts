// A path that an experiment sweeps, as an axis: numbers with one unit, or names.

export interface SweptPath {
  readonly path: string;
  /** its place among the swept values of a point */
  readonly place: number;
  /** different values, smallest first where they are numbers; empty: the scenario's own */
  readonly values: readonly string[];
  /** the number of each value, where all are numbers of one unit; else null */
  readonly numbers: ReadonlyMap<string, number> | null;
  /** path and unit */
  readonly label: string;
}

const QUANTITY = /^(-?)(\$ ?)?([\d.]+(?:e[-+]?\d+)?)( ?[A-Za-z%/].*)?$/i;

/** @param values that the points have at the path, in their order */
export function sweptPath(path: string, place: number, values: readonly string[]): SweptPath {
  const different = [...new Set(values)];
  const read = different.map((value) => QUANTITY.exec(value));
  const units = new Set(read.map((match) => `${match?.[2] ?? ""}${match?.[4] ?? ""}`));
  if (units.size > 1 || read.includes(null))
    return { path, place, values: different, numbers: null, label: `${path} (setting)` };
  const numbers = new Map(different.map((value, at) => [value, Number(`${read[at]![1]}${read[at]![3]}`)]));
  const [unit] = units;
  return {
    path,
    place,
    values: different.toSorted((a, b) => numbers.get(a)! - numbers.get(b)!),
    numbers,
    label: `${path} (${unit?.trim() || "in the scenario’s unit"})`,
  };
}
