// What happens to the nodes of a random model: they fail, are maintained and stand by; they arrive and leave.

import fc from "fast-check";
import type { DeliveryPlan, FailurePlan, RetirementPlan } from "../../src/fleet/plan.ts";
import { constant } from "../../src/kernel/laws/constant.ts";
import { exponential } from "../../src/kernel/laws/exponential.ts";
import { HOUR, MINUTE } from "../../src/kernel/time.ts";

const failuresOf = (unit: FailurePlan["unit"]): fc.Arbitrary<FailurePlan> =>
  fc.record({
    unit: fc.constant(unit),
    ttf: fc.constant(exponential(40 * HOUR)),
    repair: fc.constant(exponential(3 * HOUR)),
    crew: fc.constantFrom(1, Number.POSITIVE_INFINITY),
    at: fc.constant([{ unit: 0, instant: 3 * HOUR, repair: HOUR }]),
    preferIdleReplacement: fc.boolean(),
    lemons: fc.option(fc.constant({ share: 0.3, factor: 4 })),
    domains:
      unit === "gpu"
        ? fc.constant(null)
        : fc.option(fc.constant({ ttf: exponential(30 * HOUR), repair: exponential(2 * HOUR) })),
  });

/** Single GPUs that fail; or nodes that fail, stand by and are maintained. */
export const outages = fc.oneof(
  fc.record({
    failures: fc.option(failuresOf("gpu")),
    maintenance: fc.constant(null),
    spares: fc.constant(0),
  }),
  fc.record({
    failures: fc.option(failuresOf("node")),
    maintenance: fc.option(
      fc.record({
        every: fc.constantFrom(9 * HOUR, 20 * HOUR),
        batchNodes: fc.integer({ min: 1, max: 3 }),
        drain: fc.constantFrom(0, 90 * MINUTE, 5 * HOUR),
        duration: fc.constantFrom(HOUR, 3 * HOUR),
      }),
    ),
    spares: fc.nat(2),
  }),
);

/** Nodes that arrive within the longest run, some of them late. */
export const deliveries: fc.Arbitrary<DeliveryPlan[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 40 }).map((hours) => hours * HOUR),
      nodes: fc.integer({ min: 1, max: 2 }),
      delay: fc.option(fc.constant(constant(90 * MINUTE))),
      capex: fc.constantFrom(0, 1000),
    }),
    { maxLength: 2 },
  )
  .map((plans) => plans.sort((a, b) => a.at - b.at));

/** Nodes that leave within the longest run. */
export const retirements: fc.Arbitrary<RetirementPlan[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 40 }).map((hours) => hours * HOUR),
      nodes: fc.integer({ min: 1, max: 2 }),
      drain: fc.constantFrom(0, 0, 3 * HOUR),
    }),
    { maxLength: 2 },
  )
  .map((plans) =>
    plans.map((plan) => ({ ...plan, drain: Math.min(plan.drain, plan.at) })).sort((a, b) => a.at - b.at),
  );

/** Those for which there are nodes; where single GPUs fail, none. */
export function leaving(plans: readonly RetirementPlan[], most: number): RetirementPlan[] {
  let left = most;
  return plans.filter(({ nodes }) => {
    const fits = nodes <= left;
    if (fits) left -= nodes;
    return fits;
  });
}
