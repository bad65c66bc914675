import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Holding, SAFE } from "../../../../src/fleet/holding.ts";
import { Pool } from "../../../../src/fleet/pool.ts";
import { Proposal, ProposalKind } from "../../../../src/scheduling/contract.ts";
import { fewestDomains } from "../../../../src/scheduling/placement/fewest-domains.ts";
import { type JobIndex, JobTable } from "../../../../src/workload/job-table.ts";
import { fleetOf, modelOf, POOL, productOf, runOf, SPOT, scheduling, traceSource } from "../../../models.ts";
import { complaint, PLAIN, scenarioOf } from "../../scenario/memory-files.ts";

const SIZE = 4;

/** The nodes that a gang of so many GPUs is given, where `busy` says which nodes are not empty. */
function placed(busy: readonly boolean[], nodesPerDomain: number, gpus: number): number[][] {
  const jobs = new JobTable();
  const layout = {
    name: "p",
    nodes: busy.length,
    gpusPerNode: SIZE,
    shape: "whole-nodes",
    tiers: 0,
  } as const;
  const pool = new Pool({ ...layout, fails: false, nodesPerDomain, apart: false, resells: false }, jobs);
  busy.forEach((taken, node) => {
    if (taken) pool.take(jobs.take(), node, 1, Holding.internal, SAFE);
  });
  const proposal = new Proposal();
  proposal.reset(ProposalKind.start, 0 as JobIndex, 0, gpus);
  fewestDomains(pool, gpus, proposal);
  return Array.from({ length: proposal.nodeCount }, (_, place) => [
    proposal.nodes[place]!,
    proposal.gpusOn[place]!,
  ]);
}

const [o, x] = [false, true];

test("a gang takes the domain with the fewest empty nodes that suffice, the lowest indices first", () => {
  expect(placed([o, o, o, o, x, o, o, o, x, x, o, o], 4, 11)).toEqual([
    [5, 4],
    [6, 4],
    [7, 3],
  ]);
});

test("where no domain suffices it takes the emptiest whole, and then the one that just suffices", () => {
  expect(placed([o, x, x, x, o, o, o, o, x, o, o, o], 4, 20)).toEqual([
    [4, 4],
    [5, 4],
    [6, 4],
    [7, 4],
    [0, 4],
  ]);
});

test("a gang is whole and on empty nodes, in as few domains as can hold it", () => {
  const pools = fc.record({
    busy: fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
    nodesPerDomain: fc.integer({ min: 1, max: 9 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(pools, ({ busy, nodesPerDomain, part }) => {
      const empty = busy.filter((taken) => !taken).length;
      fc.pre(empty > 0);
      const gpus = Math.max(1, Math.ceil(part * empty * SIZE));
      const nodes = placed(busy, nodesPerDomain, gpus);
      expect(nodes.reduce((sum, [, some]) => sum + some!, 0)).toBe(gpus);
      expect(new Set(nodes.map(([node]) => node)).size).toBe(Math.ceil(gpus / SIZE));
      expect(nodes.some(([node]) => busy[node!])).toBe(false);
      // The emptiest domains together hold the most: no fewer of them can hold the gang.
      const perDomain = new Map<number, number>();
      busy.forEach((taken, node) => {
        const domain = Math.floor(node / nodesPerDomain);
        perDomain.set(domain, (perDomain.get(domain) ?? 0) + (taken ? 0 : 1));
      });
      let fewest = 0;
      let left = Math.ceil(gpus / SIZE);
      for (const count of [...perDomain.values()].sort((a, b) => b - a)) {
        if (left <= 0) break;
        left -= count;
        fewest++;
      }
      expect(new Set(nodes.map(([node]) => Math.floor(node! / nodesPerDomain))).size).toBe(fewest);
    }),
    { seed: 6, numRuns: 500 },
  );
});

describe("a gang", () => {
  const pools = [{ ...POOL, nodes: 4, gpusPerNode: 4, nodesPerDomain: 2 }];
  const fleet = fleetOf(4, 4, { pools });
  const job = (id: string, submit: number, service: number, gpus: number) => ({ id, submit, service, gpus });
  // Nodes 0 and 2 are busy until 50 and 90: two nodes are free from the beginning, each in a domain of its own.
  const rows = [job("a", 0, 50, 4), job("b", 0, 10, 4), job("c", 0, 90, 4)];
  const startOf = (topology: "none" | "preferred" | "required") => {
    const held = traceSource("held", rows);
    const gang = traceSource("gang", [job("g", 20, 10, 8)], { topology });
    const policy = scheduling({ placement: "first-fit" });
    const { jobs } = runOf(modelOf({ fleet, sources: [held, gang], scheduling: policy }));
    const { firstStart, nodes } = jobs.find(({ id }) => id === "g")!;
    return [firstStart, ...nodes];
  };

  test("that needs one domain waits for one; that prefers one takes what there is", () => {
    expect(startOf("none")).toEqual([20, 1, 3]);
    expect(startOf("preferred")).toEqual([20, 1, 3]);
    expect(startOf("required")).toEqual([50, 0, 1]);
  });

  test("that needs one domain preempts in one domain only", () => {
    const rented = [job("s0", 0, 500, 4), job("s1", 1, 10, 4), job("s2", 2, 500, 4), job("s3", 3, 500, 4)];
    // s4 has followed s1 on node 1: the youngest two runs stand on nodes 1 and 3.
    const spot = traceSource("spot", [...rented, job("s4", 15, 500, 4)], SPOT);
    const policy = scheduling({ placement: "first-fit", headOfLine: "skip", preemption: "internal-first" });
    const nodesOf = (topology: "none" | "required") => {
      const gang = traceSource("gang", [job("g", 20, 10, 8)], { topology, priority: 50 });
      const parts = { fleet, sources: [spot, gang], products: [productOf(0)], end: 600 };
      const { jobs } = runOf(modelOf({ ...parts, scheduling: policy }));
      return jobs.find(({ id }) => id === "g")!.nodes;
    };
    expect(nodesOf("none")).toEqual([1, 3]);
    expect(nodesOf("required")).toEqual([0, 1]);
  });
});

describe("topology in a scenario", () => {
  const withTopology = (text: string, pool = ", nodes_per_domain: 2") =>
    PLAIN.replace("gpus_per_node: 8}", `gpus_per_node: 8${pool}}`).replace(
      "  research:",
      `  research:\n    topology: ${text}`,
    );

  test("is none unless it is asked for", () => {
    expect(scenarioOf(PLAIN).sources[0]!.topology).toBe("none");
    expect(scenarioOf(withTopology("{domain: required}")).sources[0]!.topology).toBe("required");
  });

  test.each([
    ["{domain: needed}", ", nodes_per_domain: 2", "required"],
    ["{domain: required}", "", "internal.research.topology: none of its pools says what its domains are"],
  ])("%s with %s is refused", (text, pool, said) => {
    expect(complaint(withTopology(text, pool))).toContain(said);
  });

  test.each([
    ["{placement: pool}", "under placement: pool GPUs are counted"],
    ["{gang: spread}", "under gang: spread a job is placed GPU by GPU"],
  ])("goes with gangs of whole nodes alone: not with %s", (policy, said) => {
    expect(complaint(`${withTopology("{domain: preferred}")}scheduling: ${policy}\n`)).toContain(said);
  });

  test("refuses a gang larger than a domain that must be in one", () => {
    const text = withTopology("{domain: required}").replace("{1: 50%, 8: 50%}", "24");
    expect(complaint(text)).toContain("a job of 24 GPUs fits into no domain");
  });
});
