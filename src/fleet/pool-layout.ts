/**
 * How jobs take GPUs of a node: counts only; a job on one node or on whole nodes; one-GPU workers wherever there is room;
 * slices of one GPU or whole GPUs (see `divided-pool.ts`).
 */
export type Shape = "counts" | "whole-nodes" | "spread" | "slices";

/** What a pool is made of. */
export interface PoolLayout {
  readonly name: string;
  readonly nodes: number;
  /** how many of these, the last ones, have not arrived at the beginning; none when left out */
  readonly absent?: number;
  readonly gpusPerNode: number;
  readonly shape: Shape;
  /** tiers of victims that the policy tells apart */
  readonly tiers: number;
  /** whether nodes go out of service, and jobs must be found by their nodes */
  readonly fails: boolean;
  /** where some gang asks for domains; null: none does, or the pool does not say what they are */
  readonly nodesPerDomain: number | null;
  /** how many `Image`s its nodes may have; 0: whoever comes may share a node */
  readonly images: number;
  /** of these: consecutive nodes that change hands together; each by itself when left out */
  readonly nodesPerUnit?: number;
  /** customers' unused GPUs are resold */
  readonly resells: boolean;
}
