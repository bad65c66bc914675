// Many tests at once, by their p-values: those that come out small by chance are sorted out.

/**
 * p-values adjusted by Holm (1979), Scandinavian Journal of Statistics 6, 65: the i-th smallest of m becomes
 * max over j ≤ i of min(1, (m − j + 1) p_j). A test is significant at level α if its adjusted value is ≤ α; the chance that
 * any true hypothesis is rejected is then at most α, whatever the tests have to do with each other. It rejects all that
 * Bonferroni does, and more.
 * @param pValues in [0, 1]
 * @returns in the same order
 */
export function holm(pValues: readonly number[]): number[] {
  requireProbabilities(pValues);
  const ascending = pValues.map((_, place) => place).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let least = 0;
  ascending.forEach((place, rank) => {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[place]!));
    adjusted[place] = least;
  });
  return adjusted;
}

/** p-values adjusted by Bonferroni: min(1, m p). */
export function bonferroniAdjusted(pValues: readonly number[]): number[] {
  requireProbabilities(pValues);
  return pValues.map((p) => Math.min(1, pValues.length * p));
}

function requireProbabilities(pValues: readonly number[]): void {
  for (const p of pValues) if (!(p >= 0 && p <= 1)) throw new RangeError(`a p-value of ${p}`);
}
