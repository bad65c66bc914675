// Commitment risk over a stretch of time in which internal work grows: the same promises made again and again, and what
// becomes of them.

import type { Duration, Instant } from "../kernel/time.ts";
import { HOUR } from "../kernel/time.ts";
import type { FreeSlots } from "../ledger/free-slots.ts";
import type { RunTotals } from "../ledger/rows.ts";
import { type Estimate, meanInterval } from "../statistics/interval.ts";
import { shortOf } from "./broken-promises.ts";

/** What is promised: so many GPUs, or the whole GPUs in a share of those that are free as the promise is made. */
export type PromisedSize =
  | { readonly kind: "gpus"; readonly gpus: number }
  | { readonly kind: "share"; readonly share: number };

/** What is asked. */
export interface CommitmentsPlan {
  /** ms, each a multiple of the slot */
  readonly durations: readonly Duration[];
  readonly sizes: readonly PromisedSize[];
  /** promises are made at its multiples, ms; a multiple of the slot */
  readonly every: Duration;
  readonly slot: Duration;
  /** $ for each GPU-hour that is missing; null: nothing is said */
  readonly breach: number | null;
}

/** Promises of one size of one pool for one duration. */
export interface CommitmentRow {
  readonly pool: number;
  readonly size: PromisedSize;
  readonly duration: Duration;
  /** `all`: the mean over all promises of a replication */
  readonly madeAt: Instant | "all";
  /** GPUs */
  readonly promised: Estimate;
  /** share that was broken */
  readonly broken: Estimate;
  /** GPU-ms that were missing in a promise, each slot at its worst */
  readonly short: Estimate;
  /** the same as a share of what was promised */
  readonly shortShare: Estimate;
  /** $ of a promise */
  readonly cost: Estimate;
}

/** What became of one promise in one replication; NaN where it was none. */
interface Kept {
  readonly promised: number;
  readonly broken: number;
  readonly short: number;
  readonly shortShare: number;
}

const NO_PROMISE: Kept = {
  promised: Number.NaN,
  broken: Number.NaN,
  short: Number.NaN,
  shortShare: Number.NaN,
};

/**
 * The rows of commitments.csv: of each pool, size and duration those of all promises together, and then of each instant at
 * which one was made that ends within the run.
 * @param runs of one variant, by replication; what was free in them is kept
 * @param plan null: nothing is asked, and there are no rows
 */
export function commitmentRisk(runs: readonly RunTotals[], plan: CommitmentsPlan | null): CommitmentRow[] {
  if (plan === null || runs.length === 0) return [];
  return runs[0]!.free!.flatMap((_, pool) => {
    const free = runs.map((totals) => totals.free![pool]!);
    return plan.sizes.flatMap((size) =>
      plan.durations.flatMap((duration) => rowsOf(free, { pool, size, duration }, plan)),
    );
  });
}

function rowsOf(
  runs: readonly FreeSlots[],
  what: Pick<CommitmentRow, "pool" | "size" | "duration">,
  plan: CommitmentsPlan,
): CommitmentRow[] {
  const last = Math.max(...runs.map(({ begin, slot, gpus }) => begin + slot * gpus.least.length));
  const promises = Math.max(0, Math.floor((last - what.duration) / plan.every) + 1);
  const instants = Array.from({ length: promises }, (_, promise) => promise * plan.every);
  const kept = instants.map((madeAt) => runs.map((free) => keptOf(free, what, madeAt)));
  const row = (madeAt: Instant | "all", of: readonly Kept[]): CommitmentRow => ({
    ...what,
    madeAt,
    promised: meanInterval(of.map(({ promised }) => promised)),
    broken: meanInterval(of.map(({ broken }) => broken)),
    short: meanInterval(of.map(({ short }) => short)),
    shortShare: meanInterval(of.map(({ shortShare }) => shortShare)),
    cost: meanInterval(of.map(({ short }) => (plan.breach ?? Number.NaN) * (short / HOUR))),
  });
  const ofRun = (run: number) => meanOf(kept.map((promise) => promise[run]!));
  if (promises === 0) return [];
  return [
    row(
      "all",
      runs.map((_, run) => ofRun(run)),
    ),
    ...instants.map((madeAt, promise) => row(madeAt, kept[promise]!)),
  ];
}

function keptOf(
  free: FreeSlots,
  { size, duration }: Pick<CommitmentRow, "size" | "duration">,
  madeAt: Instant,
): Kept {
  const level = free.gpus.first[(madeAt - free.begin) / free.slot] ?? 0;
  const gpus = size.kind === "gpus" ? size.gpus : Math.floor(size.share * level);
  const short = shortOf(free, { gpus, madeAt, duration });
  // Whoever promises a share of nothing promises nothing, and what a run does not see to its end is not known.
  if (gpus === 0 || Number.isNaN(short)) return NO_PROMISE;
  return { promised: gpus, broken: Number(short > 0), short, shortShare: short / (gpus * duration) };
}

/** Over the promises of one replication. */
function meanOf(promises: readonly Kept[]): Kept {
  const mean = (of: (kept: Kept) => number) => meanInterval(promises.map(of)).mean;
  return {
    promised: mean(({ promised }) => promised),
    broken: mean(({ broken }) => broken),
    short: mean(({ short }) => short),
    shortShare: mean(({ shortShare }) => shortShare),
  };
}
