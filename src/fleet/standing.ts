/** Whether a node takes work, or why not. */
export enum Standing {
  inService = 0,
  /** closed for new work before its maintenance; what runs there runs on */
  draining = 1,
  /** kept out of service until another node is down */
  spare = 2,
  /** failed, without its domain, or being maintained */
  down = 3,
  /** to be turned over to others: the jobs on it have their notice */
  vacating = 4,
  /** being wiped and set up for others */
  turning = 5,
  /** not installed: still to come, or gone */
  absent = 6,
}

/** How many there are. */
export const STANDINGS = 7;
