// Billing identities on random models under random contracts. The lines are overheard where the engine closes them, and
// added up by the contract's own rule.

import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND } from "../../src/kernel/time.ts";
import type { LineEnd } from "../../src/market/billing.ts";
import { billOf, type TimeBilling } from "../../src/market/contract/bill.ts";
import type { ContractPlan } from "../../src/market/contract/contract-plan.ts";
import { FixedPrice, markOf } from "../../src/market/price/price-path.ts";
import type { Model } from "../../src/simulation/model.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import { JobState } from "../../src/workload/job-table.ts";
import { contractOf } from "../models.ts";
import { holdsFor } from "./law.ts";
import { randomModel } from "./random-models.ts";

const FILE = "tests/property/billing.test.ts";
const RUNS = 150;

const SERVICE_LEVEL = {
  tiers: [
    { below: 0.9999, credit: 0.3 },
    { below: 0.99, credit: 1 },
  ],
  cap: 0.9,
  claimProbability: 0.5,
};

const terms = fc.record({
  granularity: fc.constantFrom(1, SECOND, MINUTE, HOUR),
  minimum: fc.constantFrom(0, 10 * MINUTE),
  freeIfInterruptedWithin: fc.constantFrom(0, HOUR),
  protectedFor: fc.constantFrom(0, HOUR),
  breachCost: fc.constantFrom(0, HOUR / 4),
  price: fc.constantFrom(0, 1.37, 2.5),
});

/** A random model whose products are sold under random contracts. */
const sold = fc
  .tuple(randomModel, fc.array(terms, { minLength: 4, maxLength: 4 }))
  .map(([model, parts]): Model => {
    const contracts = parts.map(({ protectedFor, breachCost, price, ...metering }, index) => {
      const source = model.products[index] && model.sources[model.products[index].source]!;
      const preemptible = source?.preemptible ?? true;
      const free = preemptible ? metering.freeIfInterruptedWithin : 0;
      const plan: Partial<ContractPlan> = preemptible
        ? { protectedFor, exit: { notice: Number.POSITIVE_INFINITY, breachCost } }
        : { preemptible, serviceLevel: SERVICE_LEVEL };
      return { price, contract: contractOf(plan, { ...metering, freeIfInterruptedWithin: free }) };
    });
    const products = model.products.map((product, index) => ({ ...product, ...contracts[index]! }));
    const sources = model.sources.map((source, index) => {
      const product = products.find((each) => each.source === index);
      return product === undefined ? source : { ...source, protectedFor: product.contract.protectedFor };
    });
    return { ...model, warmup: 0, products, sources };
  });

interface OverheardLine {
  readonly product: number;
  readonly gpus: number;
  readonly used: number;
  readonly end: LineEnd;
}

/** Run a model to its end; its totals, the lines that were closed, and the GPU-ms used by those still open. */
function overheard(model: Model) {
  const simulation = new Simulation(model, "billing", 0);
  const { state } = simulation;
  const lines: OverheardLine[] = [];
  const closeLine = state.ledger.closeLine.bind(state.ledger);
  state.ledger.closeLine = (product, gpus, used, end) => {
    lines.push({ product, gpus, used, end });
    return closeLine(product, gpus, used, end);
  };
  simulation.advance(model.end);
  const open = model.products.map(() => 0);
  for (const job of state.jobs.rows()) {
    const product = state.sources.product[state.jobs.source[job]!]!;
    const runs = [JobState.running, JobState.noticed].includes(state.jobs.state[job]!);
    if (runs && product >= 0) open[product]! += state.jobs.gpus[job]! * (state.now - state.jobs.start[job]!);
  }
  return { totals: simulation.finish(), lines, open };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

test("every GPU-millisecond that a product holds is in one line: nothing is billed twice, or after an end", () => {
  holdsFor(FILE, RUNS, sold, (model) => {
    const { totals, lines, open } = overheard(model);
    model.products.forEach(({ source }, index) => {
      const closed = lines.filter(({ product }) => product === index);
      const used = sum(closed.map(({ gpus, used: time }) => gpus * time));
      expect(used + open[index]!).toBe(totals.held[source]!.allocated);
    });
  });
});

test("money is the sum of the bills of the lines, less credits and what breaches cost", () => {
  holdsFor(FILE, RUNS, sold, (model) => {
    const { totals, lines, open } = overheard(model);
    model.products.forEach(({ contract, price }, index) => {
      const sales = totals.sales[index]!;
      const path = new FixedPrice(price);
      const bills = lines
        .filter(({ product }) => product === index)
        .map(({ gpus, used, end }) => {
          const line = { gpus, held: used, used, end, window: 0 };
          return billOf(contract.billing as TimeBilling, line, markOf(path, 0), markOf(path, used));
        });
      const running = open[index]!;
      expect(sum(bills.map(({ billed }) => billed)) + running).toBe(sales.billed);
      expect(sum(bills.map(({ gross }) => gross)) + (running * price) / HOUR).toBeCloseTo(sales.gross, 6);
      expect(sum(bills.map(({ refund }) => refund))).toBeCloseTo(sales.refunds, 6);
      const { gross, refunds, credits, breach } = sales;
      expect(gross - refunds - credits - breach).toBeCloseTo(sales.revenue, 6);
    });
  });
});

test("refunds and credits are never below nothing, and never above the bill", () => {
  holdsFor(FILE, RUNS, sold, (model) => {
    const { totals } = overheard({ ...model, end: model.end + DAY });
    for (const { gross, refunds, credits, breach } of totals.sales) {
      expect(Math.min(refunds, credits, breach)).toBeGreaterThanOrEqual(0);
      expect(refunds + credits).toBeLessThanOrEqual(gross + 1e-6);
    }
  });
});
