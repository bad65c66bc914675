// Workloads of batch schedulers: logs of parallel machines, and a queue that never gets shorter.

/** A log in the Standard Workload Format on one pool, its jobs killed at their estimates. */
export function batchLog(path: string, processors: number, backfill: string): string {
  return `
name: batch-log
horizon: all
step: 1d
fleet: {pools: [{name: p, gpu: V100, nodes: ${processors}, gpus_per_node: 1}]}
internal:
  log: {kind: trace, file: ${JSON.stringify(path)}, format: swf, estimate: trace, kill_at_estimate: true}
scheduling: {order: fcfs, head_of_line: block, backfill: ${backfill}, placement: pool, preemption: never}
outputs: {jobs: false}
`;
}

/** GPUs of a job of the standing queue, and their shares: assumption, so that gangs block and small jobs fill the holes. */
const SIZES = "{1: 30%, 2: 15%, 4: 15%, 8: 15%, 16: 10%, 32: 10%, 64: 5%}";

/** Mean GPUs of such a job. */
const MEAN_SIZE = 0.3 + 0.3 + 0.6 + 1.2 + 1.6 + 3.2 + 3.2;

const GPUS = 256;

/** So many jobs are in the system at any time, nearly all of them waiting; about `jobs` go through. */
export function standingQueue(inSystem: number, jobs: number, backfill: string): string {
  const hours = Math.ceil((jobs * MEAN_SIZE) / GPUS);
  return `
name: standing-queue
horizon: ${hours}h
step: 30d
fleet: {pools: [{name: p, gpu: V100, nodes: ${GPUS}, gpus_per_node: 1}]}
internal:
  work:
    arrivals: {closed: {sources: ${inSystem}, gap: 1s}}
    gpus: ${SIZES}
    service: {lognormal: {mean: 1h, cv: 2}}
    estimate: {factor: 2}
scheduling: {order: fcfs, head_of_line: block, backfill: ${backfill}, placement: pool, preemption: never}
outputs: {jobs: false}
`;
}
