import { betaQuantile } from "./incomplete-beta.ts";

/**
 * The x with P(F ≤ x) = probability, for the F law with so many degrees of freedom above and below: F = (d₂/d₁) B/(1 − B)
 * with B of the beta law of d₁/2 and d₂/2. Abramowitz and Stegun (1964), 26.6.2.
 * @param probability in [0, 1)
 */
export function fQuantile(probability: number, above: number, below: number): number {
  const b = betaQuantile(probability, above / 2, below / 2);
  return ((below / above) * b) / (1 - b);
}
