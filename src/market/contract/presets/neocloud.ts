// Neoclouds: CoreWeave's four plans, and the order book of SF Compute.

import { HOUR, MINUTE, YEAR } from "../../../kernel/time.ts";
import type { ContractPreset } from "../preset.ts";
import { assumed, commonly, published } from "../sourced.ts";
import { HALF_CLAIM } from "./half-claim.ts";

const SERVICE_LEVEL = {
  credits: assumed(
    [{ below: 0.99, credit: 0.1 }],
    "99 % is the objective in a single region (SLA comparison, C); its credits by tier were not found: 10 %, as Nebius has for its first",
  ),
  creditCap: published(0.5, "SLA comparison", "of the month's bill"),
  claimProbability: HALF_CLAIM,
};

const SERVICE_LEVEL_BESIDES = {
  "objective over regions": published("99.9 %", ["CoreWeave", "SLA comparison"]),
  "time to claim": published("10 d", "SLA comparison"),
  "Nebius, for comparison": published("99.5 % a VM; credits of 10 to 30 %", "SLA comparison"),
};

const PER_MINUTE = { granularity: published(MINUTE, "CoreWeave") };

/** Terms of any length, hour by hour. */
const ANY_HOURS = [{ from: HOUR, to: 5 * YEAR, step: HOUR }];

export const NEOCLOUD: readonly ContractPreset[] = [
  {
    name: "neocloud.reserved",
    summary: "Take-or-pay for years: the neocloud's main contract.",
    terms: {
      admission: assumed("book", "a commitment is refused when the GPUs cannot be promised"),
      preemptible: commonly(false),
      lengths: published([{ from: YEAR, to: 5 * YEAR, step: YEAR }], "neocloud finances"),
      billing: published("take-or-pay", ["CoreWeave", "neocloud finances"]),
      ...SERVICE_LEVEL,
    },
    besides: {
      discount: published("up to 60 %", "CoreWeave"),
      "share of revenue": published("96 to 98 %", "neocloud finances"),
      "mean term": published("4 years", "neocloud finances"),
      prepaid: assumed("20 %", "15 to 25 % is customary"),
      "weekly clusters": published("in steps of 7 d, prepaid (Lambda)", "Lambda, Together"),
      ...SERVICE_LEVEL_BESIDES,
    },
  },
  {
    name: "neocloud.flex",
    summary: "Flex: a holding rate around the clock, and a usage rate on top while the GPUs are used.",
    terms: {
      admission: assumed("book", "the GPUs are guaranteed, so a contract is refused when they cannot be"),
      preemptible: published(false, "CoreWeave", "guaranteed"),
      lengths: assumed(ANY_HOURS, "no length is published"),
      billing: published("holding-and-use", "CoreWeave"),
      holdingShare: assumed(0.4, "of the price; the rest of it is the usage rate"),
      ...SERVICE_LEVEL,
    },
    besides: SERVICE_LEVEL_BESIDES,
  },
  {
    name: "neocloud.on-demand",
    summary: "On demand by the minute: lost when there is no room, never interrupted.",
    terms: {
      admission: commonly("refuse"),
      preemptible: commonly(false),
      billing: published("use", "CoreWeave"),
      ...PER_MINUTE,
      minimum: assumed(MINUTE, "a started minute; CoreWeave says that there is no minimum"),
      ...SERVICE_LEVEL,
    },
    besides: {
      "price, H100": published("$3.20, $3.99, $6.155/GPU/h", ["Hyperstack", "Lambda, Together", "CoreWeave"]),
      ...SERVICE_LEVEL_BESIDES,
    },
  },
  {
    name: "neocloud.spot",
    summary: "Spot by the minute: taken back at any time, with up to seven minutes to leave.",
    terms: {
      admission: assumed("queue", "nodes scale back by themselves, so a request waits"),
      preemptible: published(true, "CoreWeave"),
      notice: published(7 * MINUTE, "CoreWeave", "at most"),
      billing: published("use", "CoreWeave"),
      ...PER_MINUTE,
    },
    besides: {
      "discount, H100": published("60 %", "CoreWeave"),
      "discount, B200": published("50 %", "CoreWeave"),
      "not offered for": published("GB200, GB300", "CoreWeave"),
      "at a marketplace": published(
        "a bid for each machine, at least 50 % off",
        "Vast",
        "who is outbid is paused: general knowledge",
      ),
    },
  },
  {
    name: "neocloud.block-market",
    summary: "An order book of nodes and windows: filled whole and in one zone, or not at all.",
    terms: {
      admission: published("fill-or-kill", "SF Compute", "all nodes in one zone"),
      preemptible: published(false, "SF Compute"),
      lengths: published(ANY_HOURS, "SF Compute", "from an hour to years"),
      billing: published("upfront", "SF Compute"),
    },
    besides: {
      "mean price, H100": published("$2.11/GPU/h", "SF Compute", "September 2026"),
      "sold on": published(
        "any part of it, by the buyer and for its own account; not modelled, for the owner earns nothing by it",
        "SF Compute",
      ),
      "limit orders": published(
        "they stand in the book; not modelled: an order is at the price",
        "SF Compute",
      ),
    },
  },
];
