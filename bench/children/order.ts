// What a child is told on its command line, and how it answers on its standard output: both as JSON.

import type { Sample } from "../sample.ts";

export interface RunOrder {
  /** path of the scenario */
  readonly scenario: string;
  /** run the beginning of the scenario first, untimed, so that the code is compiled */
  readonly warmUp: boolean;
  /** make runs, one after the other, until so much CPU time is spent, s; 0: one run */
  readonly atLeast: number;
}

export interface ReplicationOrder {
  /** path of the scenario */
  readonly scenario: string;
  /** path of the code of a thread */
  readonly thread: string;
  /** their numbers; one may be made more than once */
  readonly replications: readonly number[];
  readonly threads: number;
}

/** What `replicate` gives a thread. */
export interface ThreadData {
  /** path */
  readonly scenario: string;
  readonly replications: readonly number[];
}

export function readOrder<Order>(): Order {
  return JSON.parse(process.argv[2]!) as Order;
}

export function answer(sample: Sample): void {
  process.stdout.write(JSON.stringify(sample));
}
