// Runs an experiment to its end: asks the step what is wanted, has it made, and asks again.

import {
  type Chunk,
  chunksOf,
  type Experiment,
  expectedSeconds,
  type Known,
  missingRuns,
  type Step,
  type Width,
  type Wish,
  widestInterval,
} from "../../index.ts";
import { takeChunk } from "./chunk-file.ts";
import type { Executor } from "./executor.ts";

/** How far an experiment is. */
export interface ExperimentState {
  /** runs that are done, parts of those under way included, and those that are known to be wanted */
  readonly done: number;
  readonly wanted: number;
  /** the least certain figure so far; null before there is an interval */
  readonly widest: Width | null;
}

interface ExperimentWatch {
  /** called whenever something has moved; `state` is costly enough to be asked for only when it is shown */
  moved(state: () => ExperimentState): void;
  /** a chunk is done or has failed (then why) */
  ended(chunk: Chunk, reason: string | null): void;
  /** something that people should know, a sentence */
  note(words: string): void;
  readonly signal: AbortSignal;
}

interface Work {
  readonly experiment: Experiment;
  /** expected events of one replication of each point */
  readonly events: readonly number[];
  readonly folder: string;
  readonly executor: Executor;
  /** what is known already; grows */
  readonly known: Known;
  /** chunks that are being made already */
  readonly left: readonly Chunk[];
}

/**
 * Make all runs that the step asks for, or as many as there are before the signal comes.
 * @returns whether it is at its end: nothing more is asked for
 * @throws DiskFailed (rejects) when results can no longer be kept
 */
export async function runExperiment(work: Work, step: Step, watch: ExperimentWatch): Promise<boolean> {
  const { events, executor, known, left } = work;
  const seconds = ({ index }: { index: number }) => expectedSeconds(events[index]!);
  if (left.length > 0) await makeAll(work, left, tallyOf(work, step(known)), watch);
  for (;;) {
    const wishes = step(known);
    if (wishes.length === 0) return true;
    if (watch.signal.aborted) return false;
    const chunks = chunksOf(wishes, known, seconds, executor.cut);
    await makeAll(work, chunks, tallyOf(work, wishes), watch);
    if (watch.signal.aborted) return false;
  }
}

async function makeAll(
  { folder, executor, known }: Work,
  chunks: readonly Chunk[],
  tally: Tally,
  watch: ExperimentWatch,
): Promise<void> {
  const moved = () => watch.moved(() => tally.state());
  await executor.run(
    chunks,
    {
      progress(chunk, runs) {
        tally.underWay.set(chunk, runs);
        moved();
      },
      done(chunk) {
        takeChunk(folder, chunk, known);
        tally.end(chunk);
        watch.ended(chunk, null);
        moved();
      },
      note: watch.note,
      failed(chunk, reason) {
        known.fail(chunk.point.index, reason);
        tally.end(chunk);
        watch.ended(chunk, reason);
        moved();
      },
    },
    watch.signal,
  );
}

interface Tally {
  /** runs done of the chunks that are under way */
  readonly underWay: Map<Chunk, number>;
  end(chunk: Chunk): void;
  state(): ExperimentState;
}

function tallyOf({ experiment, known }: Work, wishes: readonly Wish[]): Tally {
  const wanted = known.count + missingRuns(wishes, known);
  const underWay = new Map<Chunk, number>();
  const widths = new Map<number, Width | null>();
  const look = (point: number) => widths.set(point, widestInterval(experiment, known, point));
  for (const { index } of experiment.points) if (known.of(index) !== null) look(index);
  return {
    underWay,
    end(chunk) {
      underWay.delete(chunk);
      look(chunk.point.index);
    },
    state() {
      const partly = [...underWay.values()].reduce((sum, runs) => sum + runs, 0);
      const widest = [...widths.values()].reduce(
        (most, width) => ((width?.share ?? -1) > (most?.share ?? -1) ? width : most),
        null,
      );
      return { done: known.count + partly, wanted, widest };
    },
  };
}
