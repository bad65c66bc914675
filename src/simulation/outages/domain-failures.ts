// Domains that fail: all nodes of one go down together, a switch or a power feed being gone, and come back together. The
// nodes' own failures and repairs go on meanwhile: the two processes know nothing of each other.

import type { DomainFailurePlan, PoolPlan } from "../../fleet/plan.ts";
import { sampleDuration } from "../../kernel/law.ts";
import { type RandomStream, randomStream } from "../../kernel/random-stream.ts";
import { EventKind } from "../event-kinds.ts";
import type { State } from "../state.ts";
import type { NodeOutages } from "./node-outages.ts";

export class DomainFailures {
  private readonly state: State;
  private readonly plan: DomainFailurePlan;
  private readonly outages: NodeOutages;
  private readonly ttf: RandomStream;
  private readonly repair: RandomStream;
  /** the first node of each domain, and the first after it */
  private readonly domains: readonly { readonly from: number; readonly to: number }[];

  constructor(
    plan: DomainFailurePlan,
    state: State,
    outages: NodeOutages,
    seed: string,
    replication: number,
  ) {
    this.plan = plan;
    this.state = state;
    this.outages = outages;
    this.ttf = randomStream(seed, `${replication}/fleet/domain-failures`);
    this.repair = randomStream(seed, `${replication}/fleet/domain-repairs`);
    let first = 0;
    this.domains = state.model.fleet.pools.flatMap((pool) => {
      const ranges = domainsOf(pool, first);
      first += pool.nodes;
      return ranges;
    });
    for (let domain = 0; domain < this.domains.length; domain++) this.scheduleFailure(domain);
  }

  fail(domain: number): void {
    const { events, now } = this.state;
    const { from, to } = this.domains[domain]!;
    for (let node = from; node < to; node++) this.outages.fell(node);
    const repair = sampleDuration(this.plan.repair, this.repair);
    events.schedule(now + repair, EventKind.domainRepair, domain);
  }

  restore(domain: number): void {
    const { from, to } = this.domains[domain]!;
    for (let node = from; node < to; node++) this.outages.rose(node);
    this.scheduleFailure(domain);
  }

  private scheduleFailure(domain: number): void {
    const { events, now } = this.state;
    events.schedule(now + sampleDuration(this.plan.ttf, this.ttf), EventKind.domainFailure, domain);
  }
}

/** Ranges of consecutive nodes; the last may be short. None where the pool does not say what its domains are. */
function domainsOf({ nodes, nodesPerDomain }: PoolPlan, first: number): { from: number; to: number }[] {
  if (nodesPerDomain === null) return [];
  return Array.from({ length: Math.ceil(nodes / nodesPerDomain) }, (_, domain) => ({
    from: first + domain * nodesPerDomain,
    to: first + Math.min(nodes, (domain + 1) * nodesPerDomain),
  }));
}
