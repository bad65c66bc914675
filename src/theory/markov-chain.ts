// The stationary distribution of a small Markov chain with several coordinates, for systems without a closed form.
// Grassmann, Taksar and Heyman (1985), "Regenerative analysis and steady state distributions for Markov chains":
// elimination without a subtraction, hence without cancellation.

/** Elimination takes states³ / 3 steps: a second or two for this many. */
const MOST_STATES = 1500;

/** Numbers of jobs by class, for instance. */
type ChainState = readonly number[];

/** Where a state goes, and how often per unit of time. */
type Transitions = (state: ChainState) => readonly (readonly [to: ChainState, rate: number])[];

/** What a chain does over a long time. */
export class MarkovChain {
  readonly states: readonly ChainState[];
  /** share of time in each of the states */
  readonly shares: Float64Array;

  /**
   * Finds every state that can be reached from `start`; each must be able to come back to it.
   * @throws RangeError when there are more than 1,500
   */
  constructor(start: ChainState, transitions: Transitions) {
    const { states, rates } = explore(start, transitions);
    this.states = states;
    this.shares = stationary(rates, states.length);
  }

  /** Time average of a function of the state. */
  mean(value: (state: ChainState) => number): number {
    return this.states.reduce((sum, state, i) => sum + this.shares[i]! * value(state), 0);
  }
}

/** The states in order of discovery, and the matrix of their rates, row by row. */
function explore(start: ChainState, transitions: Transitions) {
  const indices = new Map([[start.join(), 0]]);
  const states = [start];
  const arrows: { from: number; to: number; rate: number }[] = [];
  for (let from = 0; from < states.length; from++) {
    for (const [state, rate] of transitions(states[from]!)) {
      if (rate === 0) continue;
      const key = state.join();
      const to = indices.get(key) ?? states.length;
      if (to === states.length) {
        indices.set(key, to);
        states.push(state);
        if (to >= MOST_STATES) throw new RangeError(`more than ${MOST_STATES} states`);
      }
      arrows.push({ from, to, rate });
    }
  }
  const rates = new Float64Array(states.length ** 2);
  for (const { from, to, rate } of arrows) {
    if (from !== to) rates[from * states.length + to]! += rate;
  }
  return { states, rates };
}

/** Censors the chain on fewer and fewer states, then builds the shares back up. Overwrites `rates`. */
function stationary(rates: Float64Array, count: number): Float64Array {
  for (let last = count - 1; last > 0; last--) {
    let leaving = 0;
    for (let to = 0; to < last; to++) leaving += rates[last * count + to]!;
    for (let from = 0; from < last; from++) {
      const share = rates[from * count + last]! / leaving;
      rates[from * count + last] = share;
      if (share === 0) continue;
      for (let to = 0; to < last; to++) rates[from * count + to]! += share * rates[last * count + to]!;
    }
  }
  const shares = new Float64Array(count);
  shares[0] = 1;
  let total = 1;
  for (let state = 1; state < count; state++) {
    for (let from = 0; from < state; from++) shares[state]! += shares[from]! * rates[from * count + state]!;
    total += shares[state]!;
  }
  return shares.map((share) => share / total);
}
