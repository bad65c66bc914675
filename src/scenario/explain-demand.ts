// What `explain` says of the demand at the prices of instant 0.

import { HOUR } from "../kernel/time.ts";
import { firstPrice, priceRange } from "../market/price/price-range.ts";
import { arrivalRate } from "./arrival-rate.ts";
import { askingShares, meanReadiness } from "./market-load.ts";
import { roomOf, runLength } from "./offered-load.ts";
import type { Scenario } from "./scenario.ts";

/** A line for each product; none where every price is fixed and every customer asks for what it came for. */
export function demandLines(scenario: Scenario): string[] {
  const { market, products, sources } = scenario;
  if (market === null) return [];
  const ready = meanReadiness(market, runLength(scenario));
  return [
    "",
    "Demand at the first prices",
    ...products.map(({ name, source }, product) => {
      const plan = sources[source]!;
      const shares = askingShares(market, product);
      const comes =
        plan.kind === "trace" ? null : arrivalRate(plan, runLength(scenario), roomOf(plan.pools, scenario));
      const asks = shares[product]! * ready;
      const rate = comes === null ? "" : `${perHour(comes)} come, `;
      const rest = shares.flatMap((share, other) =>
        other === product || share === 0 ? [] : [`${percent(share * ready)} for ${products[other]!.name}`],
      );
      const others = rest.length === 0 ? "" : `, ${rest.join(", ")}`;
      return `  ${name} at ${priceText(scenario, product)}: ${rate}${percent(asks)} of them ask for it${others}`;
    }),
    ...(market.readiness === null ? [] : [`  ${percent(ready)} of the demand can buy, on average`]),
  ];
}

/** The first price, and where it can go. */
function priceText({ market }: Scenario, product: number): string {
  const { price } = market!.products[product]!;
  const first = `$${rounded(firstPrice(price))}/GPU/h`;
  if (price.kind === "fixed") return first;
  const { lowest, highest } = priceRange(price);
  const upTo = Number.isFinite(highest) ? `to $${rounded(highest)}` : "up";
  return `${first} (from $${rounded(lowest)} ${upTo})`;
}

function perHour(rate: number): string {
  return `${rounded(rate * HOUR)}/h`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function rounded(amount: number): number {
  return Number(amount.toPrecision(3));
}
