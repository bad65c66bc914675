/** In whose hands a GPU is. */
export enum Holding {
  internal = 0,
  /** rental that keeps its GPUs, or whose notice runs */
  firm = 1,
  /** rental that internal work may preempt */
  preemptible = 2,
  /** kept for internal work that preempts, until the last notice has run */
  claimed = 3,
  /** firm rental that its customer does not use now, and nobody else either */
  unused = 4,
  /** kept for rental: until the last notice has run, its nodes have been turned over, or its window begins */
  claimedForRental = 5,
}

/** How many there are. */
export const HOLDINGS = 6;

/** The tier of a run that nobody may preempt now; others count from 0, the first to be taken. */
export const SAFE = -1;
