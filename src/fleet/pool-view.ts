// A pool as policies see it: they read it and never change it.

import type { DomainView } from "./domains.ts";
import type { NodeView } from "./nodes.ts";
import type { OffersView } from "./offers.ts";
import type { Pool } from "./pool.ts";
import type { SegmentView } from "./segments.ts";
import type { TenancyView } from "./tenancy.ts";

/** What a policy may read of a pool. */
export type PoolView = Readonly<
  Pick<
    Pool,
    | "name"
    | "installed"
    | "gpusPerNode"
    | "shape"
    | "free"
    | "preemptibleRental"
    | "fitLimit"
    | "youngest"
    | "oldest"
  >
> & {
  readonly nodes: NodeView | null;
  readonly segments: SegmentView;
  readonly domains: DomainView | null;
  readonly tenancy: TenancyView | null;
  readonly offers: OffersView | null;
  readonly domainLimit: number;
  reclaimDomainLimit(reach: number): number;
  reclaimDomains(reach: number): DomainView | null;
  reclaimable(reach: number): number;
  reclaimLimit(reach: number): number;
};
