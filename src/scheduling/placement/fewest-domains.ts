import type { PoolView } from "../../fleet/pool-view.ts";
import type { Proposal } from "../contract.ts";

/** What a choice of domains looks at. */
type DomainView = Pick<PoolView, "nodes" | "domains">;

/**
 * Add empty nodes of the fewest domains for a gang that is known to fit: whole domains with the most empty nodes first, and
 * for what is left the domain with the fewest that suffice; ties to the lowest index.
 */
export function fewestDomains(pool: DomainView, gpus: number, proposal: Proposal): void {
  const size = pool.nodes!.gpusPerNode;
  const { byEmptyNodes: domains } = pool.domains!;
  let left = gpus;
  for (let count = domains.mostFree; left > 0; count--) {
    for (let domain = domains.nextWithFree(count, 0); domain !== -1 && left > 0; ) {
      const least = domains.nextFreeCount(Math.ceil(left / size));
      const last = least !== -1 && least <= count;
      const chosen = last && least < count ? domains.nextWithFree(least, 0) : domain;
      left = fillDomain(pool, chosen, left, proposal);
      domain = domains.nextWithFree(count, domain + 1);
    }
  }
}

/** Fill the empty nodes of a domain, the lowest index first; returns the GPUs still to place. */
export function fillDomain(pool: DomainView, domain: number, gpus: number, proposal: Proposal): number {
  const nodes = pool.nodes!;
  const size = nodes.gpusPerNode;
  const { nodesPerDomain } = pool.domains!;
  const end = (domain + 1) * nodesPerDomain;
  let left = gpus;
  for (
    let node = nodes.nextWithFree(size, domain * nodesPerDomain);
    node !== -1 && node < end && left > 0;
    node = nodes.nextWithFree(size, node + 1)
  ) {
    proposal.addNode(node, Math.min(left, size));
    left -= size;
  }
  return Math.max(0, left);
}
