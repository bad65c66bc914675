import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "../../../../src/kernel/time.ts";
import { creditShare, serviceCredit } from "../../../../src/market/contract/service-credit.ts";
import { isSold } from "../../../../src/market/contract/window-length.ts";
import { CONTRACT_PRESETS } from "../../../../src/market/contracts.ts";

const levelOf = (name: string) => CONTRACT_PRESETS[name]!.serviceLevel!;

describe("a service-level credit", () => {
  // Availability of a month, and the credits of market practice: 10/30/100 % at EC2, 10/25/100 % at Google and Azure.
  test.each([
    ["aws.on-demand", [0.996, 0.995, 0.994, 0.985, 0.94], [0, 0, 0.1, 0.3, 1]],
    ["google.on-demand", [0.9995, 0.999, 0.995, 0.985, 0.94], [0, 0, 0.1, 0.25, 1]],
    ["azure.on-demand", [0.9995, 0.999, 0.995, 0.985, 0.94], [0, 0, 0.1, 0.25, 1]],
    ["azure.capacity-reservation", [0.999, 0.998, 0.5], [0, 0.1, 0.1]],
    ["neocloud.on-demand", [0.99, 0.98], [0, 0.1]],
  ])("of %s is that of the lowest tier that is violated", (name, availabilities, shares) => {
    expect(availabilities.map((each) => creditShare(each, levelOf(name).tiers))).toEqual(shares);
  });

  test("is a share of the month's bill, and only who claims gets it", () => {
    // 8 GPUs × 720 h × $2 = $11,520, of which 30 %, of which half the customers claim.
    expect(serviceCredit(11_520, 0.985, levelOf("aws.on-demand"))).toBeCloseTo(1728, 9);
    expect(serviceCredit(11_520, 0.985, { ...levelOf("aws.on-demand"), claimProbability: 1 })).toBe(3456);
  });

  test("is never more than its cap", () => {
    const level = {
      ...levelOf("neocloud.on-demand"),
      tiers: [{ below: 0.99, credit: 1 }],
      claimProbability: 1,
    };
    expect(serviceCredit(100, 0.5, level)).toBe(50);
  });
});

test("blocks are sold by the day to two weeks and by the week to half a year", () => {
  const { lengths } = CONTRACT_PRESETS["aws.capacity-block"]!.window!;
  const sold = (days: number) => isSold(days * DAY, lengths);
  expect([1, 2, 14, 21, 28, 182].map(sold)).toEqual(Array(6).fill(true));
  expect([0, 0.5, 15, 20, 22, 183, 189].map(sold)).toEqual(Array(7).fill(false));
  expect(isSold(DAY + HOUR, lengths)).toBe(false);
});
