// The unit of an executor's work: a point, and some of its replications one after the other. It gives one result file.

import type { Point } from "./experiment.ts";
import type { Known } from "./known.ts";
import { missingRuns, type Wish } from "./step.ts";

export interface Chunk {
  readonly point: Point;
  /** first replication, from 0, and their number */
  readonly from: number;
  readonly count: number;
}

/** What chunks are cut for. */
export interface Cut {
  /** chunks that are made at a time */
  readonly workers: number;
  /** work that a chunk has at most where it is more than one run, s: what a crash may lose */
  readonly seconds: number;
}

/** So many chunks a worker at least, where there are replications enough: the last ones to be done then differ little in time. */
const CHUNKS_PER_WORKER = 4;

/**
 * Chunks of all that is wished for and not known yet, point by point.
 * @param seconds that a replication of a point takes, a forecast
 */
export function chunksOf(
  wishes: readonly Wish[],
  known: Known,
  seconds: (point: Point) => number,
  cut: Cut,
): Chunk[] {
  const share = Math.max(1, Math.floor(missingRuns(wishes, known) / (CHUNKS_PER_WORKER * cut.workers)));
  return wishes.flatMap(({ point, replications }) => {
    const most = Math.max(1, Math.min(share, Math.floor(cut.seconds / seconds(point))));
    return chunksOfPoint(point, replications, known, most);
  });
}

function chunksOfPoint(point: Point, replications: number, known: Known, most: number): Chunk[] {
  const chunks: Chunk[] = [];
  for (let from = 0; from < replications; ) {
    let count = 0;
    while (count < most && from + count < replications && !known.has(point.index, from + count)) count++;
    if (count > 0) chunks.push({ point, from, count });
    from += Math.max(1, count);
  }
  return chunks;
}
