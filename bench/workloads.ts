// The workloads that are timed, as ordinary scenarios: what a user could write.

/** M/M/1000 at ρ = 0.95, service of an hour: `jobs` jobs on average. */
export function queue(jobs: number): string {
  return `
name: mm1000
horizon: ${horizonHours(jobs, 950)}h
step: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: 1000, gpus_per_node: 1}]}
internal:
  work: {arrivals: {poisson: {rate: 950/h}}, gpus: 1, service: {exponential: {mean: 1h}}}
scheduling: {order: fcfs, head_of_line: block, placement: pool, preemption: never}
outputs: {jobs: false}
`;
}

/** The same load, half of it internal and half preemptible rental that resumes. */
export function twoClasses(jobs: number): string {
  return `
name: mm1000-two-classes
horizon: ${horizonHours(jobs, 950)}h
step: 1d
fleet: {pools: [{name: p, gpu: H100, nodes: 1000, gpus_per_node: 1}]}
internal:
  work: {arrivals: {poisson: {rate: 475/h}}, gpus: 1, service: {exponential: {mean: 1h}}}
rental:
  products:
    spot:
      contract: {preset: aws.spot, notice: 0s}
      price: $2/GPU/h
      demand: {rate: 475/h, gpus: 1, service: {exponential: {mean: 1h}}}
scheduling: {order: fcfs, head_of_line: block, placement: pool, preemption: internal-first}
outputs: {jobs: false}
`;
}

/** Mean GPUs of a job of the fleet workload: (150·1 + 36·2 + 28·4 + 34·8 + 6·16 + 64 + 512) / 256. */
const MEAN_GPUS = 1278 / 256;

/**
 * Gangs of 1 to 512 GPUs on nodes of eight at ρ = 0.95: 60 % internal, 40 % spot that is preempted without notice,
 * lognormal service of mean one hour with σ = 1.5 (cv 2.91).
 */
export function gangs(gpus: number, jobs: number): string {
  const rate = (0.95 * gpus) / MEAN_GPUS;
  const shape = `gpus: {1: ${150 / 256}, 2: ${36 / 256}, 4: ${28 / 256}, 8: ${34 / 256}, 16: ${6 / 256}, 64: ${1 / 256}, 512: ${1 / 256}}, service: {lognormal: {mean: 1h, cv: 2.9134}}`;
  return `
name: gangs-${gpus}
horizon: ${horizonHours(jobs, rate)}h
step: 1h
fleet: {pools: [{name: p, gpu: H100, nodes: ${gpus / 8}, gpus_per_node: 8}]}
internal:
  work: {arrivals: {poisson: {rate: ${0.6 * rate}/h}}, ${shape}}
rental:
  products:
    spot:
      contract: {preset: aws.spot, notice: 0s}
      price: $2/GPU/h
      demand: {rate: ${0.4 * rate}/h, ${shape}}
scheduling: {order: fcfs, head_of_line: block, placement: best-fit, gang: whole-nodes, preemption: internal-first}
outputs: {jobs: false}
`;
}

function horizonHours(jobs: number, perHour: number): number {
  return Math.ceil(jobs / perHour);
}
