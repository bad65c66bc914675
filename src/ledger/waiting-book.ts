// How many jobs of each source wait, at the ends of the steps: whether a waiting line grows without end shows there.

import { LevelSamples } from "../statistics/drift.ts";
import type { RunTotals } from "./rows.ts";

export class WaitingBook {
  private readonly sources: readonly string[];
  private readonly samples: readonly LevelSamples[];
  private latest: Float64Array;

  constructor(sources: readonly string[]) {
    this.sources = sources;
    this.samples = sources.map(() => new LevelSamples());
    this.latest = new Float64Array(sources.length);
  }

  /** @param waiting jobs of each source; this book keeps the array */
  record(waiting: Float64Array): void {
    this.samples.forEach((own, source) => {
      own.add(waiting[source]!);
    });
    this.latest = waiting;
  }

  /** One entry per source; all 0 of a run that ended in its warm-up. */
  get value(): RunTotals["waiting"] {
    return this.sources.map((source, index) => {
      const levels = this.samples[index]!.values;
      return { source, atStart: levels[0] ?? 0, atEnd: this.latest[index]!, levels };
    });
  }
}
