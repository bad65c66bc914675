// "Did you mean …?"

/** The known name that a mistyped one was probably meant to be, or null when none is near. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const folded = fold(name);
  // A third of the letters may be wrong: enough for two slips in a word, too little to confuse two words.
  let best = Math.max(1, Math.floor(folded.length / 3)) + 1;
  let nearest: string | null = null;
  for (const candidate of known) {
    const distance = editDistance(folded, fold(candidate));
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** The spelling that counts: `gpusPerNode`, `gpus-per-node` and `gpus_per_node` are one name, and so are GCP and Google. */
function fold(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_ ]/g, "")
    .replace(/^gcp(?=\.)/, "google");
}

/** Least number of letters inserted, deleted, replaced or swapped with their neighbour (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      let least = Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) least = Math.min(least, beforePrevious[j - 2]! + 1);
      current.push(least);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length]!;
}
