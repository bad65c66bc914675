// The most that are in service over a stretch of time, of jobs that never wait: exact, for two laws of service, in ways that
// share nothing with src. Time is counted in mean service times, of which `load` jobs arrive on average.

/** P(N = k) for N of a Poisson law, k = 0 … most. */
export function poisson(mean: number, most: number): Float64Array {
  const shares = new Float64Array(most + 1);
  for (let k = 0, log = -mean; k <= most; k++) {
    if (k > 0) log += Math.log(mean / k);
    shares[k] = Math.exp(log);
  }
  return shares;
}

/**
 * M/M/∞: the probability that no more than `most` are in service at any time of the stretch, if so many are as it begins,
 * for 0 … most. First passage of a birth–death chain, by uniformisation: e^{Qt} 1 = Σ_k Poisson(Λt; k) P^k 1, with Q the
 * chain's rates among 0 … most, Λ = load + most at least any of its rates of leaving, and P = I + Q / Λ.
 */
export function neverAboveFrom(load: number, most: number, stretch: number): Float64Array {
  const pace = load + most;
  const terms = Math.ceil(pace * stretch + 12 * Math.sqrt(pace * stretch) + 50);
  const weights = poisson(pace * stretch, terms);
  const answer = new Float64Array(most + 1);
  let still = new Float64Array(most + 1).fill(1);
  for (let k = 0; k <= terms; k++) {
    const next = new Float64Array(most + 1);
    for (let busy = 0; busy <= most; busy++) {
      answer[busy]! += weights[k]! * still[busy]!;
      const up = busy === most ? 0 : load * still[busy + 1]!;
      const down = busy === 0 ? 0 : busy * still[busy - 1]!;
      next[busy] = (up + down + (pace - load - busy) * still[busy]!) / pace;
    }
    still = next;
  }
  return answer;
}

/** M/M/∞: the same from a stationary begin of which `known` says which numbers in service it may be. */
export function neverAbove(
  load: number,
  most: number,
  stretch: number,
  known: (busy: number) => boolean = () => true,
): number {
  const from = neverAboveFrom(load, most, stretch);
  const begins = poisson(load, 10 * Math.ceil(load + 10)).map((share, busy) => (known(busy) ? share : 0));
  const all = begins.reduce((sum, share) => sum + share, 0);
  return from.reduce((sum, never, busy) => sum + begins[busy]! * never, 0) / all;
}

/**
 * M/D/∞ over a stretch t ≤ 1: the same. Those that leave by t came between −1 and t − 1, those that come do so after 0, and R
 * of between stay throughout, Poisson(load (1 − t)). So the number in service is R + L + S, where L of 2 load t events on
 * average are leavings and S, arrivals less leavings so far, is a walk of fair steps. Given n steps and their end s,
 * L = (n − s) / 2, and by the reflection principle P(max S ≤ b, S_n = s) = P(S_n = s) − P(S_n = 2 (b + 1) − s) for s ≤ b, b ≥ 0.
 */
export function neverAboveConstant(load: number, most: number, stretch: number): number {
  const mean = 2 * load * stretch;
  const longest = Math.ceil(mean + 12 * Math.sqrt(mean) + 50);
  const steps = poisson(mean, longest);
  const staying = poisson(load * (1 - stretch), most);
  const logFactorial = new Float64Array(longest + 1);
  for (let n = 1; n <= longest; n++) logFactorial[n] = logFactorial[n - 1]! + Math.log(n);
  const ends = (n: number, s: number) => {
    if (Math.abs(s) > n || (n + s) % 2 !== 0) return 0;
    const [up, down] = [(n + s) / 2, (n - s) / 2];
    return Math.exp(logFactorial[n]! - logFactorial[up]! - logFactorial[down]! - n * Math.LN2);
  };
  let never = 0;
  for (let n = 0; n <= longest; n++) {
    for (let s = -n; s <= n; s += 2) {
      for (let stay = 0; stay <= most; stay++) {
        const room = most - stay - (n - s) / 2;
        if (room < 0 || s > room) continue;
        never += steps[n]! * staying[stay]! * (ends(n, s) - ends(n, 2 * (room + 1) - s));
      }
    }
  }
  return never;
}
