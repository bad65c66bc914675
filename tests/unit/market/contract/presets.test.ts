// Every preset, worked by hand: what is billed, when it ends, and why. Eight GPUs at $2 a GPU-hour unless said otherwise.

import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, SECOND, YEAR } from "../../../../src/kernel/time.ts";
import type { TimeBilling } from "../../../../src/market/contract/bill.ts";
import type { ContractPlan } from "../../../../src/market/contract/contract-plan.ts";
import { courseOf, type Story } from "../../../../src/market/contract/course.ts";
import { SOURCES } from "../../../../src/market/contract/sources.ts";
import { CONTRACT_PRESETS, SOURCED_PRESETS } from "../../../../src/market/contracts.ts";

const PLAIN: Story = {
  gpus: 8,
  price: 2,
  roomAfter: 0,
  stay: 90 * MINUTE,
  window: 0,
  wantedBackAt: Number.POSITIVE_INFINITY,
};

function courseUnder(name: string, story: Partial<Story>) {
  const contract = CONTRACT_PRESETS[name]!;
  return courseOf(contract as ContractPlan & { billing: TimeBilling }, { ...PLAIN, ...story });
}

/** The end of a course in short: its reason, minutes run, dollars charged and given back. */
function shortly(name: string, story: Partial<Story>): [string, number, number, number] {
  const { reason, ran, bill } = courseUnder(name, story);
  const cents = (amount: number) => Math.round(amount * 100) / 100;
  return [reason, ran / MINUTE, cents(bill?.gross ?? 0), cents(bill?.refund ?? 0)];
}

type Example = readonly [told: string, story: Partial<Story>, ...end: [string, number, number, number]];

// On demand: 8 GPUs × 1.5 h × $2 = $24; a stay of 10 s is billed as its minimum of 60 s: 8 / 60 × $2 = $0.27.
const ON_DEMAND: readonly Example[] = [
  ["pays its time", {}, "left", 90, 24, 0],
  ["pays a minute at least", { stay: 10 * SECOND }, "left", 1 / 6, 0.27, 0],
  ["is never taken back", { wantedBackAt: 0 }, "left", 90, 24, 0],
  ["is refused when there is no room", { roomAfter: 1 }, "refused", 0, 0, 0],
];

const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  "aws.on-demand": ON_DEMAND,
  "google.on-demand": ON_DEMAND,
  "azure.on-demand": ON_DEMAND,
  "neocloud.on-demand": [
    ...ON_DEMAND,
    // 61 s are two started minutes: 8 × 2 / 60 × $2.
    ["pays started minutes", { stay: 61 * SECOND }, "left", 61 / 60, 0.53, 0],
  ],
  "aws.spot": [
    // Noticed at 40 min, gone at 42: its 8 × 0.7 h × $2 = $11.20 are given back.
    [
      "pays nothing when reclaimed in its first hour",
      { wantedBackAt: 40 * MINUTE },
      "reclaimed",
      42,
      11.2,
      11.2,
    ],
    // Noticed at 58 min it runs for an hour, which is no longer its first: 8 × 1 h × $2.
    [
      "pays in full when its notice ends with the hour",
      { wantedBackAt: 58 * MINUTE },
      "reclaimed",
      60,
      16,
      0,
    ],
    [
      "pays its use when reclaimed later",
      { stay: DAY, wantedBackAt: 98 * MINUTE },
      "reclaimed",
      100,
      26.67,
      0,
    ],
    ["pays when it leaves by itself in its first hour", { stay: 40 * MINUTE }, "left", 40, 10.67, 0],
    ["waits for room however long it takes", { roomAfter: DAY }, "left", 90, 24, 0],
  ],
  "google.spot": [
    // Noticed at 40 min, gone 30 s later: 8 × 40.5 / 60 × $2, and no first hour is free.
    ["pays its use when reclaimed", { wantedBackAt: 40 * MINUTE }, "reclaimed", 40.5, 10.8, 0],
  ],
  "azure.spot": [
    ["pays its use when reclaimed", { wantedBackAt: 40 * MINUTE }, "reclaimed", 40.5, 10.8, 0],
    ["is refused when there is no room", { roomAfter: 1 }, "refused", 0, 0, 0],
  ],
  "neocloud.spot": [
    // 40 min + 7 min of notice: 8 × 47 / 60 × $2.
    ["runs seven minutes on", { wantedBackAt: 40 * MINUTE }, "reclaimed", 47, 12.53, 0],
  ],
  "protected-spot": [
    // Wanted at 10 min, protected to 60, five minutes of notice: 8 × 65 / 60 × $2.
    ["is left in peace for an hour", { wantedBackAt: 10 * MINUTE }, "reclaimed", 65, 17.33, 0],
    // Wanted at 70 min: gone at 75.
    ["is then noticed at once", { wantedBackAt: 70 * MINUTE }, "reclaimed", 75, 20, 0],
  ],
  "google.flex-start": [
    ["waits an hour for all its GPUs", { roomAfter: HOUR }, "left", 90, 24, 0],
    ["and no longer", { roomAfter: HOUR + 1 }, "timed out", 0, 0, 0],
    // Seven days: 8 × 168 h × $2.
    ["is ended after seven days", { stay: 30 * DAY }, "maximum life", 7 * 24 * 60, 2688, 0],
    ["is not taken back", { wantedBackAt: 0 }, "left", 90, 24, 0],
  ],
  "aws.capacity-block": [
    // A day is paid, 8 × 24 h × $2, and 23 h 30 min of it are had.
    ["ends 30 minutes before the window that it pays", { window: DAY }, "window over", 1410, 384, 0],
    ["pays it whole when it leaves early", { window: DAY, stay: HOUR }, "window over", 1410, 384, 0],
  ],
  "google.calendar": [["pays its whole window", { window: DAY }, "window over", 1440, 384, 0]],
  "neocloud.block-market": [
    ["pays upfront", { window: 5 * HOUR }, "window over", 300, 80, 0],
    ["is filled at once or not at all", { window: 5 * HOUR, roomAfter: 1 }, "refused", 0, 0, 0],
  ],
  // A year: 8 × 8,760 h × $2.
  "aws.reserved": [["pays its term", { window: YEAR }, "window over", 525_600, 140_160, 0]],
  "google.commitment": [["pays its term", { window: YEAR }, "window over", 525_600, 140_160, 0]],
  "neocloud.reserved": [["pays its term", { window: YEAR }, "window over", 525_600, 140_160, 0]],
  "azure.capacity-reservation": [
    ["pays until it is given back", { window: DAY }, "window over", 1440, 384, 0],
  ],
  // Used around the clock it pays 0.4 × $2 for holding and 0.6 × $2 for use.
  "neocloud.flex": [["pays the price while it uses its GPUs", { window: DAY }, "window over", 1440, 384, 0]],
  // A month of 730 h at the price of the Anthropic lease, 220,000 GPUs: $1.25B.
  "strategic-lease": [
    [
      "pays $1.25B a month",
      { gpus: 220_000, price: 7.78, window: YEAR / 12, stay: Number.POSITIVE_INFINITY },
      "window over",
      43_800,
      1_249_468_000,
      0,
    ],
    // Notice after a year, 90 days of it: 8 × 455 × 24 h × $2.
    [
      "ends 90 days after the owner has said so",
      { window: 3 * YEAR, wantedBackAt: YEAR, stay: 4 * YEAR },
      "reclaimed",
      455 * 1440,
      174_720,
      0,
    ],
    ["or the customer has", { window: 3 * YEAR, stay: YEAR }, "left", 455 * 1440, 174_720, 0],
  ],
  // An hour of throughput on 8 GPUs.
  "tokens.provisioned": [["pays its hour, used or not", { window: HOUR }, "window over", 60, 16, 0]],
};

