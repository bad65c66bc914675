// Two published results of opposite sign, which differ in whether those who came for on-demand can take spot instead.
// Dierks and Seuken ("Cloud Pricing: The Spot Market Strikes Back"): spot made of idle capacity raises profit. Abhishek,
// Kash and Key ("Fixed and Market Pricing for Cloud Services"): with spot beside it, customers leave the fixed price, and a
// fixed price alone earns more. A model in which nobody can switch shows the first alone.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { HOUR } from "../../src/kernel/time.ts";
import { totalsOf } from "../models.ts";
import { scenarioOf } from "../unit/scenario/memory-files.ts";

const text = readFileSync("tests/theory/spot-beside-on-demand.yaml", "utf8");

/**
 * Electricity of a busy H100 beyond that of an idle one, $ an hour: 1.39 kW × (80 % − 25 %) × PUE 1.08 × $0.065/kWh, where the
 * two shares of its power are assumptions.
 */
const MARGINAL_COST = 0.054;
/** Two-sided 99.9 % quantile of Student's t with 9 degrees of freedom (tables of the t distribution). */
const T = 4.781;

interface Sold {
  /** revenue less what the GPU-hours sold cost, $ */
  readonly profit: number;
  /** revenue by product, $ */
  readonly onDemand: number;
  readonly spot: number;
}

/** What each replication earns when spot is worth so many per cent of on-demand to those who came for that. */
function soldWith(worth: number, spotPrice = "$1/GPU/h"): Sold[] {
  const scenario = scenarioOf(text, [
    `rental.substitution.worth.on-demand.spot=${worth}%`,
    `rental.products.spot.price=${spotPrice}`,
  ]);
  return Array.from({ length: scenario.replications }, (_, replication) => {
    const { sales } = totalsOf(scenario, scenario.seed, replication);
    const [onDemand, spot] = sales;
    const hours = (onDemand!.billed + spot!.billed) / HOUR;
    const revenue = onDemand!.revenue + spot!.revenue;
    return { profit: revenue - MARGINAL_COST * hours, onDemand: onDemand!.revenue, spot: spot!.revenue };
  });
}

/** At a price that nobody pays there is no spot; the same customers come. */
const WITHOUT = soldWith(0, "$1000/GPU/h");
/** With spot, by its worth in per cent. */
const BESIDE = new Map([0, 30, 60, 90].map((worth) => [worth, soldWith(worth)]));

/** Mean of the paired differences that spot makes at $1.00, in standard errors, and as a share of what there is without. */
function gainOfSpot(
  worth: number,
  of: (sold: Sold) => number,
): { readonly t: number; readonly share: number } {
  const [without, beside] = [WITHOUT.map(of), BESIDE.get(worth)!.map(of)];
  const differences = beside.map((value, replication) => value - without[replication]!);
  const n = differences.length;
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const base = without.reduce((sum, value) => sum + value, 0) / n;
  return { t: mean / Math.sqrt(squares / (n - 1) / n), share: mean / base };
}

describe("spot beside on-demand", () => {
  test("raises profit when it is made of idle capacity and on-demand customers have no use for it", () => {
    const { t, share } = gainOfSpot(0, ({ profit }) => profit);
    expect(t).toBeGreaterThan(T);
    expect(share).toBeGreaterThan(0.02);
    // On-demand takes back what it needs: it sells what it sold before.
    expect(gainOfSpot(0, ({ onDemand }) => onDemand).share).toBeCloseTo(0, 2);
  });

  test("lowers profit when on-demand customers can take it instead", () => {
    const { t, share } = gainOfSpot(90, ({ profit }) => profit);
    expect(t).toBeLessThan(-T);
    expect(share).toBeLessThan(-0.02);
    expect(gainOfSpot(90, ({ spot }) => spot).t).toBeGreaterThan(T);
  });

  test("pays the less, the more it is worth to on-demand customers", () => {
    const profits = [...BESIDE.keys()].map((worth) => gainOfSpot(worth, ({ profit }) => profit).share);
    expect(profits).toEqual([...profits].sort((a, b) => b - a));
  });
});
