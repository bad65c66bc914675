// Random small scenarios in which internal work and rental never share a node or a domain, or customers neither, while nodes
// fail, are maintained, stand by and arrive.

import fc from "fast-check";
import type { NaivePool, NaiveScenario, NaiveSource } from "./naive-scenario.ts";
import { LAST_SUBMIT, LONGEST, randomSchedule } from "./random-schedules.ts";

const outages = fc.record({
  failures: fc.array(
    fc.record({ node: fc.nat(5), at: fc.nat(LAST_SUBMIT), repair: fc.integer({ min: 1, max: LONGEST }) }),
    { maxLength: 4 },
  ),
  maintenance: fc.option(
    fc.record({
      every: fc.integer({ min: 40, max: 80 }),
      batchNodes: fc.integer({ min: 1, max: 3 }),
      drain: fc.constantFrom(0, 5, 20),
      duration: fc.integer({ min: 1, max: 15 }),
    }),
    { freq: 1 }, // every other scenario has none
  ),
});

const traits = fc.record({
  more: fc.nat(3),
  nodesPerDomain: fc.integer({ min: 1, max: 3 }),
  spares: fc.nat(1),
});

/** Customers that jobs name; the last is that of the source. */
const CUSTOMERS = ["a", "b", null];

const choices = fc.record({
  placement: fc.constantFrom("first-fit", "best-fit", "worst-fit", "least-fragmenting"),
  preempts: fc.boolean(),
  turnover: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 25 })),
  customersApart: fc.boolean(),
});

/** By nodes, or by domains of one to three of them. */
export function randomTenancy(byDomain: boolean): fc.Arbitrary<NaiveScenario> {
  const parts = fc.record({
    scenario: randomSchedule,
    choice: choices,
    outages: fc.option(outages),
    /** every other source is preemptible rental, for internal work to send away */
    sided: fc.boolean(),
    pools: fc.array(traits, { minLength: 2, maxLength: 2 }),
    named: fc.array(fc.constantFrom(...CUSTOMERS), { minLength: 40, maxLength: 40 }),
  });
  return parts.map(({ scenario, choice, outages, sided, pools, named }) => ({
    ...scenario,
    ...choice,
    ...within(scenario, outages),
    byDomain,
    spread: false,
    sources: sided ? scenario.sources.map(side) : scenario.sources,
    pools: scenario.pools.map((pool, index) => larger(pool, pools[index]!, outages !== null)),
    jobs: scenario.jobs.map((each, place) => ({ ...each, ...(named[place] && { group: named[place] }) })),
  }));
}

function side(source: NaiveSource, index: number): NaiveSource {
  return index % 2 === 0
    ? { ...source, internal: true }
    : { ...source, internal: false, preemptible: true, refuses: false };
}

/** Outages of nodes that there are. Under maintenance a gang may never find all its nodes in service: the run has an end. */
function within(
  { pools, end }: NaiveScenario,
  outages: Pick<NaiveScenario, "failures" | "maintenance"> | null,
): Partial<NaiveScenario> {
  if (outages === null) return {};
  const failures = outages.failures.filter(({ node }) => node < pools[0]!.nodes);
  return { ...outages, failures, end: Math.min(end, 4 * LAST_SUBMIT) };
}

/** A pool with more nodes at its beginning, the last of which may stand by. */
function larger(
  pool: NaivePool,
  { more, nodesPerDomain, spares }: { more: number; nodesPerDomain: number; spares: number },
  goOut: boolean,
): NaivePool {
  const first = pool.deliveries.reduce((left, { nodes }) => left - nodes, pool.nodes) + more;
  return {
    ...pool,
    nodes: pool.nodes + more,
    nodesPerDomain,
    spares: goOut && first > 1 ? spares : 0,
  };
}
