// Functions of which it is known how much each argument matters: what sensitivity indices are tried on. Arguments are
// uniform on [0, 1) and independent.

/** A function with the exact indices of its arguments. */
export interface TestFunction {
  readonly dimensions: number;
  at(point: readonly number[]): number;
  /** V of the function */
  readonly variance: number;
  /** S_i = V(E(y | x_i))/V */
  readonly first: readonly number[];
  /** S_Ti = E(V(y | all but x_i))/V */
  readonly total: readonly number[];
}

/**
 * sin u₁ + a sin² u₂ + b u₃⁴ sin u₁, u uniform on (−π, π): Ishigami and Homma (1990). V₁ = ½(1 + bπ⁴/5)², V₂ = a²/8,
 * V₁₃ = 8b²π⁸/225; the third argument matters only together with the first.
 */
export function ishigami(a: number, b: number): TestFunction {
  const one = 0.5 * (1 + (b * Math.PI ** 4) / 5) ** 2;
  const two = a ** 2 / 8;
  const oneAndThree = (8 * b ** 2 * Math.PI ** 8) / 225;
  const variance = one + two + oneAndThree;
  const angle = (x: number) => Math.PI * (2 * x - 1);
  return {
    dimensions: 3,
    at: ([x, y, z]) => Math.sin(angle(x!)) * (1 + b * angle(z!) ** 4) + a * Math.sin(angle(y!)) ** 2,
    variance,
    first: [one / variance, two / variance, 0],
    total: [(one + oneAndThree) / variance, two / variance, oneAndThree / variance],
  };
}

/**
 * Π (|4x_i − 2| + a_i)/(1 + a_i): Sobol' (1993); Saltelli and Sobol' (1995). V_i = 1/(3(1 + a_i)²), V = Π(1 + V_i) − 1. An
 * argument matters the less, the larger its a_i ≥ 0.
 */
export function gFunction(a: readonly number[]): TestFunction {
  const parts = a.map((each) => 1 / (3 * (1 + each) ** 2));
  const product = parts.reduce((so, part) => so * (1 + part), 1);
  const variance = product - 1;
  return {
    dimensions: a.length,
    at: (point) =>
      point.reduce((so, x, place) => (so * (Math.abs(4 * x - 2) + a[place]!)) / (1 + a[place]!), 1),
    variance,
    first: parts.map((part) => part / variance),
    total: parts.map((part) => (part * product) / (1 + part) / variance),
  };
}
