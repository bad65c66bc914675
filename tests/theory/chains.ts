// Continuous-time Markov chains, solved numerically: for systems that have no closed form. Independent of src.

/** Moves out of a state: where to, and how often per unit of time. */
export type Moves<State> = (state: State) => readonly (readonly [to: State, rate: number])[];

/**
 * Stationary probabilities of every state that can be reached from `start`, by Gauss–Seidel sweeps over the balance
 * equations (Stewart 1994, Introduction to the Numerical Solution of Markov Chains, § 3.2.4) until no probability moves
 * by more than 1e-13.
 */
export function stationary<State>(
  start: State,
  moves: Moves<State>,
): { state: State; probability: number }[] {
  const states = [start];
  const placeOf = new Map([[JSON.stringify(start), 0]]);
  const into: { from: number; rate: number }[][] = [[]];
  const out: number[] = [];
  for (let from = 0; from < states.length; from++) {
    out[from] = 0;
    for (const [to, rate] of moves(states[from]!)) {
      const key = JSON.stringify(to);
      if (!placeOf.has(key)) {
        placeOf.set(key, states.push(to) - 1);
        into.push([]);
      }
      into[placeOf.get(key)!]!.push({ from, rate });
      out[from]! += rate;
    }
  }
  const probability = solve(into, out);
  return states.map((state, place) => ({ state, probability: probability[place]! }));
}

function solve(
  into: readonly (readonly { from: number; rate: number }[])[],
  out: readonly number[],
): Float64Array {
  const probability = new Float64Array(out.length).fill(1 / out.length);
  for (let change = 1; change > 1e-13; ) {
    change = 0;
    for (let state = 0; state < out.length; state++) {
      let flow = 0;
      for (const { from, rate } of into[state]!) flow += probability[from]! * rate;
      change = Math.max(change, Math.abs(flow / out[state]! - probability[state]!));
      probability[state] = flow / out[state]!;
    }
    const total = probability.reduce((sum, each) => sum + each, 0);
    for (let state = 0; state < out.length; state++) probability[state]! /= total;
  }
  return probability;
}
