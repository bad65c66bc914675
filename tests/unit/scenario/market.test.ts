import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, YEAR } from "../../../src/kernel/time.ts";
import type { MarketedPlan, MarketPlan } from "../../../src/market/market-plan.ts";
import type { PricePlan } from "../../../src/market/price/price-plan.ts";
import { expectedEvents } from "../../../src/scenario/expected-events.ts";
import { explain } from "../../../src/scenario/explain.ts";
import type { Scenario } from "../../../src/scenario/scenario.ts";
import { load, scenarioOf } from "./memory-files.ts";
import { FORM, LOGIT, spot, TWO } from "./products.ts";

function marketOf(text: string, files: Record<string, string> = {}): MarketPlan {
  const { market } = scenarioOf(text, [], files);
  if (market === null) throw new Error("there is no market");
  return market;
}

function priceOf(price: string, files: Record<string, string> = {}): PricePlan {
  return marketOf(spot(price), files).products[0]!.price;
}

const productOf = (demand: string, price = "$2/GPU/h"): MarketedPlan =>
  marketOf(spot(price, demand)).products[0]!;

describe("a price", () => {
  test("that is a number makes no market, and one that is moved by a policy does", () => {
    expect(scenarioOf(spot("$2.10/GPU/h")).market).toBeNull();
    expect(scenarioOf(spot("{smooth_spot: {floor: $1/GPU/h, cap: $3/GPU/h}}")).market).not.toBeNull();
  });

  test("by a calendar has steps, or a factor for each hour of the week", () => {
    const steps = "{calendar: {steps: [{at: 0s, price: $2/GPU/h}, {at: 30d, price: $1.80/GPU/h}]}}";
    expect(priceOf(steps)).toEqual({
      kind: "dated",
      times: Float64Array.of(0, 30 * DAY),
      prices: Float64Array.of(2, 1.8),
    });
    const rows = Array.from({ length: 168 }, (_, hour) => `${hour},${hour % 2 === 0 ? 0.5 : 1.5}`);
    const files = { "week.csv": `hour,factor\n${rows.join("\n")}\n` };
    const plan = priceOf("{calendar: {price: $2/GPU/h, profile: week.csv}}", files);
    expect(plan.kind === "hour-of-week" && [...plan.prices.slice(0, 3)]).toEqual([1, 3, 1]);
  });

  test("linked to the utilisation follows it at every change unless a period is given", () => {
    expect(priceOf("{utilisation_linked: {floor: $1.10/GPU/h, cap: $2.40/GPU/h}}")).toEqual({
      kind: "utilisation-linked",
      points: [
        { utilisation: 0, price: 1.1 },
        { utilisation: 1, price: 2.4 },
      ],
      every: 0,
    });
    const curve =
      "{utilisation_linked: {curve: [{at: 50%, price: $1/GPU/h}, {at: 90%, price: $4/GPU/h}], every: 5m}}";
    expect(priceOf(curve)).toMatchObject({ points: [{ utilisation: 0.5 }, { price: 4 }], every: 5 * MINUTE });
  });

  test("set by the provider changes once a day by a tenth unless it is said otherwise", () => {
    expect(priceOf("{smooth_spot: {floor: $1/GPU/h, cap: $3/GPU/h}}")).toEqual({
      kind: "smooth-spot",
      floor: 1,
      cap: 3,
      every: DAY,
      step: 0.1,
    });
  });

  test("of a market falls by 20 % a year and spreads by 35 %, or follows regimes", () => {
    expect(priceOf("{market_index: {start: $2.35/GPU/h}}")).toEqual({
      kind: "market-index",
      start: 2.35,
      regimes: [{ drift: -0.2, volatility: 0.35, stay: Number.POSITIVE_INFINITY }],
      floor: 0,
      cap: Number.POSITIVE_INFINITY,
      every: DAY,
    });
    const regimes =
      "[{drift: 30%/y, volatility: 20%, stay: 6mo}, {drift: -45%/y, volatility: 60%, stay: 2mo}]";
    expect(priceOf(`{market_index: {start: $2/GPU/h, regimes: ${regimes}}}`)).toMatchObject({
      regimes: [
        { drift: 0.3, volatility: 0.2, stay: YEAR / 2 },
        { drift: -0.45, volatility: 0.6, stay: YEAR / 6 },
      ],
    });
  });

  test("of a market may be recorded, each row until the next", () => {
    const files = { "h100.csv": "time,price\n1000,2.40\n87400,2.10\n" };
    expect(priceOf("{market_index: {file: h100.csv}}", files)).toEqual({
      kind: "dated",
      times: Float64Array.of(0, DAY),
      prices: Float64Array.of(2.4, 2.1),
    });
  });

  test("stands on a cost or a market that moves by itself", () => {
    expect(priceOf("{cost_plus: {cost: $1.24/GPU/h, margin: 30%}}")).toEqual({
      kind: "cost-plus",
      cost: { kind: "fixed", price: 1.24 },
      margin: 0.3,
    });
    expect(priceOf("{impact: {on: {market_index: {start: $2/GPU/h}}, market: 200000 GPUs}}")).toMatchObject({
      kind: "impact",
      on: { kind: "market-index" },
      market: 200_000,
      elasticity: -0.5,
      every: DAY,
    });
  });

  test("is locked for a run where that is said", () => {
    const price = "{locked: {utilisation_linked: {floor: $1/GPU/h, cap: $2/GPU/h}}}";
    expect(marketOf(spot(price)).products[0]).toMatchObject({
      locked: true,
      price: { kind: "utilisation-linked" },
    });
  });
});

