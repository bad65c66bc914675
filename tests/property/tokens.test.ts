// Token products added to random models of every feature: replicas are jobs like others, and tokens balance.

import fc from "fast-check";
import { expect, test } from "vitest";
import { constant } from "../../src/kernel/laws/constant.ts";
import { HOUR, MINUTE } from "../../src/kernel/time.ts";
import type { TokenRow } from "../../src/ledger/rows.ts";
import type { TokenProductPlan } from "../../src/market/tokens/plan.ts";
import { TOKEN_CONTRACTS } from "../../src/market/tokens/token-contracts.ts";
import type { Model } from "../../src/simulation/model.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import type { DriverPlan } from "../../src/workload/drivers/plan.ts";
import { ENDLESS, type JobSourcePlan } from "../../src/workload/plan.ts";
import { shareByRank } from "../../src/workload/portfolio.ts";
import { lawSource, runOf } from "../models.ts";
import { checkState } from "./invariants.ts";
import { holdsFor } from "./law.ts";
import { randomModel } from "./random-models.ts";
import { checkReasons } from "./reason-invariants.ts";

const FILE = "tests/property/tokens.test.ts";
const STEPPED_RUNS = 25;
const RUNS = 60;

/** What is drawn of a token product. */
const terms = fc.record({
  contract: fc.constantFrom(...Object.values(TOKEN_CONTRACTS)),
  peak: fc.integer({ min: 1, max: 12 }),
  gpusPerReplica: fc.integer({ min: 1, max: 3 }),
  resize: fc.constantFrom(5 * MINUTE, 45 * MINUTE),
  window: fc.constantFrom(HOUR, 9 * HOUR),
  // GPUs of the second pool may be of another type.
  second: fc.constantFrom(1000, 1000, 2500, 300),
  models: fc.constantFrom(0, 1, 5),
  priority: fc.integer({ min: 0, max: 2 }),
  notice: fc.constantFrom(0, 2 * MINUTE, HOUR),
  headroom: fc.option(fc.nat(3).map((gpus) => ({ kind: "gpus", gpus }) as const)),
});

type Terms = typeof terms extends fc.Arbitrary<infer T> ? T : never;

function tokenProduct(drawn: Terms, source: number, pools: number, isMoving: boolean): TokenProductPlan {
  const { contract, peak, gpusPerReplica, resize, window, second, models } = drawn;
  const shared = models > 0 && contract.serving !== "batch";
  return {
    name: `tokens-${source}`,
    contract: { ...contract, window: contract.serving === "batch" ? window : 0 },
    price: { input: 1, output: 3 },
    shape: { input: 2, output: 1 },
    demand: {
      kind: "tide",
      peak: 1000 * peak,
      trough: 0.1,
      peakHour: 15,
      weekend: 1,
      noise: null,
      growth: 0,
    },
    provisioned: contract.serving === "provisioned" ? 3500 : 0,
    capacityPerReplica: 1000 * gpusPerReplica,
    answer: isMoving ? { form: "linear", reference: 0, ceiling: 12 } : null,
    capacityIn: [1000 * gpusPerReplica, second * gpusPerReplica].slice(0, pools),
    portfolio: shared ? { shares: shareByRank(models, 1), modelsPerReplica: 2 } : null,
    gpusPerReplica,
    resize,
    forecastMargin: 0.1,
    source,
  };
}

function replicaSource(drawn: Terms, source: number, pools: number) {
  const { contract, gpusPerReplica, priority, notice, headroom } = drawn;
  const traits: Partial<JobSourcePlan> = {
    side: "rental",
    priority,
    pools: [0, 1].slice(0, pools),
    preemptible: contract.preemptible,
    notice: contract.preemptible ? notice : 0,
    onFailure: "resume",
    headroom,
    arrivals: { kind: "replicas" },
    classes: [
      { share: 1, gpus: { values: [gpusPerReplica], probabilities: [1] }, service: constant(ENDLESS) },
    ],
  };
  return lawSource(`tokens-${source}`, 0, traits);
}

