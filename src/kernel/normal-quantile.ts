// Wichura (1988), "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37,
// routine PPND16: three ratios of polynomials of degree 7, relative error about 1e-16.

/** Half-width around p = 1/2 in which the central ratio holds. */
const CENTRE = 0.425;
/** Where, in sqrt(-log tail), the near tail ends and the far tail begins. */
const FAR = 5;
/** A uniform of 0 stands for the cell from 0 to 2^-53 of the lattice of uniforms: this is its middle. */
const SMALLEST_TAIL = 2 ** -54;

/**
 * The x below which a standard normal lies with probability `p`.
 * @param p in [0, 1); 0 is read as 2^-54, so that a uniform draw never becomes infinite
 */
export function standardNormalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= CENTRE) return q * evaluate(CENTRAL, CENTRE * CENTRE - q * q);
  const tail = Math.max(q < 0 ? p : 1 - p, SMALLEST_TAIL);
  const r = Math.sqrt(-Math.log(tail));
  const x = r <= FAR ? evaluate(NEAR_TAIL, r - 1.6) : evaluate(FAR_TAIL, r - FAR);
  return q < 0 ? -x : x;
}

/** Coefficients of two polynomials, the constant first. */
interface Ratio {
  readonly above: Float64Array;
  readonly below: Float64Array;
}

function evaluate({ above, below }: Ratio, s: number): number {
  return degree7(above, s) / degree7(below, s);
}

/** Horner's rule, written out: this is the inner loop of every normal draw. */
function degree7(c: Float64Array, s: number): number {
  const high = ((c[7] * s + c[6]) * s + c[5]) * s + c[4];
  return (((high * s + c[3]) * s + c[2]) * s + c[1]) * s + c[0];
}

/** x / (p - 1/2), in 0.425² - (p - 1/2)². */
const CENTRAL: Ratio = {
  above: Float64Array.of(
    3.3871328727963665,
    133.14166789178438,
    1971.5909503065513,
    13731.69376550946,
    45921.95393154987,
    67265.7709270087,
    33430.57558358813,
    2509.0809287301227,
  ),
  below: Float64Array.of(
    1,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854,
  ),
};

/** x, in sqrt(-log tail) - 1.6. */
const NEAR_TAIL: Ratio = {
  above: Float64Array.of(
    1.4234371107496835,
    4.630337846156546,
    5.769497221460691,
    3.6478483247632045,
    1.2704582524523684,
    0.2417807251774506,
    0.022723844989269184,
    0.0007745450142783414,
  ),
  below: Float64Array.of(
    1,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-9,
  ),
};

/** x, in sqrt(-log tail) - 5. */
const FAR_TAIL: Ratio = {
  above: Float64Array.of(
    6.657904643501103,
    5.463784911164114,
    1.7848265399172913,
    0.29656057182850487,
    0.026532189526576124,
    0.0012426609473880784,
    2.7115555687434876e-5,
    2.0103343992922881e-7,
  ),
  below: Float64Array.of(
    1,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-5,
    1.421511758316446e-7,
    2.0442631033899397e-15,
  ),
};
