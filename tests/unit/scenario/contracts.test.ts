// Contracts of a scenario: what may be changed, what is refused, and where the message points.

import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, YEAR } from "../../../src/kernel/time.ts";
import { CONTRACT_PRESETS } from "../../../src/market/contracts.ts";
import { complaint, load, PLAIN, scenarioOf } from "./memory-files.ts";

const DEMAND = "demand: {rate: 1/d, gpus: 8}";

/** A scenario with one product of these keys. */
function withProduct(keys: string, demand = DEMAND): string {
  const product = `rental:\n  products:\n    it: {price: $2/GPU/h, ${keys}, ${demand}}\n`;
  return PLAIN.slice(0, PLAIN.indexOf("rental:")) + product;
}

const USE = "demand: {rate: 1/d, gpus: 8, service: 1h}";
const product = (keys: string, demand = DEMAND) => scenarioOf(withProduct(keys, demand)).products[0]!;
const source = (keys: string, demand = DEMAND) => scenarioOf(withProduct(keys, demand)).sources[1]!;

test("every preset that bills time can be sold", () => {
  for (const { name, window, billing } of Object.values(CONTRACT_PRESETS)) {
    if (billing.kind === "tokens") continue;
    const text =
      window === null
        ? withProduct(`contract: ${name}`, USE)
        : withProduct(`contract: ${name}, term: ${window.lengths[0]!.from}ms`);
    expect(scenarioOf(text).products[0]!.contract, name).toEqual(CONTRACT_PRESETS[name]);
  }
});

test("a contract says what becomes of its requests and runs", () => {
  expect(source("contract: protected-spot", USE)).toMatchObject({ protectedFor: HOUR, notice: 5 * MINUTE });
  expect(source("contract: google.flex-start", USE)).toMatchObject({
    whenFull: "queue",
    patience: { mean: HOUR, variance: 0 },
    maximumLife: 7 * DAY,
  });
  expect(source("contract: azure.spot", USE)).toMatchObject({ whenFull: "refuse", preemptible: true });
  expect(source("contract: {preset: protected-spot, protected: 2h, notice: 1m}", USE)).toMatchObject({
    protectedFor: 2 * HOUR,
    notice: MINUTE,
  });
  expect(source("contract: {preset: google.flex-start, timeout: 2h}", USE)).toMatchObject({
    patience: { mean: 2 * HOUR },
  });
});

test("what a product says of patience and life goes before its contract", () => {
  expect(source("contract: google.flex-start, patience: 30m, maximum_life: 1d", USE)).toMatchObject({
    patience: { mean: 30 * MINUTE },
    maximumLife: DAY,
  });
});

describe("a window", () => {
  test("is had until its early end, which may be changed", () => {
    const service = (keys: string) => {
      const plan = source(keys);
      return plan.kind === "jobs" ? plan.classes[0]!.service.mean : Number.NaN;
    };
    expect(service("contract: aws.capacity-block, term: 1d")).toBe(DAY - 30 * MINUTE);
    expect(service("contract: {preset: aws.capacity-block, ends_early: 1h}, term: 1d")).toBe(DAY - HOUR);
    expect(service("contract: neocloud.reserved, term: {1y: 75%, 5y: 25%}")).toBe(2 * YEAR);
  });

  test("is bought its least lead ahead, unless the product says another", () => {
    expect(product("contract: aws.capacity-block, term: 1d").booking).toEqual({
      lead: 30 * MINUTE,
      ahead: 0,
      share: 1,
    });
    expect(product("contract: aws.capacity-block, term: 1d, lead: 14d, bookable: 20%").booking).toEqual({
      lead: 14 * DAY,
      ahead: 0,
      share: 0.2,
    });
    expect(product("contract: aws.on-demand", USE).booking).toBeNull();
  });

  test("that begins at once is refused when there is no room; one that begins later waits", () => {
    expect(source("contract: neocloud.block-market, term: 5h").whenFull).toBe("refuse");
    expect(source("contract: aws.capacity-block, term: 1d").whenFull).toBe("queue");
  });
});

test("credits are tiers in any order, and claimed by all unless it is said", () => {
  const { serviceLevel } = product(
    "contract: {preset: google.flex-start, credits: {95%: 100%, 99.9%: 10%}}",
    USE,
  ).contract;
  expect(serviceLevel).toEqual({
    tiers: [
      { below: 0.999, credit: 0.1 },
      { below: 0.95, credit: 1 },
    ],
    cap: 1,
    claimProbability: 1,
  });
  const claimed = product("contract: {preset: aws.on-demand, claim_probability: 20%}", USE).contract
    .serviceLevel;
  expect(claimed).toMatchObject({ claimProbability: 0.2 });
  expect(claimed!.tiers).toHaveLength(3);
});

test("holding and use costs its share of the price, by how much the customer uses", () => {
  expect(product("contract: neocloud.flex, term: 1d").paidShare).toBe(1);
  expect(product("contract: neocloud.flex, term: 1d, use: 0%").paidShare).toBe(0.4);
  expect(product("contract: {preset: neocloud.flex, holding_share: 50%}, term: 1d, use: 50%").paidShare).toBe(
    0.75,
  );
});

