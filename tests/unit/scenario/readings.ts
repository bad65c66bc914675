// Reads a quantity that must be right, or one that must be wrong.

import type { Dimension } from "../../../src/scenario/reading.ts";

export function valueRead<T>(dimension: Dimension<T>, raw: string | number): T {
  const read = dimension.read(raw);
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

export function refusalOf(dimension: Dimension<unknown>, raw: string | number): [string, string | null] {
  const read = dimension.read(raw);
  if (read.ok) throw new Error(`${raw} has been read as ${JSON.stringify(read.value)}`);
  return [read.message, read.suggestion];
}
