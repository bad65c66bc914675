// Google Cloud: on demand, spot, the Dynamic Workload Scheduler's flex-start and calendar, committed use.

import { DAY, HOUR, MINUTE, SECOND, YEAR } from "../../../kernel/time.ts";
import type { ContractPreset } from "../preset.ts";
import { assumed, commonly, published } from "../sourced.ts";
import { HALF_CLAIM } from "./half-claim.ts";

const SERVICE_LEVEL = {
  credits: published(
    [
      { below: 0.999, credit: 0.1 },
      { below: 0.99, credit: 0.25 },
      { below: 0.95, credit: 1 },
    ],
    "SLA comparison",
    "the bounds of the tiers are general knowledge; GB200 is excluded",
  ),
  claimProbability: HALF_CLAIM,
};

const PER_SECOND = {
  granularity: published(SECOND, "Google spot"),
  minimum: published(MINUTE, "Google spot"),
};

export const GOOGLE: readonly ContractPreset[] = [
  {
    name: "google.on-demand",
    summary: "On demand: lost when there is no room, never interrupted.",
    terms: {
      admission: commonly("refuse"),
      preemptible: commonly(false),
      billing: published("use", "Google spot"),
      ...PER_SECOND,
      ...SERVICE_LEVEL,
    },
    besides: {
      "price, H100": published(
        "$10.98/GPU/h",
        "Google prices",
        "shapes of one GPU; other pages say about $3",
      ),
      "time to claim": published("60 d", "SLA comparison"),
    },
  },
  {
    name: "google.spot",
    summary: "Spot VMs: taken back with 30 seconds' notice.",
    terms: {
      admission: assumed("queue", "requests wait for room; those of a script are refused"),
      preemptible: published(true, "Google spot"),
      notice: published(30 * SECOND, "Google spot", "a longer one can be set, in beta"),
      billing: published("use", "Google spot"),
      ...PER_SECOND,
    },
    besides: {
      "price, H100": published("$6.57/GPU/h", "Google prices"),
      "price changes": published("at most once a day", "Google spot"),
      discount: published("up to 91 %", "Google spot"),
      "longest run": published("none; 24 h for the former preemptible VMs", "Google spot"),
      "service level": published("none", "Google spot"),
    },
  },
  {
    name: "google.flex-start",
    summary: "Flex-start: the request waits for all its GPUs, then runs up to seven days undisturbed.",
    terms: {
      admission: published("queue", "Google DWS", "all or nothing"),
      timeout: published(HOUR, "Google DWS", "default of one integration; at most 2 h"),
      preemptible: published(false, "Google DWS"),
      maximumLife: published(7 * DAY, "Google DWS"),
      billing: published("use", "Google DWS"),
      granularity: commonly(SECOND),
      minimum: commonly(MINUTE),
    },
    besides: { discount: published("up to 53 %", "Google DWS") },
  },
  {
    name: "google.calendar",
    summary: "Calendar mode: a window reserved ahead, paid used or not; the VMs are deleted at its end.",
    terms: {
      admission: published("book", "Google DWS"),
      preemptible: published(false, "Google DWS"),
      lengths: published(
        [{ from: DAY, to: 90 * DAY, step: DAY }],
        "Google DWS",
        "days; their step is an assumption",
      ),
      lead: published([DAY, 120 * DAY], "Google DWS"),
      billing: commonly("take-or-pay", "the reserved window, used or not"),
    },
    besides: {},
  },
  {
    name: "google.commitment",
    summary: "Committed use: paid for one or three years, used or not.",
    terms: {
      admission: assumed("book", "a commitment is refused when the GPUs cannot be promised"),
      preemptible: commonly(false),
      lengths: commonly([{ from: YEAR, to: 3 * YEAR, step: 2 * YEAR }]),
      billing: commonly("take-or-pay"),
      ...SERVICE_LEVEL,
    },
    besides: {
      "discount, 1 year": commonly("28 %", "flexible commitments"),
      "discount, 3 years": commonly("46 %", "flexible commitments"),
      "time to claim": published("60 d", "SLA comparison"),
    },
  },
];
