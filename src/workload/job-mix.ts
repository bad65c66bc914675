/** The largest number of GPUs of a node. */
const MOST = 1024;

/** What a policy may read of the sizes of jobs. */
export interface JobMixView {
  /** how many jobs of each number of GPUs (slices, where they are divided) there have been; the largest in the last place */
  readonly counts: Float64Array;
  /** all of them */
  readonly jobs: number;
}

/** How many jobs of each size have arrived so far. */
export class JobMix implements JobMixView {
  readonly counts: Float64Array;
  jobs = 0;
  private readonly most: number;

  /** @param most the largest size that a placement on one node tells apart */
  constructor(most = MOST) {
    this.most = most;
    this.counts = new Float64Array(most + 1);
  }

  add(gpus: number): void {
    this.counts[gpus < this.most ? gpus : this.most]!++;
    this.jobs++;
  }
}
