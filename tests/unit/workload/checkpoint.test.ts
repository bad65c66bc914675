import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptLength, type CheckpointPlan, progressAt } from "../../../src/workload/checkpoint.ts";

const plan = fc.record({
  every: fc.integer({ min: 2, max: 40 }),
  cost: fc.integer({ min: 0, max: 1 }),
  restart: fc.constant(0),
  clock: fc.constantFrom("progress" as const, "wall" as const),
  final: fc.boolean(),
  onNotice: fc.constant(false),
});

/** The same millisecond by millisecond. */
function walk(work: number, begin: number, { every, cost, clock, final }: CheckpointPlan) {
  const states = [{ done: 0, saved: 0, writing: 0 }];
  let [done, saved, writing, sinceSaved, now] = [0, 0, 0, 0, begin];
  const write = () => {
    const covers = done;
    for (let ms = 0; ms < cost; ms++) {
      now++;
      writing++;
      if (ms === cost - 1) saved = covers;
      states.push({ done, saved, writing });
    }
    if (cost === 0) saved = covers;
    states[states.length - 1]!.saved = saved;
    sinceSaved = 0;
  };
  while (done < work) {
    done++;
    now++;
    sinceSaved++;
    states.push({ done, saved, writing });
    const due = clock === "progress" ? sinceSaved === every : now % every === 0;
    if (due && done < work) write();
  }
  if (final && work > 0) {
    for (let ms = 0; ms < cost; ms++) states.push({ done, saved, writing: ++writing });
  }
  return states;
}

describe("a job with checkpoints", () => {
  test("takes as long, and has saved as much at every instant, as one that is walked millisecond by millisecond", () => {
    fc.assert(
      fc.property(
        plan,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 100 }),
        (plan, work, begin) => {
          const states = walk(work, begin, plan);
          expect(attemptLength(work, begin, plan)).toBe(states.length - 1);
          const progress = { done: 0, saved: 0, writing: 0 };
          for (let elapsed = 0; elapsed < states.length - 1; elapsed++) {
            progressAt(elapsed, work, begin, plan, progress);
            expect(progress, `${elapsed} ms of ${work}`).toEqual(states[elapsed]);
          }
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });

  test("without checkpoints takes as long as its work and saves nothing", () => {
    const progress = { done: 0, saved: 0, writing: 0 };
    progressAt(30, 100, 0, null, progress);
    expect(progress).toEqual({ done: 30, saved: 0, writing: 0 });
    expect(attemptLength(100, 0, null)).toBe(100);
  });
});
