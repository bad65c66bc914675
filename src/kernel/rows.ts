// Rows whose columns lie side by side in memory, so that touching a row costs a cache line or two and not one a column:
//
//   buffer   │ a₀ b₀ c₀ … │ a₁ b₁ c₁ … │ a₂ …        `stride` numbers a row
//   column a   ^            ^            ^            a view that begins at the first number
//   column b      ^            ^            ^         a view that begins at the second
//
// A row is named by its place in the buffer (0, stride, 2 stride, …), so that `a[row]` and `b[row]` read like columns.

/**
 * Where rows begin in their buffer, bytes. Large blocks of memory begin 16 bytes after a boundary of 64 (their allocator
 * keeps its notes there), so that a row of 64 bytes then lies in one cache line; nothing but the speed depends on it.
 */
const FIRST_ROW = 48;

/** A buffer of `rows` rows of doubles that begins with those of `old`. */
export function realRows(rows: number, stride: number, old: Float64Array | null): Float64Array {
  const buffer = new Float64Array(new ArrayBuffer(FIRST_ROW + rows * stride * 8), FIRST_ROW);
  if (old !== null) buffer.set(old);
  return buffer;
}

/** A buffer of `rows` rows of 32-bit whole numbers that begins with those of `old`. */
export function wholeRows(rows: number, stride: number, old: Int32Array | null): Int32Array {
  const buffer = new Int32Array(new ArrayBuffer(FIRST_ROW + rows * stride * 4), FIRST_ROW);
  if (old !== null) buffer.set(old);
  return buffer;
}

/** The same buffer as 32-bit whole numbers: two in the place of each double. */
export function wholesOf(buffer: Float64Array): Int32Array {
  return new Int32Array(buffer.buffer, buffer.byteOffset);
}

/** The column that begins at the number `place` of the first row. */
export function realColumn(buffer: Float64Array, place: number): Float64Array {
  return buffer.subarray(place);
}

/** The column that begins at the number `place` of the first row. */
export function wholeColumn(buffer: Int32Array, place: number): Int32Array {
  return buffer.subarray(place);
}
