// The workloads that are timed, as ordinary scenarios: what a user could write. A fleet begins empty.

/** M/M/1000 at ρ = 0.95, service of an hour: `jobs` jobs on average. */
export function queue(jobs: number): string {
  return `
name: mm1000
horizon: ${horizonFor(jobs, 950)}
step: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: 1000, gpus_per_node: 1}]}
internal:
  work: {arrivals: {poisson: {rate: 950/h}}, gpus: 1, service: {exponential: {mean: 1h}}}
scheduling: {order: fcfs, head_of_line: block, placement: pool, preemption: never}
outputs: {jobs: false}
`;
}

/** The same load, half of it internal and half preemptible rental that resumes, the youngest taken first. */
export function twoClasses(jobs: number): string {
  return `
name: mm1000-two-classes
horizon: ${horizonFor(jobs, 950)}
step: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: 1000, gpus_per_node: 1}]}
internal:
  work: {arrivals: {poisson: {rate: 475/h}}, gpus: 1, service: {exponential: {mean: 1h}}}
rental:
  products:
    spot:
      contract: {preset: aws.spot, notice: 0s}
      price: $2/GPU/h
      demand: {arrivals: {poisson: {rate: 475/h}}, gpus: 1, service: {exponential: {mean: 1h}}}
scheduling: {order: fcfs, head_of_line: block, placement: pool, preemption: {rule: internal-first, victims: youngest}}
outputs: {jobs: false}
`;
}

/** GPUs of a job of the fleet workload, and how many of 256 jobs have so many. */
const SIZES = new Map([
  [1, 150],
  [2, 36],
  [4, 28],
  [8, 34],
  [16, 6],
  [64, 1],
  [512, 1],
]);

/** On fewer than 8,192 GPUs: no gang that is a large part of the fleet. */
const SMALL_SIZES = new Map([
  [1, 150],
  [2, 36],
  [4, 28],
  [8, 36],
  [16, 6],
]);

/** Coefficient of variation of a lognormal law with σ = 1.5. */
const CV = Math.sqrt(Math.exp(1.5 ** 2) - 1);

const LOAD = 0.95;
const INTERNAL = 0.6;

function sizesOn(gpus: number): ReadonlyMap<number, number> {
  return gpus < 8192 ? SMALL_SIZES : SIZES;
}

/** Jobs that arrive within a mean service, on average. */
export function jobsInService(gpus: number): number {
  const meanGpus = [...sizesOn(gpus)].reduce((sum, [size, of256]) => sum + (size * of256) / 256, 0);
  return (LOAD * gpus) / meanGpus;
}

/**
 * Gangs of 1 to 512 GPUs on nodes of eight at ρ = 0.95: Poisson arrivals that swing by ±30 % within four mean services,
 * 60 % internal and 40 % spot that is preempted without notice and resumes, lognormal service with σ = 1.5.
 */
export function gangs(gpus: number, jobs: number): string {
  return fleetWorkload(gpus, 1, horizonFor(jobs, jobsInService(gpus)), "1h");
}

/** Mean service of the year, h: with it a year of 1,048,576 GPUs is 160 M jobs. */
export const YEAR_SERVICE = 10.9;

/** The same for a year, with a row of the tables for every day. */
export function year(gpus: number): string {
  return fleetWorkload(gpus, YEAR_SERVICE, "1y", "1d");
}

/** Jobs of the year on average, for the twin, which counts jobs and not days. */
export function yearJobs(gpus: number): number {
  return Math.round((jobsInService(gpus) / YEAR_SERVICE) * 365 * 24);
}

/** @param mean mean service, h */
function fleetWorkload(gpus: number, mean: number, horizon: string, step: string): string {
  const rate = jobsInService(gpus) / mean;
  const sizes = [...sizesOn(gpus)].map(([size, of256]) => `${size}: ${of256 / 256}`).join(", ");
  const source = (share: number) =>
    `{arrivals: {sinusoid: {mean: ${share * rate}/h, amplitude: 30%, period: ${4 * mean}h}}, ` +
    `gpus: {${sizes}}, service: {lognormal: {mean: ${mean}h, cv: ${CV}}}}`;
  return `
name: gangs-${gpus}
horizon: ${horizon}
step: ${step}
fleet: {pools: [{name: p, gpu: H100, nodes: ${gpus / 8}, gpus_per_node: 8}]}
internal:
  work: ${source(INTERNAL)}
rental:
  products:
    spot:
      contract: {preset: aws.spot, notice: 0s}
      price: $2/GPU/h
      demand: ${source(1 - INTERNAL)}
scheduling:
  order: fcfs
  head_of_line: block
  placement: best-fit
  gang: whole-nodes
  preemption: {rule: internal-first, victims: youngest}
outputs: {jobs: false}
`;
}

/** A week of the Philly trace on one pool of 512 GPUs, as the published schedule `pai_w1_pool512_fifo` has it. */
export function phillyWeek(trace: string): string {
  return `
name: philly-week
horizon: all
step: 1d
fleet: {pools: [{name: p, gpu: P100, nodes: 512, gpus_per_node: 1}]}
internal:
  week:
    kind: trace
    file: ${JSON.stringify(trace)}
    format: csv
    columns: {id: job_id, submit: submit_time, service: duration, gpus: num_gpu}
    time_unit: s
scheduling: {order: fcfs, head_of_line: skip, placement: pool, preemption: never}
outputs: {jobs: false}
`;
}

/** The time in which so many jobs arrive on average. */
function horizonFor(jobs: number, perHour: number): string {
  return `${Math.round((jobs / perHour) * 3600)}s`;
}

/** Sixteen GPUs and some fifty jobs: no time at all to run, so that what is around a run is what is measured. */
export function trickle(): string {
  return `
name: trickle
horizon: 2d
step: 6h
fleet: {pools: [{name: p, gpu: H100, nodes: 2, gpus_per_node: 8}]}
internal:
  work: {arrivals: {poisson: {rate: 1/h}}, gpus: {1: 50%, 8: 50%}, service: {exponential: {mean: 1h}}}
rental:
  products:
    spot: {contract: aws.spot, price: $2/GPU/h, demand: {rate: 1/h, gpus: 4, service: {exponential: {mean: 2h}}}}
`;
}