describe("demand", () => {
  test("of a form comes at its rate at the price while that stays", () => {
    const { sources, market } = scenarioOf(spot("$2/GPU/h"));
    expect(sources[0]).toMatchObject({ arrivals: { kind: "poisson", rate: (6 * (1 - 2 / 5)) / HOUR } });
    expect(market).toBeNull();
    const decaying = spot(
      "$2/GPU/h",
      "{form: exponential, rate: 6/h, scale: $2/GPU/h, gpus: 1, service: 1h}",
    );
    expect(scenarioOf(decaying).sources[0]).toMatchObject({ arrivals: { rate: (6 * Math.exp(-1)) / HOUR } });
  });

  test("of a form comes at its rate at the lowest price where that moves, and is asked when it comes", () => {
    const { sources, market } = scenarioOf(spot("{utilisation_linked: {floor: $1/GPU/h, cap: $4/GPU/h}}"));
    expect(sources[0]).toMatchObject({ arrivals: { rate: expect.closeTo((6 * (1 - 1 / 5)) / HOUR, 18) } });
    expect(market!.products[0]!.answer).toEqual({
      kind: "form",
      form: { form: "linear", reference: 0, ceiling: 5 },
      greatest: 1 - 1 / 5,
    });
  });

  test("comes at its rate at the lowest of all prices, and not at the first", () => {
    const price =
      "{calendar: {steps: [{at: 0s, price: $4/GPU/h}, {at: 1w, price: $1/GPU/h}, {at: 2w, price: $3/GPU/h}]}}";
    const { sources, market, products } = scenarioOf(spot(price));
    expect(products[0]!.price).toBe(4);
    expect(sources[0]).toMatchObject({ arrivals: { rate: expect.closeTo((6 * (1 - 1 / 5)) / HOUR, 18) } });
    expect(market!.products[0]!.answer).toMatchObject({ greatest: 1 - 1 / 5 });
  });

  test("with a willingness is a logit with a taste of a tenth of it", () => {
    const { answer } = productOf(
      "{rate: 6/h, willingness: {lognormal: {median: $3.10/GPU/h, cv: 0.4}}, gpus: 1, service: 1h}",
    );
    const mean = 3.1 * Math.sqrt(1.16);
    if (answer?.kind !== "logit") throw new Error("no logit");
    expect(answer.willingness.mean).toBeCloseTo(mean, 12);
    expect(answer.taste).toBeCloseTo(mean / 10, 12);
    expect(answer.willingness.variance).toBeCloseTo((0.4 * mean) ** 2, 10);
  });

  test("with a willingness comes as it comes, at every price", () => {
    for (const price of ["$1/GPU/h", "$4/GPU/h"])
      expect(scenarioOf(spot(price, LOGIT)).sources[0]).toMatchObject({ arrivals: { rate: 6 / HOUR } });
  });

  test("has customers who mind interruptions, come again and leave, by assumptions that can be changed", () => {
    const demand = LOGIT.replace("gpus", "rework: {}, retry: {}, churn: {customers: 100}, gpus");
    const { rework, retry, churn } = productOf(demand);
    expect(rework).toEqual({ perInterruption: 30 * MINUTE, memory: 7 * DAY });
    expect(retry).toMatchObject({ share: 0.5, delay: { mean: 15 * MINUTE } });
    expect(churn).toMatchObject({ customers: 100, perInterruption: 1.15 });
    // A month at the rate leaves 98 % and, after a breach, 90 %.
    expect(Math.exp((-churn!.rate * YEAR) / 12)).toBeCloseTo(0.98, 12);
    expect(Math.exp((-churn!.afterBreach * YEAR) / 12)).toBeCloseTo(0.9, 12);
  });

  test("may follow a recorded series, each rate until the next", () => {
    const demand = FORM.replace("rate: 6/h", "arrivals: {series: {file: d.csv}}").replace(
      "form: linear",
      "form: constant",
    );
    const text = spot("$2/GPU/h", demand.replace("ceiling: $5/GPU/h, ", ""));
    const { sources } = scenarioOf(text, [], { "d.csv": "time,per_h\n0,6\n3600,12\n7200,0\n" });
    expect(sources[0]).toMatchObject({
      arrivals: {
        kind: "series",
        times: Float64Array.of(0, HOUR, 2 * HOUR),
        rates: Float64Array.of(6, 12, 0).map((rate) => rate / HOUR),
      },
    });
  });
});

