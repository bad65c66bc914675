// Waits from arrival to first start, by source and size, in bounded memory.

import { QuantileSketch } from "../statistics/quantile-sketch.ts";
import type { WaitRow } from "./rows.ts";

export class WaitBook {
  private readonly sources: readonly string[];
  /** for each source the sketch of every GPU count seen */
  private readonly bySize: Map<number, QuantileSketch>[];

  constructor(sources: readonly string[]) {
    this.sources = sources;
    this.bySize = sources.map(() => new Map());
  }

  record(source: number, gpus: number, wait: number): void {
    const sizes = this.bySize[source]!;
    let sketch = sizes.get(gpus);
    if (sketch === undefined) {
      sketch = new QuantileSketch();
      sizes.set(gpus, sketch);
    }
    sketch.record(wait);
  }

  /** A row for all jobs of each source, then one per size in ascending order. */
  rows(): WaitRow[] {
    return this.sources.flatMap((source, index) => {
      const sizes = [...this.bySize[index]!].sort(([a], [b]) => a - b);
      const all = new QuantileSketch();
      for (const [, sketch] of sizes) all.merge(sketch);
      return [waitRow(source, "all", all), ...sizes.map(([size, sketch]) => waitRow(source, size, sketch))];
    });
  }
}

function waitRow(source: string, size: number | "all", sketch: QuantileSketch): WaitRow {
  return {
    source,
    size,
    count: sketch.count,
    mean: sketch.mean,
    p50: sketch.quantile(0.5),
    p90: sketch.quantile(0.9),
    p99: sketch.quantile(0.99),
  };
}
