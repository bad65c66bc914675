// Points that fill a cube more evenly than random ones: Sobol' (1967), in the order of Antonov and Saleev (1979).

/**
 * For each dimension after the first the coefficients a of a primitive polynomial and the first direction numbers m, as
 * many as the degree of the polynomial: the table new-joe-kuo-6.21201 of Joe and Kuo (2008), "Constructing Sobol sequences
 * with better two-dimensional projections", SIAM Journal on Scientific Computing 30, 2635.
 */
const DIRECTIONS: readonly { readonly a: number; readonly m: readonly number[] }[] = [
  { a: 0, m: [1] },
  { a: 1, m: [1, 3] },
  { a: 1, m: [1, 3, 1] },
  { a: 2, m: [1, 1, 1] },
  { a: 1, m: [1, 1, 3, 3] },
  { a: 4, m: [1, 3, 5, 13] },
  { a: 2, m: [1, 1, 5, 5, 17] },
  { a: 4, m: [1, 1, 5, 5, 5] },
  { a: 7, m: [1, 1, 7, 11, 19] },
  { a: 11, m: [1, 1, 5, 1, 1] },
  { a: 13, m: [1, 1, 1, 3, 11] },
  { a: 14, m: [1, 3, 5, 5, 31] },
  { a: 1, m: [1, 3, 3, 9, 7, 49] },
  { a: 13, m: [1, 1, 1, 15, 21, 21] },
  { a: 16, m: [1, 3, 1, 13, 27, 49] },
  { a: 19, m: [1, 1, 1, 15, 7, 5] },
  { a: 22, m: [1, 3, 1, 15, 13, 25] },
  { a: 25, m: [1, 1, 5, 5, 19, 61] },
  { a: 1, m: [1, 3, 7, 11, 23, 15, 103] },
  { a: 4, m: [1, 3, 7, 13, 13, 15, 69] },
];

/** Dimensions that the table is written out for. */
export const SOBOL_DIMENSIONS = DIRECTIONS.length + 1;

const BITS = 32;

/**
 * The first points of the sequence in [0, 1)^dimensions, the origin among them. Powers of two of them are spread best.
 * @param dimensions from 1 to SOBOL_DIMENSIONS
 * @throws RangeError when there is no table for so many
 */
export function sobolSequence(points: number, dimensions: number): number[][] {
  if (!(dimensions >= 1 && dimensions <= SOBOL_DIMENSIONS)) throw new RangeError(`${dimensions} dimensions`);
  const directions = Array.from({ length: dimensions }, (_, dimension) => directionNumbers(dimension));
  const state = new Uint32Array(dimensions);
  return Array.from({ length: points }, (_, point) => {
    const row = Array.from(state, (bits) => bits / 2 ** BITS);
    const change = lowestZero(point);
    for (let dimension = 0; dimension < dimensions; dimension++)
      state[dimension]! ^= directions[dimension]![change]!;
    return row;
  });
}

/** Place of the lowest bit that is 0: the one that changes next in a Gray code. */
function lowestZero(number: number): number {
  return 31 - Math.clz32(~number & (number + 1));
}

/** v_k = m_k / 2^k as whole numbers of 32 bits. */
function directionNumbers(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) return v.map((_, k) => 2 ** (BITS - 1 - k));
  const { a, m } = DIRECTIONS[dimension - 1]!;
  const degree = m.length;
  for (let k = 0; k < BITS; k++) {
    if (k < degree) {
      v[k] = m[k]! * 2 ** (BITS - 1 - k);
      continue;
    }
    let next = v[k - degree]! ^ (v[k - degree]! >>> degree);
    for (let i = 1; i < degree; i++) if ((a >>> (degree - 1 - i)) & 1) next ^= v[k - i]!;
    v[k] = next;
  }
  return v;
}
