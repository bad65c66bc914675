// The best of some points, to within a difference that does not matter, with as few replications as it takes: a point is out
// as soon as another is better by more than chance. Kim and Nelson (2001), "A fully sequential procedure for
// indifference-zone selection in simulation", ACM TOMACS 11, 251; here with c = 1, the greatest mean being the best, and
// valid under common random numbers.

interface KimNelson {
  /** replications of every point before the first is sent away: n₀ ≥ 2 */
  readonly first: number;
  /** δ > 0: a point whose mean is less than this below the best is as good as the best */
  readonly indifference: number;
  /** 1 − α: probability that the choice is right when the best is better than all others by at least δ */
  readonly confidence: number;
}

interface Constants {
  readonly eta: number;
  readonly h2: number;
}

/** η = ½((2α/(k − 1))^(−2/(n₀ − 1)) − 1) and h² = 2η(n₀ − 1). */
export function kimNelsonConstants(points: number, first: number, confidence: number): Constants {
  if (!(Number.isSafeInteger(points) && points >= 2)) throw new RangeError(`${points} points to choose from`);
  if (!(Number.isSafeInteger(first) && first >= 2)) throw new RangeError(`${first} first replications`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`a confidence of ${confidence}`);
  const eta = 0.5 * (((2 * (1 - confidence)) / (points - 1)) ** (-2 / (first - 1)) - 1);
  return { eta, h2: 2 * eta * (first - 1) };
}

interface Elimination {
  readonly point: number;
  /** replications after which it was out */
  readonly after: number;
}

interface Selection {
  /** points that may be the best, the greatest mean of the replications that all of them have first */
  readonly left: readonly number[];
  readonly out: readonly Elimination[];
  /** replications that every point left has, and that were judged */
  readonly replications: number;
  /** points of which the next replication is to be made; none when the choice is made */
  readonly next: readonly number[];
}

/**
 * Where the procedure stands after the replications made so far. It is a function of them alone: feed it again after each
 * round, in which every point of `next` has got at least one more. Points that are out may have more or fewer.
 * @param samples of each point a figure of its replications in their order; the same replication shares its random numbers
 * @throws RangeError when the figures have no value (NaN), or the constants make no sense
 */
export function kimNelson(
  samples: readonly (readonly number[])[],
  { first, indifference, confidence }: KimNelson,
): Selection {
  if (!(indifference > 0)) throw new RangeError(`an indifference of ${indifference} is not above 0`);
  for (const [point, values] of samples.entries())
    if (values.some(Number.isNaN)) throw new RangeError(`point ${point} has a replication without a value`);
  const all = samples.map((_, point) => point);
  const have = (points: readonly number[]) => Math.min(...points.map((point) => samples[point]!.length));
  if (all.length < 2) return { left: all, out: [], replications: 0, next: [] };
  if (have(all) < first) return { left: all, out: [], replications: have(all), next: all };

  const { h2 } = kimNelsonConstants(all.length, first, confidence);
  const variances = pairVariances(samples, first);
  const sums = samples.map((values) => sumOf(values.slice(0, first - 1)));
  const out: Elimination[] = [];
  let left: readonly number[] = all;
  let [after, decided] = [first - 1, false];
  while (!decided && have(left) > after) {
    after++;
    for (const point of left) sums[point]! += samples[point]![after - 1]!;
    // W(r) of the paper times r: how far the sums may be apart by chance.
    const slack = (a: number, b: number) =>
      Math.max(0, (h2 * variances[a]![b]!) / (2 * indifference) - (indifference * after) / 2);
    const stays = (point: number) =>
      left.every((rival) => rival === point || sums[point]! >= sums[rival]! - slack(point, rival));
    const gone = left.filter((point) => !stays(point));
    for (const point of gone) out.push({ point, after });
    left = left.filter((point) => !gone.includes(point));
    // Points that are the same in every replication are never told apart.
    decided = left.every((a) => left.every((b) => a === b || slack(a, b) === 0));
  }
  const byMean = left.toSorted((a, b) => sums[b]! - sums[a]! || a - b);
  return { left: byMean, out, replications: after, next: decided ? [] : left };
}

/** s² of the paired differences of the first replications, for each pair. */
function pairVariances(samples: readonly (readonly number[])[], first: number): Float64Array[] {
  const variances = samples.map(() => new Float64Array(samples.length));
  for (let a = 0; a < samples.length; a++) {
    for (let b = 0; b < a; b++) {
      let [mean, squares] = [0, 0];
      for (let n = 1; n <= first; n++) {
        const difference = samples[a]![n - 1]! - samples[b]![n - 1]!;
        const off = difference - mean;
        mean += off / n;
        squares += off * (difference - mean);
      }
      variances[a]![b] = squares / (first - 1);
      variances[b]![a] = squares / (first - 1);
    }
  }
  return variances;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
