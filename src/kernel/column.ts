// A column is a typed array; a table is a set of columns of one length. Growing is the only time a column is copied.

type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** A longer copy of a column; the new rows hold `fill`. */
export function grown<T extends Column>(column: T, length: number, fill = 0): T {
  const longer = new (column.constructor as new (length: number) => T)(length);
  longer.set(column);
  if (fill !== 0) longer.fill(fill, column.length);
  return longer;
}
