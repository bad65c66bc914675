// Lays runs of jobs out side by side within their nodes. Which GPU of a node a job has is no part of the model, so the first free
// ones are taken, and the picture is one of many.

export interface PlacedRun {
  readonly source: string;
  /** names of nodes */
  readonly nodes: readonly string[];
  /** on all nodes together */
  readonly gpus: number;
  /** s */
  readonly from: number;
  readonly to: number;
}

/** A part of a run on neighbouring lanes of one node. */
export interface Bar {
  readonly source: string;
  readonly node: string;
  readonly from: number;
  readonly to: number;
  /** where it lies within the height of the node, from 0 to 1 */
  readonly low: number;
  readonly high: number;
}

/** @param runs by their starts */
export function barsOf(runs: readonly PlacedRun[]): Bar[] {
  /** when each lane of a node is free again */
  const lanes = new Map<string, number[]>();
  const laid = runs.flatMap((run) =>
    run.nodes.map((node) => {
      const freeAt = lanes.get(node) ?? [];
      lanes.set(node, freeAt);
      // Of a gang that is spread unevenly only the mean a node is known.
      const count = Math.max(1, Math.round(run.gpus / run.nodes.length));
      return { run, node, taken: takeLanes(freeAt, count, run) };
    }),
  );
  return laid.flatMap(({ run, node, taken }) => {
    const all = lanes.get(node)!.length;
    return neighbours(taken).map(([first, last]) => ({
      source: run.source,
      node,
      from: run.from,
      to: run.to,
      low: first / all,
      high: (last + 1) / all,
    }));
  });
}

/** The lowest lanes that are free when the run starts; new ones where there are too few. */
function takeLanes(freeAt: number[], count: number, { from, to }: PlacedRun): number[] {
  const taken: number[] = [];
  for (let lane = 0; taken.length < count; lane++) {
    if ((freeAt[lane] ?? 0) > from) continue;
    freeAt[lane] = to;
    taken.push(lane);
  }
  return taken;
}

/** Runs of neighbouring numbers, as first and last. */
function neighbours(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const each of numbers) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === each - 1) run[1] = each;
    else runs.push([each, each]);
  }
  return runs;
}
