/** The largest number of GPUs of a node, and so the largest size that a placement on one tells apart. */
const MOST = 1024;

/** What a policy may read of the sizes of jobs. */
export interface JobMixView {
  /** how many jobs of each number of GPUs there have been; those of 1,024 and more in the last place */
  readonly counts: Float64Array;
  /** all of them */
  readonly jobs: number;
}

/** How many jobs of each size have arrived so far. */
export class JobMix implements JobMixView {
  readonly counts = new Float64Array(MOST + 1);
  jobs = 0;

  add(gpus: number): void {
    this.counts[gpus < MOST ? gpus : MOST]!++;
    this.jobs++;
  }
}
