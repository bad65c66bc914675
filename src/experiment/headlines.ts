import type { Scenario } from "../scenario/scenario.ts";

const HEADLINES = ["utilisation", "idle_share", "revenue_usd", "internal_wait_mean_s"];

/** The metrics that are shown where nobody asks for others, as far as the scenario has them. */
export function headlines({ products, tokens }: Scenario): string[] {
  const sells = products.length + tokens.length > 0;
  return HEADLINES.filter((metric) => metric !== "revenue_usd" || sells);
}