describe("substitution", () => {
  test("values products by the ratio of what is paid for them, with one taste for all", () => {
    const { substitution, products } = marketOf(TWO("  substitution: {outside_option: $0/GPU/h}\n"));
    expect(substitution).toEqual({
      outside: 0,
      switching: 0,
      worth: [Float64Array.of(1, 2 / 3), Float64Array.of(1.5, 1)],
    });
    expect(products.map(({ answer }) => answer?.kind === "logit" && answer.taste)).toEqual([0.25, 0.25]);
  });

  test("takes the worth that is said, and what it costs to switch", () => {
    const rest =
      "  substitution: {outside_option: $0.10/GPU/h, switching: $0.20/GPU/h, taste: $0.3/GPU/h, worth: {firm: {spot: 60%}, spot: {firm: 0}}}\n";
    expect(marketOf(TWO(rest)).substitution).toEqual({
      outside: 0.1,
      switching: 0.2,
      worth: [Float64Array.of(1, 0.6), Float64Array.of(0, 1)],
    });
  });

  test("leaves products without a willingness to themselves", () => {
    const text = TWO(
      "    block: {contract: aws.spot, price: $1/GPU/h, demand: {rate: 1/h, gpus: 1, service: 1h}}\n  substitution: {outside_option: $0/GPU/h}\n",
    );
    expect(marketOf(text).substitution!.worth[2]).toEqual(Float64Array.of(0, 0, 1));
    expect(marketOf(text).substitution!.worth[0]![2]).toBe(0);
  });
});

test("readiness is a ramp through the shares, in whichever order they are written", () => {
  const rest = "  readiness: {ramp: {logistic: {50%: 14mo, 10%: 3mo, 90%: 27mo}}, start: 14mo}\n";
  const month = YEAR / 12;
  expect(marketOf(spot("$2/GPU/h", FORM, "", rest)).readiness).toEqual({
    shares: [0.1, 0.5, 0.9],
    times: [3 * month, 14 * month, 27 * month],
    start: 14 * month,
  });
});