test("the echo of every contract reads back as the same scenario", () => {
  const texts = [
    withProduct(
      "contract: {preset: aws.capacity-block, ends_early: 1h}, term: {1d: 50%, 2d: 50%}, bookable: 30%",
    ),
    withProduct("contract: {preset: strategic-lease, breach_cost: 30d, grace: 2w}, term: 1y"),
    withProduct("contract: {preset: neocloud.reserved, exit_notice: 30d, ends_at: 12h}, term: 1y"),
    withProduct("contract: {preset: neocloud.flex, credits: {99%: 5%}}, term: 3h, use: 25%"),
    withProduct("contract: {preset: protected-spot, breach_cost: 5m}", USE),
    withProduct("contract: {preset: google.flex-start, timeout: 2h}", USE),
    withProduct("contract: aws.on-demand", USE),
  ];
  for (const text of texts) {
    const first = scenarioOf(text);
    const again = scenarioOf(JSON.stringify(first.echo));
    expect(again.products).toEqual(first.products);
    expect(again.echo).toEqual(first.echo);
  }
});

describe("what does not go together is refused by name, at its place", () => {
  test.each([
    ["contract: tokens.standard", USE, "it.contract: tokens.standard bills tokens"],
    ["contract: aws.spot, term: 1d", USE, "it.term: aws.spot is sold without a term"],
    ["contract: aws.capacity-block", DEMAND, "it.term: missing required key"],
    [
      "contract: {preset: aws.capacity-block, exit_notice: 1d}, term: 1d",
      DEMAND,
      "aws.capacity-block is paid upfront, and nothing is given back",
    ],
    [
      "contract: {preset: aws.reserved, breach_cost: 1d}, term: 1y",
      DEMAND,
      "breach_cost: aws.reserved is never preempted",
    ],
    [
      "contract: neocloud.reserved, term: 1y, leaves: 100d",
      DEMAND,
      "it.leaves: neocloud.reserved says nothing of an end before its time",
    ],
    [
      "contract: google.calendar, term: 1d, lead: 2d, claim_ahead: 3d",
      DEMAND,
      "nothing is claimed before it is bought",
    ],
    ["contract: {preset: aws.on-demand, ends_at: 11.5h}", USE, "aws.on-demand sells no windows"],
    ["contract: aws.capacity-block, term: 15d", DEMAND, "it.term: aws.capacity-block is not sold for 15d"],
    [
      "contract: aws.capacity-block, term: {1d: 50%, 36h: 50%}",
      DEMAND,
      "term.36h: aws.capacity-block is not sold",
    ],
    ["contract: aws.capacity-block, term: {1d: 50%}", DEMAND, "it.term: the shares add up to 0.5"],
    ["contract: aws.capacity-block, term: {soon: 100%}", DEMAND, "term.soon: it is not a duration"],
    [
      "contract: {preset: aws.capacity-block, ends_early: 1d}, term: 1d",
      DEMAND,
      "the GPUs are lost 1d before the end",
    ],
    ["contract: aws.capacity-block, term: 1d", USE, "demand.service: the contract sells windows"],
    [
      "contract: aws.capacity-block, term: 1d, lead: 10w",
      DEMAND,
      "it.lead: aws.capacity-block is not bought 10w ahead",
    ],
    [
      "contract: aws.capacity-block, term: 1d, on_failure: kill",
      DEMAND,
      "it.on_failure: aws.capacity-block sells time",
    ],
    [
      "contract: aws.capacity-block, term: 1d, patience: 1h",
      DEMAND,
      "it.patience: aws.capacity-block sells windows",
    ],
    ["contract: aws.spot, lead: 1h", USE, "it.lead: aws.spot sells no windows"],
    ["contract: aws.spot, bookable: 10%", USE, "it.bookable: aws.spot sells no windows"],
    ["contract: aws.spot, use: 10%", USE, "it.use: aws.spot bills what is held"],
    ["contract: {preset: aws.spot, ends_early: 1h}", USE, "contract.ends_early: aws.spot sells no windows"],
    [
      "contract: {preset: aws.capacity-block, minimum: 1h}, term: 1d",
      DEMAND,
      "contract.minimum: aws.capacity-block bills",
    ],
    [
      "contract: {preset: aws.reserved, admission: queue}, term: 1y",
      DEMAND,
      "contract.admission: aws.reserved sells windows",
    ],
    [
      "contract: {preset: aws.spot, holding_share: 10%}",
      USE,
      "contract.holding_share: aws.spot does not bill holding",
    ],
    ["contract: {preset: aws.on-demand, timeout: 1h}", USE, "contract.timeout: its requests do not wait"],
    [
      "contract: {preset: aws.on-demand, protected: 1h}",
      USE,
      "contract.protected: aws.on-demand is never preempted",
    ],
    [
      "contract: {preset: aws.on-demand, breach_cost: 1h}",
      USE,
      "contract.breach_cost: aws.on-demand is never preempted",
    ],
    [
      "contract: {preset: aws.spot, credits: {99%: 10%}}",
      USE,
      "contract.credits: aws.spot may be taken back",
    ],
    [
      "contract: {preset: aws.spot, claim_probability: 1%}",
      USE,
      "contract.claim_probability: aws.spot promises no",
    ],
    ["contract: {preset: google.flex-start, credits: {often: 1%}}", USE, "credits.often: it is not a number"],
    [
      "contract: {preset: aws.spot, breach_cost: 1h}, maximum_life: 1d",
      USE,
      "it.maximum_life: the end of a run's life would",
    ],
  ])("%s", (keys, demand, said) => {
    const text = complaint(withProduct(keys, demand));
    expect(text).toContain(said);
    expect(text).toMatch(/^a\.yaml:\d+:\d+: error: /);
    expect(load(withProduct(keys, demand)).ok).toBe(false);
  });

  test("a window that begins later, under a reallocation from zero", () => {
    const text = `${withProduct("contract: aws.capacity-block, term: 1d")}scheduling: {preemption: free}\n`;
    expect(complaint(text)).toContain("it.contract: under preemption: free nothing is promised ahead");
  });
});