describe.each(Object.entries(EXAMPLES))("%s", (name, examples) => {
  test.each(examples)("%s", (_, story, reason, minutes, gross, refund) => {
    const [gotReason, gotMinutes, gotGross, gotRefund] = shortly(name, story);
    expect([gotReason, gotGross, gotRefund]).toEqual([reason, gross, refund]);
    expect(gotMinutes).toBeCloseTo(minutes, 9);
  });
});

describe("a preset", () => {
  const names = SOURCED_PRESETS.map(({ name }) => name);

  test("bears a name of its own, and has an example above or bills tokens", () => {
    expect(new Set(names).size).toBe(names.length);
    const byTokens = names.filter((name) => CONTRACT_PRESETS[name]!.billing.kind === "tokens");
    expect(Object.keys(EXAMPLES).sort()).toEqual(names.filter((name) => !byTokens.includes(name)).sort());
    expect(byTokens).toEqual(["tokens.standard", "tokens.batch"]);
  });

  test.each(SOURCED_PRESETS)("says where each number of $name comes from", ({ terms, besides }) => {
    for (const [term, { origins, note }] of [...Object.entries(terms), ...Object.entries(besides)]) {
      expect(origins.length, term).toBeGreaterThan(0);
      if (origins.includes("assumption")) expect(note, term).not.toBe("");
    }
  });

  test("warns only of what can happen, and sells windows only where it says their lengths", () => {
    for (const contract of Object.values(CONTRACT_PRESETS)) {
      const { preemptible, notice, protectedFor, billing, window, name } = contract;
      if (!preemptible)
        expect([notice, protectedFor, billing.freeIfInterruptedWithin], name).toEqual([0, 0, 0]);
      const sold = ["upfront", "take-or-pay", "holding-and-use"].includes(billing.kind);
      expect(window !== null, name).toBe(sold);
    }
  });

  test("that may be taken back promises no availability", () => {
    for (const { name, preemptible, serviceLevel } of Object.values(CONTRACT_PRESETS))
      if (preemptible) expect(serviceLevel, name).toBeNull();
  });

  test("uses every source that is listed, and lists every source that it uses", () => {
    const used = SOURCED_PRESETS.flatMap(({ terms, besides }) =>
      [...Object.values(terms), ...Object.values(besides)].flatMap(({ origins }) => origins),
    );
    expect(Object.keys(SOURCES).filter((source) => !used.includes(source as never))).toEqual([]);
  });
});

test("who takes GPUs pays what the contract says a breach costs", () => {
  const contract = {
    ...(CONTRACT_PRESETS["strategic-lease"] as ContractPlan & { billing: TimeBilling }),
    exit: { notice: DAY, breachCost: 10 * DAY },
  };
  const story = { ...PLAIN, window: YEAR, stay: YEAR };
  expect(courseOf(contract, { ...story, wantedBackAt: 30 * DAY })).toMatchObject({
    noticedAt: 30 * DAY,
    ran: 31 * DAY,
    breach: 8 * 240 * 2,
  });
  expect(courseOf(contract, story).breach).toBe(0);
});

test("notice is given its length before a run is reclaimed or its life is over, unless the customer leaves first", () => {
  expect(courseUnder("aws.spot", { wantedBackAt: HOUR }).noticedAt).toBe(HOUR);
  expect(courseUnder("aws.spot", { wantedBackAt: 90 * MINUTE }).noticedAt).toBe(Number.POSITIVE_INFINITY);
  expect(courseUnder("aws.spot", { wantedBackAt: 89 * MINUTE })).toMatchObject({
    noticedAt: 89 * MINUTE,
    ran: 90 * MINUTE,
    reason: "left",
  });
});
