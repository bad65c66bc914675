// What must hold of a pool that divides its GPUs, counted afresh from the slices that are free or could be on each GPU.

import { expect } from "vitest";
import type { DomainView } from "../../src/fleet/domains.ts";
import type { Pool } from "../../src/fleet/pool.ts";

/**
 * The whole GPUs of each node, and the largest job that fits, agree with the slices of each GPU.
 * @param slices free on each GPU, or free if some victims left
 * @param nodes what the pool says of its nodes then, and `limit` of the largest job
 */
export function checkWholeGpus(
  pool: Pool,
  slices: readonly number[],
  nodes: DomainView,
  limit: number,
): void {
  const { gpusPerNode: all } = pool;
  const { nodesPerDomain: gpusOfNode } = nodes;
  const whole = new Array<number>(slices.length / gpusOfNode).fill(0);
  slices.forEach((free, gpu) => {
    if (free === all) whole[Math.floor(gpu / gpusOfNode)]!++;
  });
  expect([...nodes.byEmptyNodes.free]).toEqual(whole);
  const empty = whole.filter((gpus) => gpus === gpusOfNode).length;
  const most = empty > 0 ? empty * gpusOfNode : Math.max(...whole);
  expect(limit).toBe(most > 0 ? most * all : Math.max(...slices));
}

/** A job of less than a GPU has slices of one; any other has whole GPUs, of one node if it is no larger. */
export function checkSlicesOf(
  pool: Pool,
  size: number,
  placed: readonly { node: number; gpus: number }[],
): void {
  const { gpusPerNode: all } = pool;
  const gpusOfNode = pool.domains!.nodesPerDomain;
  if (size < all) expect(placed.map(({ gpus }) => gpus)).toEqual([size]);
  else expect(placed.map(({ gpus }) => gpus)).toEqual(new Array(size / all).fill(all));
  const nodes = new Set(placed.map(({ node }) => Math.floor(node / gpusOfNode)));
  expect(nodes.size).toBe(Math.ceil(size / (all * gpusOfNode)));
}
