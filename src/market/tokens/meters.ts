import { SECOND } from "../../kernel/time.ts";
import { BatchMeter } from "./batch-meter.ts";
import { LiveMeter } from "./live-meter.ts";
import type { TokenProductPlan } from "./plan.ts";
import type { TokenMeter } from "./token-meter.ts";

/** The meter that a contract asks for. */
export function tokenMeter({ contract, provisioned }: TokenProductPlan): TokenMeter {
  switch (contract.serving) {
    case "standard":
      return new LiveMeter(null);
    case "provisioned":
      return new LiveMeter(provisioned / SECOND);
    case "batch":
      return new BatchMeter(contract.window);
  }
}
