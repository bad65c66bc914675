// Whole numbers of the command line, such as how many worker threads.

import { InvalidArgumentError } from "commander";

/** More threads than this are a slip of the keyboard. */
const MOST_WORKERS = 1024;

/** @throws InvalidArgumentError when it is no such number */
export function workerCount(text: string): number {
  return wholeUpTo(MOST_WORKERS, text);
}

/** @throws InvalidArgumentError when it is no whole number from 1 to `most` */
export function wholeUpTo(most: number, text: string): number {
  const count = Number(text);
  if (/^[1-9]\d*$/.test(text) && count <= most) return count;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${most}.`);
}
