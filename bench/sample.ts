// What one measurement finds, and the figures that are read off it.

/** One measurement. What a program does not tell is null. */
export interface Sample {
  /** jobs that arrived */
  readonly jobs: number | null;
  /** arrivals, ends and preemptions: counted alike, whatever a program calls an event */
  readonly events: number | null;
  /** s of CPU time, of all threads */
  readonly cpu: number;
  /** s on the wall */
  readonly wall: number;
  /** bytes, of the whole process */
  readonly peak: number;
  /** allocated over installed GPU-time */
  readonly utilisation: number | null;
  /** preemptions a job */
  readonly preempted: number | null;
  /** from arrival to first start, s of simulated time */
  readonly meanWait: number | null;
}

const MEGABYTE = 2 ** 20;

const FIGURES = {
  rate: (sample: Sample) => (sample.jobs === null ? null : sample.jobs / sample.cpu),
  nsPerEvent: (sample: Sample) => (sample.events === null ? null : (sample.cpu * 1e9) / sample.events),
  cpu: (sample: Sample) => sample.cpu,
  wall: (sample: Sample) => sample.wall,
  peakMB: (sample: Sample) => sample.peak / MEGABYTE,
  jobs: (sample: Sample) => sample.jobs,
  utilisation: (sample: Sample) => sample.utilisation,
  preempted: (sample: Sample) => sample.preempted,
  meanWait: (sample: Sample) => sample.meanWait,
} satisfies Record<string, (sample: Sample) => number | null>;

export type FigureName = keyof typeof FIGURES;
export type Figures = Readonly<Record<FigureName, number | null>>;

export function figureOf(sample: Sample, name: FigureName): number | null {
  return FIGURES[name](sample);
}

/** The median of each figure, null where it is not told. */
export function mediansOf(samples: readonly Sample[]): Figures {
  const names = Object.keys(FIGURES) as FigureName[];
  return Object.fromEntries(
    names.map((name) => [name, median(samples.map((sample) => figureOf(sample, name)))]),
  ) as Figures;
}

/** Of an even number of values the mean of the two in the middle; null if there is none or one is missing. */
export function median(values: readonly (number | null)[]): number | null {
  const told = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (told.length === 0 || told.length < values.length) return null;
  return (told[(told.length - 1) >> 1]! + told[told.length >> 1]!) / 2;
}
