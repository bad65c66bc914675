// What a scenario says of the fleet.

/** A pool: nodes of one GPU type at one site. */
export interface PoolPlan {
  readonly name: string;
  /** GPU type, for prices, energy and reports; the scheduler never reads it */
  readonly gpu: string;
  readonly nodes: number;
  readonly gpusPerNode: number;
}

export interface FleetPlan {
  readonly pools: readonly PoolPlan[];
}

/** All GPUs of a pool. */
export function installedGpus(pool: PoolPlan): number {
  return pool.nodes * pool.gpusPerNode;
}
