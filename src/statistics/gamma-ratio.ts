// The logarithm of Γ(a + ½)/Γ(a), which is all of the gamma function that Student's t needs. Taking the ratio
// instead of the difference of two log-gammas keeps 15 digits for any number of degrees of freedom.

/** From here on seven terms of Stirling's series are exact to the last digit of a double. */
const STIRLING_FROM = 16;

/** ln Γ(a) − [(a − ½) ln a − a + ½ ln 2π]: Stirling's series, Abramowitz and Stegun (1964), 6.1.41. */
function stirlingCorrection(a: number): number {
  const x = 1 / (a * a);
  return (1 / 12 - x * (1 / 360 - x * (1 / 1260 - x * (1 / 1680 - x * (1 / 1188 - (x * 691) / 360360))))) / a;
}

/**
 * ln Γ(a + ½) − ln Γ(a), for a > 0.
 * Small a is raised by Γ(a + 1) = a Γ(a) (Abramowitz and Stegun, 6.1.15); then the leading terms of the two
 * Stirling series are subtracted by hand: a ln(1 + 1/2a) + ½ ln a − ½.
 */
export function logGammaRatio(a: number): number {
  let raised = a;
  let factor = 1;
  while (raised < STIRLING_FROM) {
    factor *= raised / (raised + 0.5);
    raised += 1;
  }
  const leading = raised * Math.log1p(0.5 / raised) + 0.5 * Math.log(raised) - 0.5;
  return Math.log(factor) + leading + stirlingCorrection(raised + 0.5) - stirlingCorrection(raised);
}
