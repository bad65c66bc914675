// Azure: pay as you go, spot, on-demand capacity reservation.

import { DAY, MINUTE, SECOND, YEAR } from "../../../kernel/time.ts";
import type { ContractPreset } from "../preset.ts";
import { assumed, commonly, published } from "../sourced.ts";
import { HALF_CLAIM } from "./half-claim.ts";

export const AZURE: readonly ContractPreset[] = [
  {
    name: "azure.on-demand",
    summary: "Pay as you go: lost when there is no room, never interrupted.",
    terms: {
      admission: commonly("refuse"),
      preemptible: commonly(false),
      billing: commonly("use"),
      granularity: commonly(SECOND),
      minimum: assumed(MINUTE, "the same as elsewhere"),
      credits: published(
        [
          { below: 0.999, credit: 0.1 },
          { below: 0.99, credit: 0.25 },
          { below: 0.95, credit: 1 },
        ],
        "SLA comparison",
        "the bounds of the tiers are general knowledge",
      ),
      claimProbability: HALF_CLAIM,
    },
    besides: {
      "price, H100": published("$12.29/GPU/h", "hyperscaler prices"),
      "time to claim": published("2 months", "SLA comparison"),
    },
  },
  {
    name: "azure.spot",
    summary: "Spot VMs: taken back with 30 seconds' notice, if the notice comes.",
    terms: {
      admission: assumed(
        "refuse",
        "an evicted VM is not started again by itself, and a request does not wait",
      ),
      preemptible: published(true, "Azure spot"),
      notice: published(30 * SECOND, "Azure spot", "best effort"),
      billing: published("use", "Azure spot"),
      granularity: commonly(SECOND),
      minimum: assumed(MINUTE, "the same as on demand"),
    },
    besides: {
      "highest price": published(
        "−1: never evicted for the price, which never exceeds pay as you go",
        "Azure spot",
      ),
      "on eviction": published("deallocate (default) or delete", "Azure spot"),
      "eviction rates": published("percent per hour in bands, over 7 or 28 days", "Azure spot"),
      "service level": published("none", "Azure spot"),
    },
  },
  {
    name: "azure.capacity-reservation",
    summary: "On-demand capacity reservation: GPUs held at the pay-as-you-go rate, used or not.",
    terms: {
      admission: published("book", "Azure reservation"),
      preemptible: published(false, "Azure reservation"),
      lengths: assumed(
        [{ from: DAY, to: 5 * YEAR, step: DAY }],
        "there is no term: a customer keeps it for whole days, five years at most",
      ),
      billing: published("take-or-pay", "Azure reservation"),
      credits: published([{ below: 0.999, credit: 0.1 }], "Azure reservation", "of an example in the page"),
      claimProbability: HALF_CLAIM,
    },
    besides: { "ND H100": published("not supported", "Azure reservation") },
  },
];
