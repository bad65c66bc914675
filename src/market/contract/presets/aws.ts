// AWS: on demand, spot, Capacity Blocks for ML, and commitments of one or three years.

import { DAY, HOUR, MINUTE, SECOND, YEAR } from "../../../kernel/time.ts";
import type { ContractPreset } from "../preset.ts";
import { assumed, commonly, published } from "../sourced.ts";
import { HALF_CLAIM } from "./half-claim.ts";

const SERVICE_LEVEL = {
  credits: published(
    [
      { below: 0.995, credit: 0.1 },
      { below: 0.99, credit: 0.3 },
      { below: 0.95, credit: 1 },
    ],
    ["AWS SLA", "SLA comparison"],
    "of an instance, a month; the two lower bounds are general knowledge",
  ),
  claimProbability: HALF_CLAIM,
};

const SERVICE_LEVEL_BESIDES = {
  "credits of a region": published("below 99.99 %: 10 %, below 99 %: 30 %, below 95 %: 100 %", [
    "AWS SLA",
    "SLA comparison",
  ]),
  "time to claim": published("to the end of the second billing cycle after", ["AWS SLA", "SLA comparison"]),
};

const PER_SECOND = published(SECOND, "AWS spot", "by the second");

export const AWS: readonly ContractPreset[] = [
  {
    name: "aws.on-demand",
    summary: "EC2 on demand: lost when there is no room, never interrupted.",
    terms: {
      admission: commonly("refuse", "InsufficientInstanceCapacity; no queue"),
      preemptible: commonly(false),
      billing: commonly("use"),
      granularity: commonly(SECOND),
      minimum: commonly(MINUTE),
      ...SERVICE_LEVEL,
    },
    besides: {
      "price, H100": published("$6.88/GPU/h", "hyperscaler prices"),
      "price, H200": published("$7.91/GPU/h", "p5en prices"),
      "capacity reservation": commonly("at the on-demand rate, used or not, without a term"),
      ...SERVICE_LEVEL_BESIDES,
    },
  },
  {
    name: "aws.spot",
    summary: "EC2 spot: taken back with two minutes' notice; nothing is paid for an interrupted first hour.",
    terms: {
      admission: assumed("queue", "persistent requests, which wait for room; one-time ones are refused"),
      preemptible: published(true, "AWS spot"),
      notice: published(2 * MINUTE, "AWS spot"),
      billing: published("use", "AWS spot"),
      granularity: PER_SECOND,
      minimum: assumed(MINUTE, "the same as on demand"),
      freeIfInterruptedWithin: published(HOUR, "AWS spot", "a line that the customer ends pays its seconds"),
    },
    besides: {
      "discount off on demand": published(
        "58 %",
        "p5en prices",
        "30 to 70 % as a range to sweep is an assumption",
      ),
      "interrupted a month, A100": published("5 to 10 %", "spot interruptions", "February 2026"),
      "interrupted a month, H100": published("15 to 20 %", "spot interruptions", "February 2026"),
      price: published("set by the provider, moves slowly; a maximum price is optional", "AWS spot"),
      "early signal": commonly("a rebalance recommendation may come before the notice"),
      "on interruption": published("terminate (default), stop or hibernate", "AWS spot"),
      "service level": published("none", "SLA comparison"),
    },
  },
  {
    name: "aws.capacity-block",
    summary: "EC2 Capacity Blocks for ML: a window bought ahead and paid upfront; it ends 30 minutes early.",
    terms: {
      admission: published("book", "AWS blocks"),
      preemptible: published(false, "AWS blocks"),
      lengths: published(
        [
          { from: DAY, to: 14 * DAY, step: DAY },
          { from: 21 * DAY, to: 182 * DAY, step: 7 * DAY },
        ],
        "AWS blocks",
      ),
      lead: published([30 * MINUTE, 56 * DAY], "AWS block leads"),
      endsEarly: published(
        30 * MINUTE,
        "AWS blocks",
        "termination starts then; 60 min for NVL72 UltraServers",
      ),
      endsAt: published(11.5 * HOUR, "AWS blocks", "so it begins then too, being whole days long"),
      billing: published("upfront", "AWS blocks", "the whole price, at the rate at the purchase; no refund"),
    },
    besides: {
      "price, H100": published("$4.98/GPU/h", "AWS block prices", "January 2026"),
      "price, H200": published("$5.20/GPU/h", "AWS block prices", "January 2026"),
      "price, A100": published("$1.84/GPU/h", "AWS block prices", "January 2025"),
      "instances of a block": published("at most 64; 256 for an organisation", "AWS blocks"),
      "warning before the end": published("40 min", "AWS blocks"),
      "cancelled, modified": published("no", "AWS block leads"),
      "extended in total to": published("182 d", "AWS block leads"),
      "offers shown": published("6", "AWS blocks"),
    },
  },
  {
    name: "aws.reserved",
    summary: "A savings plan or reserved instances: paid for the term, used or not.",
    terms: {
      admission: assumed("book", "a commitment is refused when the GPUs cannot be promised"),
      preemptible: commonly(false),
      lengths: published([{ from: YEAR, to: 3 * YEAR, step: 2 * YEAR }], "reserved discounts"),
      billing: commonly("take-or-pay"),
      ...SERVICE_LEVEL,
    },
    besides: {
      "discount, 1 year": published("30 to 45 %", "reserved discounts", "low quality"),
      "discount, 3 years": published("50 to 60 %", "reserved discounts", "low quality"),
      payment: commonly("all, partly or not upfront"),
      ...SERVICE_LEVEL_BESIDES,
    },
  },
];
