// Spot that is left in peace for a time, and the lease of a whole site.

import { DAY, HOUR, MINUTE, SECOND, YEAR } from "../../../kernel/time.ts";
import type { ContractPreset } from "../preset.ts";
import { assumed, calculated, commonly, published } from "../sourced.ts";

const MONTH = YEAR / 12;

export const LEASES: readonly ContractPreset[] = [
  {
    name: "protected-spot",
    summary: "Spot of Alibaba Cloud: an hour of protection, then taken back with five minutes' notice.",
    terms: {
      admission: assumed("queue", "requests wait for room"),
      preemptible: published(true, "Alibaba spot"),
      protectedFor: published(HOUR, "Alibaba spot"),
      notice: published(5 * MINUTE, "Alibaba spot"),
      billing: commonly("use"),
      granularity: assumed(SECOND, "the same as spot elsewhere"),
      minimum: assumed(MINUTE, "the same as spot elsewhere"),
    },
    besides: {
      "price and stock": published(
        "looked at every 5 min after the protection; not modelled",
        "Alibaba spot",
      ),
    },
  },
  {
    name: "strategic-lease",
    summary: "The lease of a whole site: paid by the month, ended by either side with 90 days' notice.",
    terms: {
      admission: assumed("book", "a lease is refused when the GPUs cannot be promised"),
      preemptible: published(false, ["Anthropic lease", "Google lease"]),
      lengths: assumed(
        [{ from: MONTH, to: 10 * YEAR, step: MONTH }],
        "whole months; the two known ones last about 3 years",
      ),
      billing: published("take-or-pay", ["Anthropic lease", "Google lease"], "a fixed sum a month"),
      grace: published(
        MONTH,
        "Google lease",
        "the customer may then end it, or pay pro rata; here it ends it",
      ),
      exitNotice: published(90 * DAY, ["Anthropic lease", "Google lease"]),
      breachCost: assumed(0, "none is published"),
    },
    besides: {
      "price, Anthropic": calculated(
        "$7.78/GPU/h",
        "Anthropic lease",
        "$1.25B a month, 220,000 GPUs, power included",
      ),
      "price, Google": calculated(
        "$11.46/GPU/h",
        "Google lease",
        "$0.92B a month, 110,000 GPUs, power included",
      ),
      "ends, Anthropic": published("May 2029", "Anthropic lease"),
      "ramp, Anthropic": published(
        "2 months at a reduced rate; not modelled, for the rate is not published",
        "Anthropic lease",
      ),
      "from and to, Google": published("October 2026 to June 2029; exit after 2026-12-31", "Google lease"),
    },
  },
];
