// What a scenario says of the fleet.

import type { Law } from "../kernel/law.ts";
import type { Duration, Instant } from "../kernel/time.ts";
import type { SourceTraits } from "../workload/plan.ts";

/** Nodes of a pool that arrive together; until then they are not installed. */
export interface DeliveryPlan {
  readonly nodes: number;
  /** when they are planned to arrive */
  readonly at: Instant;
  /** by how much they are late, ms; null: they are not */
  readonly delay: Law | null;
  /** $ paid for all of them when they arrive */
  readonly capex: number;
}

/** Nodes of a pool that leave together, for good. */
export interface RetirementPlan {
  readonly nodes: number;
  /** when they are gone */
  readonly at: Instant;
  /** they take no new work so long before that, ms */
  readonly drain: Duration;
}

/** A pool: nodes of one GPU type at one site. */
export interface PoolPlan {
  readonly name: string;
  /** GPU type, for prices, energy and reports; the scheduler never reads it */
  readonly gpu: string;
  /** all nodes, those of its deliveries among them */
  readonly nodes: number;
  /** in ascending order of `at`: they are the last nodes of the pool, and all others are there from the beginning */
  readonly deliveries: readonly DeliveryPlan[];
  /** in ascending order of `at`: they are the first nodes of the pool, and there from the beginning */
  readonly retirements: readonly RetirementPlan[];
  readonly gpusPerNode: number;
  /** so many consecutive nodes share what can fail together, such as a rack or a switch; null: nothing is said of it */
  readonly nodesPerDomain: number | null;
  /** nodes kept out of service, each to take the place of one that is down */
  readonly spares: number;
  /** equal slices that each GPU is divided into, for jobs of less than one; 1: GPUs are held whole */
  readonly slicesPerGpu: number;
}

/** Units that fail more often than the others, and remain so after every repair. */
interface LemonPlan {
  /** share of the units, 0 to 1 */
  readonly share: number;
  /** how much faster their time to failure passes: an exponential one has so many times the rate */
  readonly factor: number;
}

/** How domains fail: all their nodes at once. */
export interface DomainFailurePlan {
  /** time to failure of a domain that is up, ms */
  readonly ttf: Law;
  /** time until its nodes are back, ms; no crew is asked */
  readonly repair: Law;
}

/** How units of every pool fail, whether work runs on them or not. */
export interface FailurePlan {
  readonly unit: "gpu" | "node";
  /** time to failure of a unit that is up, ms; null: only at the instants of `at` */
  readonly ttf: Law | null;
  readonly repair: Law;
  /** repairs at a time */
  readonly crew: number;
  /** further failures: which unit of the first pool, when, and for how long */
  readonly at: readonly { readonly unit: number; readonly instant: Instant; readonly repair: Duration }[];
  /** a job whose unit fails goes on at once on an idle one, if there is one */
  readonly preferIdleReplacement: boolean;
  readonly lemons: LemonPlan | null;
  /** of every pool that says what its domains are */
  readonly domains: DomainFailurePlan | null;
}

/** Planned work on every node of every pool, batch after batch of consecutive nodes. */
export interface MaintenancePlan {
  /** from one maintenance of a node to its next, ms */
  readonly every: Duration;
  readonly batchNodes: number;
  /** a batch takes no new work so long before it is down, ms */
  readonly drain: Duration;
  /** a batch is down so long, ms */
  readonly duration: Duration;
}

/** Internal work and rental never share a unit. */
export interface TenancyPlan {
  /** what they never share; of `domain` all pools say how many nodes it has */
  readonly unit: "node" | "domain";
  /** time for which a unit is wiped and set up that passes from those it was set up for to others, ms */
  readonly turnover: Law;
  /** `apart`: nor do customers, which are the groups of rental */
  readonly customers: "same" | "apart";
}

export interface FleetPlan {
  readonly pools: readonly PoolPlan[];
  readonly failures: FailurePlan | null;
  readonly maintenance: MaintenancePlan | null;
  /** null: they may share all, and a GPU changes hands at once */
  readonly tenancy: TenancyPlan | null;
}

/** Nodes of a pool that are there from the beginning. */
export function firstNodes({ nodes, deliveries }: PoolPlan): number {
  return deliveries.reduce((left, delivery) => left - delivery.nodes, nodes);
}

/** GPUs of a pool that are there from the beginning. */
export function firstGpus(pool: PoolPlan): number {
  return firstNodes(pool) * pool.gpusPerNode;
}

/** GPUs of a pool that are there when all deliveries have come and all that retires has gone. */
export function lastGpus(pool: PoolPlan): number {
  return installedGpus(pool) - retiredNodes(pool) * pool.gpusPerNode;
}

/** Nodes of a pool that leave. */
export function retiredNodes({ retirements }: PoolPlan): number {
  return retirements.reduce((sum, { nodes }) => sum + nodes, 0);
}

/** All GPUs of a pool, those to come and those that leave among them. */
export function installedGpus(pool: PoolPlan): number {
  return pool.nodes * pool.gpusPerNode;
}

/** GPUs of the nodes of a pool that are in service when none is down and all have arrived. */
export function servingGpus(pool: PoolPlan): number {
  return (pool.nodes - pool.spares) * pool.gpusPerNode;
}

/** GPUs of the largest job that the empty pool has the shape for. */
export function largestGang(
  pool: PoolPlan,
  { withinNode, topology }: Pick<SourceTraits, "withinNode" | "topology">,
): number {
  const { gpusPerNode, nodesPerDomain } = pool;
  if (withinNode) return gpusPerNode;
  if (topology !== "required" || nodesPerDomain === null) return servingGpus(pool);
  return Math.min(servingGpus(pool), nodesPerDomain * gpusPerNode);
}

/** Whether nodes are still to come. */
export function grows({ pools }: FleetPlan): boolean {
  return pools.some(({ deliveries }) => deliveries.length > 0);
}

/** Whether nodes leave. */
export function shrinks({ pools }: FleetPlan): boolean {
  return pools.some(({ retirements }) => retirements.length > 0);
}

/** Whether whole nodes go out of service: they fail, are maintained, stand by, or leave. */
export function takesNodesOut(fleet: FleetPlan): boolean {
  const { failures, maintenance, pools } = fleet;
  const fails = failures?.unit === "node" || maintenance !== null;
  return fails || shrinks(fleet) || pools.some(({ spares }) => spares > 0);
}
