import { type Law, sampleDuration } from "../kernel/law.ts";
import type { RandomStream } from "../kernel/random-stream.ts";
import type { Duration } from "../kernel/time.ts";

/** A limit that each job has from its arrival on: its patience, its deadline. Drawn for every job, needed or not. */
export class LimitRule {
  private readonly law: Law | null;
  private readonly stream: RandomStream;

  constructor(law: Law | null, stream: RandomStream) {
    this.law = law;
    this.stream = stream;
  }

  /** The limit of the next job, ms; Infinity when jobs have none. */
  draw(): Duration {
    return this.law === null ? Number.POSITIVE_INFINITY : sampleDuration(this.law, this.stream);
  }
}
