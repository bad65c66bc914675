// Contracts as they are sold, by the name that a scenario gives: one list a provider in contract/presets/.

import type { ContractPlan } from "./contract/contract-plan.ts";
import { type ContractPreset, planOf } from "./contract/preset.ts";
import { AWS } from "./contract/presets/aws.ts";
import { AZURE } from "./contract/presets/azure.ts";
import { GOOGLE } from "./contract/presets/google.ts";
import { LEASES } from "./contract/presets/leases.ts";
import { NEOCLOUD } from "./contract/presets/neocloud.ts";
import { TOKENS } from "./contract/presets/tokens.ts";

/** With their sources, in the order of the documents. */
export const SOURCED_PRESETS: readonly ContractPreset[] = [
  ...AWS,
  ...GOOGLE,
  ...AZURE,
  ...NEOCLOUD,
  ...LEASES,
  ...TOKENS,
];

/** The plans that they make, by name. */
export const CONTRACT_PRESETS: Readonly<Record<string, ContractPlan>> = Object.fromEntries(
  SOURCED_PRESETS.map((preset) => [preset.name, planOf(preset)]),
);
