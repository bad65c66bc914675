// Waits from arrival to first start, by source and size, in bounded memory.

import { PlaceIndex } from "../kernel/place-index.ts";
import { QuantileSketch } from "../statistics/quantile-sketch.ts";
import type { WaitRow } from "./rows.ts";

export class WaitBook {
  private readonly sources: readonly string[];
  /** for each source the GPU counts that were seen, and a sketch for each */
  private readonly sizes: {
    readonly places: PlaceIndex;
    readonly gpus: number[];
    readonly sketches: QuantileSketch[];
  }[];

  constructor(sources: readonly string[]) {
    this.sources = sources;
    this.sizes = sources.map(() => ({ places: new PlaceIndex(), gpus: [], sketches: [] }));
  }

  record(source: number, gpus: number, wait: number): void {
    const sizes = this.sizes[source]!;
    let place = sizes.places.of(gpus);
    if (place === -1) {
      place = sizes.places.add(gpus);
      sizes.gpus.push(gpus);
      sizes.sketches.push(new QuantileSketch());
    }
    sizes.sketches[place]!.record(wait);
  }

  /** A row for all jobs of each source, then one per size in ascending order. */
  rows(): WaitRow[] {
    return this.sources.flatMap((source, index) => {
      const { gpus, sketches } = this.sizes[index]!;
      const sizes = gpus
        .map((size, place) => ({ size, sketch: sketches[place]! }))
        .sort((a, b) => a.size - b.size);
      const all = new QuantileSketch();
      for (const { sketch } of sizes) all.merge(sketch);
      return [waitRow(source, "all", all), ...sizes.map(({ size, sketch }) => waitRow(source, size, sketch))];
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