/** A random model with some token products and a driver that loads one of them. */
const modelWithTokens: fc.Arbitrary<Model> = fc
  .tuple(randomModel, fc.array(terms, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([model, drawn, driven]) => {
    const first = model.sources.length;
    const driver: DriverPlan = {
      name: "mood",
      process: { kind: "mean-reverting", sd: 0.5, halfLife: 5 * HOUR },
      every: HOUR,
      loads: [
        { target: `demand.tokens-${first}`, load: 1 },
        { target: `price.tokens-${first}`, load: 0.5 },
      ],
    };
    return {
      ...model,
      sources: [
        ...model.sources,
        ...drawn.map((each, index) => replicaSource(each, first + index, model.fleet.pools.length)),
      ],
      tokens: drawn.map((each, index) =>
        tokenProduct(each, first + index, model.fleet.pools.length, driven && index === 0),
      ),
      drivers: driven ? [driver] : [],
    };
  });

// Under `free` the plain definition of a reason knows no round in which GPUs come free, as a replica sets them free.
test("after every instant GPUs, nodes, gangs, victims, lines and claims agree with the jobs, replicas among them", () => {
  holdsFor(FILE, STEPPED_RUNS, modelWithTokens, (model) => {
    const simulation = new Simulation(model, "tokens", 0);
    while (!simulation.advance(Infinity, 1)) {
      checkState(simulation.state);
      if (model.scheduling.preemption.rule !== "free") checkReasons(simulation);
    }
    checkState(simulation.state);
  });
});

test("tokens asked for are served, unserved or waiting, step by step and in all, and never more served than the GPUs can", () => {
  holdsFor(FILE, RUNS, modelWithTokens, (model) => {
    const run = runOf(model);
    model.tokens.forEach(
      ({ name, answer, capacityIn, gpusPerReplica, price, contract, provisioned }, index) => {
        const rows = run.tokens.filter(({ token }) => token === index);
        const held = run.allocation.filter(({ source }) => source === name);
        const most = ({ stepStart }: TokenRow) =>
          held
            .filter((row) => row.stepStart === stepStart)
            .reduce(
              (sum, { pool, allocated }) => sum + (allocated * capacityIn[pool]!) / gpusPerReplica / 1000,
              0,
            );
        let pending = Number.NaN;
        for (const row of rows) {
          const near = 1e-6 * Math.max(1, row.askedFor + row.pending);
          const { askedFor, served, unserved, billed } = row;
          const before = Number.isNaN(pending) ? row.pending + served + unserved - askedFor : pending;
          expect(Math.abs(before + askedFor - served - unserved - row.pending)).toBeLessThan(near);
          expect(Math.min(askedFor, served, unserved, row.pending) >= -near).toBe(true);
          expect(served).toBeLessThanOrEqual(most(row) + near);
          const used = contract.serving === "provisioned" ? most(row) : served;
          expect(billed).toBeLessThanOrEqual(used + near);
          const list = (price.output + 2 * price.input) * (1 - contract.discount);
          if (answer === null) expect(row.price).toBeCloseTo(list, 9);
          if (answer === null) expect(row.revenue).toBeCloseTo((billed * list) / 1e6, 6);
          else expect(row.revenue).toBeGreaterThanOrEqual(0);
          if (contract.serving === "provisioned")
            expect(billed).toBeLessThanOrEqual((provisioned / 1000) * (row.stepEnd - row.stepStart) + near);
          pending = row.pending;
        }
        const total = run.totals.tokens[index]!;
        expect(total.held).toBe(rows.reduce((sum, { held }) => sum + held, 0));
        expect(total.served).toBeCloseTo(
          rows.reduce((sum, { served }) => sum + served, 0),
          3,
        );
      },
    );
  });
});

test("the same seed gives the same rows, whether the run is made at once or in slices", () => {
  holdsFor(FILE, RUNS, modelWithTokens, (model) => {
    const whole = runOf(model, "again", 3);
    const simulation = new Simulation(model, "again", 3, true);
    const tokens = [];
    while (!simulation.advance(Infinity, 7)) tokens.push(...simulation.drain().tokens);
    const totals = simulation.finish();
    tokens.push(...simulation.drain().tokens);
    expect(totals).toEqual(whole.totals);
    expect(tokens).toEqual(whole.tokens);
  });
});
