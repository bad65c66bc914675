import { describe, expect, test } from "vitest";
import { complaint } from "./memory-files.ts";
import { FORM, LOGIT, spot, TWO } from "./products.ts";

describe("a market that is wrong", () => {
  const cases: readonly (readonly [string, string, string | RegExp])[] = [
    [
      "steps out of order",
      spot("{calendar: {steps: [{at: 2d, price: $1/GPU/h}, {at: 1d, price: $2/GPU/h}]}}"),
      "steps[1].at: it is not above the one before",
    ],
    [
      "a cap below the floor",
      spot("{smooth_spot: {floor: $3/GPU/h, cap: $1/GPU/h}}"),
      "cap: the cap is below the floor",
    ],
    [
      "a smooth price from nothing",
      spot("{smooth_spot: {floor: $0/GPU/h, cap: $1/GPU/h}}"),
      "the price would never move",
    ],
    [
      "a utilisation from above to below",
      spot("{utilisation_linked: {floor: $1/GPU/h, cap: $2/GPU/h, from: 80%, to: 60%}}"),
      "the floor would hold beyond where the cap begins",
    ],
    [
      "drift and regimes",
      spot(
        "{market_index: {start: $1/GPU/h, drift: 1%/y, regimes: [{drift: 1%/y, volatility: 1%, stay: 1d}, {drift: 1%/y, volatility: 1%, stay: 1d}]}}",
      ),
      "drift and regimes cannot both hold",
    ],
    [
      "a market whose demand rises with the price",
      spot("{impact: {on: $2/GPU/h, market: 1000 GPUs, elasticity: 0.5}}"),
      /demand of a market falls[\s\S]*did you mean -0.5\?/,
    ],
    [
      "two policies",
      spot("{auction: {reserve: $1/GPU/h}, market_index: {start: $1/GPU/h}}"),
      "one of the keys",
    ],
    ["a price whose file is not there", spot("{market_index: {file: none.csv}}"), "none.csv: no such file"],
    [
      "an auction without bids",
      spot("{auction: {reserve: $1/GPU/h}}"),
      "customers of an auction bid their willingness",
    ],
    [
      "an auction whose losers stay",
      spot("{auction: {reserve: $1/GPU/h}}", LOGIT, ", on_preemption: resume"),
      "whoever loses out in an auction is gone",
    ],
    [
      "an auction of what is never taken back",
      spot("{auction: {reserve: $1/GPU/h}}", LOGIT).replace("aws.spot", "aws.on-demand"),
      "is never preempted, and an auction puts out",
    ],
    [
      "a taste where bids alone count",
      spot("{auction: {reserve: $1/GPU/h}}", LOGIT.replace("gpus", "taste: $1/GPU/h, gpus")),
      "nothing else counts",
    ],
    [
      "a key of another form",
      spot("$2/GPU/h", FORM.replace("ceiling: $5", "ceiling: $5/GPU/h, scale: $5")),
      "linear demand has no scale",
    ],
    [
      "a willingness under another form",
      spot("$2/GPU/h", LOGIT.replace("rate", "form: constant, rate")),
      "constant demand has no willingness",
    ],
    [
      "a logit without a willingness",
      spot("$2/GPU/h", LOGIT.replace("willingness: $3/GPU/h", "form: logit")),
      /willingness: missing required key/,
    ],
    [
      "a ceiling at the reference",
      spot("$2/GPU/h", FORM.replace("ceiling", "reference: $5/GPU/h, ceiling")),
      "nobody asks at the reference price",
    ],
    [
      "isoelastic demand and a price without a floor",
      spot(
        "{market_index: {start: $2/GPU/h}}",
        "{form: isoelastic, rate: 6/h, reference: $2/GPU/h, elasticity: -1, gpus: 1, service: 1h}",
      ),
      /isoelastic demand has no limit at price 0[\s\S]*with a floor above/,
    ],
    [
      "a choice of customers who come when others have left",
      spot("$2/GPU/h", LOGIT.replace("rate: 6/h", "arrivals: {closed: {sources: 3, gap: 1h}}")),
      "a customer that does not ask has none",
    ],
    [
      "a lognormal with both",
      spot("$2/GPU/h", LOGIT.replace("$3/GPU/h", "{lognormal: {mean: $3/GPU/h, median: $2/GPU/h, cv: 1}}")),
      "takes cv, and either mean or median",
    ],
    [
      "retries without end",
      spot("$2/GPU/h", FORM.replace("gpus", "retry: {share: 100%, delay: 0s}, gpus")),
      "would come again without end",
    ],
    [
      "nothing to choose among",
      spot("$2/GPU/h", LOGIT, "", "  substitution: {outside_option: $0/GPU/h}\n"),
      "there is nothing to choose among",
    ],
    [
      "a product that is not there",
      TWO("  substitution: {outside_option: $0/GPU/h, worth: {firm: {slot: 50%}}}\n"),
      /worth\.firm\.slot: there is no such product[\s\S]*one of firm, spot/,
    ],
    [
      "a product that takes no part",
      TWO(
        "  substitution: {outside_option: $0/GPU/h, worth: {spot: {firm: 50%}}}\n",
        "{rate: 1/h, gpus: 1, service: 1h}",
      ),
      "customers of a product without a willingness do not choose",
    ],
    [
      "a ramp that falls",
      spot("$2/GPU/h", FORM, "", "  readiness: {ramp: {logistic: {50%: 1mo, 10%: 3mo}}}\n"),
      "a ramp rises",
    ],
    [
      "a ramp of one point",
      spot("$2/GPU/h", FORM, "", "  readiness: {ramp: {logistic: {50%: 1mo}}}\n"),
      "at least two points",
    ],
    [
      "a ramp that gets to all",
      spot("$2/GPU/h", FORM, "", "  readiness: {ramp: {logistic: {50%: 1mo, 100%: 3mo}}}\n"),
      "a logistic curve never gets there",
    ],
    [
      "everybody gone in a month",
      spot("$2/GPU/h", FORM.replace("gpus", "churn: {customers: 5, per_month: 100%}, gpus")),
      "nobody would be left after a month",
    ],
  ];

  test.each(cases)("%s is refused, and it is said why", (_, text, message) => {
    if (typeof message === "string") expect(complaint(text)).toContain(message);
    else expect(complaint(text)).toMatch(message);
  });
});
