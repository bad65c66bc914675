// How many worker threads, in the words of the command line.

import { InvalidArgumentError } from "commander";

/** More threads than this are a slip of the keyboard. */
const MOST_WORKERS = 1024;

/** @throws InvalidArgumentError when it is no such number */
export function workerCount(text: string): number {
  const count = Number(text);
  if (/^[1-9]\d*$/.test(text) && count <= MOST_WORKERS) return count;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${MOST_WORKERS}.`);
}
