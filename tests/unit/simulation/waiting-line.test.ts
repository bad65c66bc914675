import fc from "fast-check";
import { expect, test } from "vitest";
import { Image } from "../../../src/fleet/tenancy.ts";
import { WaitingLine } from "../../../src/simulation/waiting-line.ts";
import { type JobIndex, NO_JOB } from "../../../src/workload/job-table.ts";
import { traceSource } from "../../models.ts";
import { inOrder, jobsWithKeys } from "./job-rows.ts";

const SIZES = [1, 2, 3, 4, 8, 64, 1000];

test.each([true, false])(
  "the first job of at most L GPUs is the first of a sorted array (by arrival: %s)",
  (byArrival) => {
    const job = fc.record({ key: fc.nat(9), size: fc.constantFrom(...SIZES) });
    const scenario = fc.tuple(
      fc.array(job, { minLength: 1, maxLength: 60 }),
      fc.array(fc.nat(10_000), { maxLength: 120 }),
    );
    fc.assert(
      fc.property(scenario, ([drawn, steps]) => {
        const { jobs, rows } = jobsWithKeys(
          drawn.map(({ key }) => key),
          drawn.map(({ size }) => size),
        );
        const plan = traceSource("work", []);
        const line = new WaitingLine(
          {
            source: 0,
            plan,
            priority: 0,
            image: Image.internal,
            group: 0,
            reach: 0,
            tier: -1,
            headroom: null,
            quota: null,
            byArrival,
          },
          jobs,
        );
        const inside = new Set<JobIndex>();
        for (const step of steps) {
          const row = rows[step % rows.length]!;
          if (inside.has(row)) line.remove(row);
          else line.add(row);
          if (!inside.delete(row)) inside.add(row);
          expect(line.count).toBe(inside.size);
          for (const limit of [0, 1, 2.5, 8, 999, Infinity]) {
            const fitting = inOrder(jobs, inside).filter((each) => jobs.gpus[each]! <= limit);
            expect(line.first(limit)).toBe(fitting[0] ?? NO_JOB);
          }
        }
      }),
      { seed: 6, numRuns: 60 },
    );
  },
);