describe("the echo of a market", () => {
  const week = `hour,factor\n${Array.from({ length: 168 }, (_, hour) => `${hour},1`).join("\n")}\n`;
  const files = {
    "week.csv": week,
    "h100.csv": "time,price\n0,2.40\n86400,2.10\n",
    "d.csv": "time,per_h\n0,6\n",
  };
  const market =
    "  substitution: {outside_option: $0/GPU/h, worth: {firm: {spot: 60%}}}\n  readiness: {ramp: {logistic: {10%: 3mo, 90%: 27mo}}, start: 1y}\n";
  const demand = LOGIT.replace("gpus", "rework: {}, retry: {share: 30%}, churn: {customers: 9}, gpus");
  const texts: Readonly<Record<string, string>> = {
    substitution: TWO(market, demand),
    calendar: spot("{calendar: {price: $2/GPU/h, profile: week.csv}}"),
    recorded: spot("{cost_plus: {cost: {market_index: {file: h100.csv}}, margin: 10%}}"),
    locked: spot("{locked: {impact: {on: {market_index: {start: $2/GPU/h}}, market: 1000 GPUs}}}", LOGIT),
    auction: spot("{auction: {reserve: $1/GPU/h}}", LOGIT),
    series: spot(
      "{smooth_spot: {floor: $1/GPU/h, cap: $2/GPU/h}}",
      FORM.replace("rate: 6/h", "arrivals: {series: {file: d.csv}}"),
    ),
  };

  test.each(Object.keys(texts))("gives the same scenario again: %s", (name) => {
    const once = scenarioOf(texts[name]!, [], files);
    const again = scenarioOf(JSON.stringify(once.echo), [], files);
    expect(plain(again)).toEqual(plain(once));
    expect(again.echo).toEqual(once.echo);
  });
});

/** A scenario without its functions: a law is known by its moments. */
function plain(scenario: Scenario): unknown {
  const { echo: _, ...rest } = scenario;
  return JSON.parse(JSON.stringify(rest));
}

describe("explain", () => {
  test("says what share of the customers asks at the first price, and for what", () => {
    const { lines } = explain(
      scenarioOf(TWO("  substitution: {outside_option: $0/GPU/h, taste: $0.25/GPU/h}\n")),
    );
    const at = lines.indexOf("Demand at the first prices");
    // Both leave 0.5 to customers of firm: e^(0.5 / 0.25) twice and 1. To those of spot, 0.5 too.
    const share = Math.round((100 * Math.exp(2)) / (1 + 2 * Math.exp(2)));
    expect(lines.slice(at + 1, at + 3)).toEqual([
      `  firm at $2.5/GPU/h: 6/h come, ${share} % of them ask for it, ${share} % for spot`,
      `  spot at $1.5/GPU/h: 4/h come, ${share} % of them ask for it, ${share} % for firm`,
    ]);
  });

  test("says where a price can go, and that a form is asked at its first", () => {
    const { lines, rentalShare } = explain(
      scenarioOf(spot("{utilisation_linked: {floor: $1/GPU/h, cap: $4/GPU/h}}")),
    );
    expect(lines).toContain("  spot at $1/GPU/h (from $1 to $4): 4.8/h come, 100 % of them ask for it");
    expect(rentalShare).toBeCloseTo(4.8 / 64, 12);
  });

  test("counts customers that do not ask among the events, and not in the load", () => {
    const dear = scenarioOf(spot("$30/GPU/h", LOGIT));
    expect(explain(dear).rentalShare).toBeLessThan(1e-9);
    expect(expectedEvents(dear)).toBeGreaterThan(6 * 24 * 28);
  });

  test("warns of prices and demand that have no steady state", () => {
    const { warnings } = scenarioOf(
      spot(
        "{market_index: {start: $2/GPU/h}}",
        LOGIT.replace("gpus", "churn: {customers: 5}, gpus"),
        "",
        "  readiness: {ramp: {logistic: {10%: 3mo, 90%: 27mo}}}\n",
      ),
    );
    expect(warnings.filter((warning) => warning.includes("no steady state"))).toHaveLength(3);
  });
});

test("a price of one's own takes the place of another's policy when a scenario is extended", () => {
  const files = { "base.yaml": spot("{smooth_spot: {floor: $1/GPU/h, cap: $3/GPU/h}}") };
  const over =
    "extends: base.yaml\nrental: {products: {spot: {price: {auction: {reserve: $1/GPU/h}}, demand: {form: logit, willingness: $2/GPU/h}}}}\n";
  const result = load(over, [], files);
  expect(result.ok && result.scenario.market!.products[0]).toMatchObject({
    price: { kind: "auction" },
    answer: { kind: "logit" },
  });
});
