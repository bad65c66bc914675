import type { Scenario } from "./scenario.ts";

/** What each replication is run as besides: ", each also without rental"; nothing where it is run once. */
export function variantsText({
  baseline,
  lowValueWork,
}: Pick<Scenario, "baseline" | "lowValueWork">): string {
  if (lowValueWork !== null) return ", each also without rental, and with low-value work in its place";
  return baseline ? ", each also without rental" : "";
}
