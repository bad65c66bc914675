/** Beyond this the series has lost all digits of the tail, which is below 1e-15. */
const FAR = 8;

/**
 * P(Z ≤ z) of the standard normal law, to 1e-15 absolutely: ½ + φ(z)(z + z³/3 + z⁵/(3·5) + …). Marsaglia (2004),
 * "Evaluating the normal distribution", Journal of Statistical Software 11(4); simple-statistics has a table of two decimals.
 */
export function standardNormalProbability(z: number): number {
  if (Math.abs(z) > FAR) return z > 0 ? 1 : 0;
  let [term, sum] = [z, z];
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * z * z - 0.5 * Math.log(2 * Math.PI));
}
