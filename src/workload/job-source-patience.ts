import { type Law, sampleDuration } from "../kernel/law.ts";
import type { RandomStream } from "../kernel/random-stream.ts";
import type { Duration } from "../kernel/time.ts";

/** How long jobs wait before they leave. Drawn at the arrival of every job, whether it comes to wait or not. */
export class PatienceRule {
  private readonly law: Law | null;
  private readonly stream: RandomStream;

  constructor(law: Law | null, stream: RandomStream) {
    this.law = law;
    this.stream = stream;
  }

  /** The patience of the next job, ms; Infinity when jobs never leave. */
  draw(): Duration {
    return this.law === null ? Number.POSITIVE_INFINITY : sampleDuration(this.law, this.stream);
  }
}
