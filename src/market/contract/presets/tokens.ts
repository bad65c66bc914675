// Tokens: by the million as they come, in a batch within a day, or by provisioned throughput.

import { DAY, HOUR, YEAR } from "../../../kernel/time.ts";
import type { ContractPreset } from "../preset.ts";
import { assumed, commonly, published } from "../sourced.ts";

const MONTH = YEAR / 12;

export const TOKENS: readonly ContractPreset[] = [
  {
    name: "tokens.standard",
    summary: "Tokens in and out by the million, answered at once.",
    terms: {
      admission: commonly("refuse", "a rate limit: who exceeds it is refused"),
      preemptible: commonly(false),
      billing: published("tokens", "token prices"),
      discount: assumed(0, "this is the list price"),
    },
    besides: {
      "price, Llama 3.3 70B": published("$0.10 in, $0.32 out a million (cheapest)", "token prices"),
      "priority tier": commonly("75 % dearer", "the tier is Bedrock's"),
      "flex tier": commonly("50 % cheaper", "the tier is Bedrock's"),
    },
  },
  {
    name: "tokens.batch",
    summary: "Tokens within a day, at half the price: they fill the troughs.",
    terms: {
      admission: published("queue", "batch interfaces", "a rate pool of its own"),
      timeout: published(DAY, "batch interfaces", "what is not answered by then expires"),
      preemptible: commonly(true, "a batch waits whenever the GPUs are wanted"),
      billing: published("tokens", "batch interfaces"),
      discount: published(0.5, "batch interfaces"),
      within: published(DAY, "batch interfaces"),
    },
    besides: {
      "mostly answered within": published("1 h", "batch interfaces"),
      "share of spending that could wait": published("30 to 60 %", "batch interfaces"),
    },
  },
  {
    name: "tokens.provisioned",
    summary: "Throughput by the hour, used or not.",
    terms: {
      admission: assumed("book", "throughput is refused when it cannot be promised"),
      preemptible: commonly(false),
      lengths: published(
        [
          { from: HOUR, to: HOUR, step: HOUR },
          { from: MONTH, to: 6 * MONTH, step: 5 * MONTH },
        ],
        "Bedrock tiers",
        "no term (by the hour), a month, six months",
      ),
      billing: published("take-or-pay", "Bedrock tiers", "hours of model units"),
      granularity: published(HOUR, "Bedrock tiers"),
    },
    besides: {},
  },
];
