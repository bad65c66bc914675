// A case of the benchmark: what is measured side by side, and which ratios are read off it.

import { type FigureName, type Figures, figureOf, median, mediansOf, type Sample } from "./sample.ts";

/** One program on one load: a row of the table. */
export interface Row {
  readonly name: string;
  /** makes one measurement in processes of its own; or the reason why it cannot be made here */
  readonly measure: (() => Promise<Sample>) | string;
}

/** A figure of one row over that of another. */
export interface Ratio {
  readonly name: string;
  readonly figure: FigureName;
  /** names of the two rows */
  readonly of: string;
  readonly over: string;
}

export interface Case {
  /** by which it is chosen on the command line */
  readonly letter: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly ratios: readonly Ratio[];
}

export interface MeasuredRow {
  readonly name: string;
  /** why there are no samples, or null */
  readonly absent: string | null;
  readonly medians: Figures;
  readonly samples: readonly Sample[];
}

export interface MeasuredCase {
  readonly letter: string;
  readonly title: string;
  readonly rows: readonly MeasuredRow[];
  readonly ratios: readonly { readonly name: string; readonly value: number | null }[];
}

/**
 * Measure the rows in turn, `rounds` times over, so that a minute in which the machine is busy hits them all alike. A ratio
 * is the median of the ratios within a round.
 * @param watch told before each measurement
 */
export async function measureCase(
  { letter, title, rows, ratios }: Case,
  rounds: number,
  watch: (round: number, row: string) => void,
): Promise<MeasuredCase> {
  const samples = new Map<string, Sample[]>(rows.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const { name, measure } of rows) {
      if (typeof measure === "string") continue;
      watch(round, name);
      samples.get(name)!.push(await measure());
    }
  }
  return {
    letter,
    title,
    rows: rows.map(({ name, measure }) => ({
      name,
      absent: typeof measure === "string" ? measure : null,
      medians: mediansOf(samples.get(name)!),
      samples: samples.get(name)!,
    })),
    ratios: ratios.map(({ name, figure, of, over }) => {
      const below = samples.get(over)!;
      const inRounds = samples.get(of)!.map((sample, round) => quotient(sample, below[round], figure));
      return { name, value: median(inRounds) };
    }),
  };
}

function quotient(above: Sample, below: Sample | undefined, figure: FigureName): number | null {
  const [numerator, denominator] = [above, below].map((each) => each && figureOf(each, figure));
  return numerator == null || denominator == null ? null : numerator / denominator;
}
