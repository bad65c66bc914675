// A preset: a contract as it is sold, every number with its source. What the engine goes by (its terms) stands apart from
// what is published about it besides.

import type { Duration } from "../../kernel/time.ts";
import type {
  Admission,
  BillingKind,
  BillingPlan,
  ContractPlan,
  CreditTier,
  LengthRange,
} from "./contract-plan.ts";
import type { Sourced } from "./sourced.ts";

/** The numbers of a contract by name; contract-plan.ts says what each does. */
export interface ContractTerms {
  readonly admission: Admission;
  readonly timeout: Duration;
  readonly preemptible: boolean;
  readonly notice: Duration;
  readonly protectedFor: Duration;
  readonly maximumLife: Duration;
  readonly lengths: readonly LengthRange[];
  readonly lead: readonly [least: Duration, most: Duration];
  readonly endsEarly: Duration;
  readonly endsAt: Duration;
  readonly grace: Duration;
  readonly billing: BillingKind;
  readonly granularity: Duration;
  readonly minimum: Duration;
  readonly freeIfInterruptedWithin: Duration;
  readonly holdingShare: number;
  readonly discount: number;
  readonly within: Duration;
  readonly credits: readonly CreditTier[];
  readonly creditCap: number;
  readonly claimProbability: number;
  readonly exitNotice: Duration;
  readonly breachCost: Duration;
}

type SourcedTerms = { readonly [Term in keyof ContractTerms]?: Sourced<ContractTerms[Term]> };

export interface ContractPreset {
  readonly name: string;
  /** what it is, in a sentence */
  readonly summary: string;
  /** what is left out is neutral */
  readonly terms: SourcedTerms & Required<Pick<SourcedTerms, "admission" | "preemptible" | "billing">>;
  /** what else is published: prices, discounts, limits that nothing here depends on */
  readonly besides: Readonly<Record<string, Sourced<string>>>;
}

/** The plan that a preset's terms make. */
export function planOf({ name, terms }: ContractPreset): ContractPlan {
  const [leastLead, mostLead] = terms.lead?.value ?? [0, Infinity];
  return {
    name,
    admission: terms.admission.value,
    timeout: terms.timeout?.value ?? Infinity,
    preemptible: terms.preemptible.value,
    notice: terms.notice?.value ?? 0,
    protectedFor: terms.protectedFor?.value ?? 0,
    maximumLife: terms.maximumLife?.value ?? Infinity,
    window:
      terms.lengths === undefined
        ? null
        : {
            lengths: terms.lengths.value,
            leastLead,
            mostLead,
            endsEarly: terms.endsEarly?.value ?? 0,
            endsAt: terms.endsAt?.value ?? null,
            grace: terms.grace?.value ?? Infinity,
          },
    billing: billingOf(terms),
    serviceLevel:
      terms.credits === undefined
        ? null
        : {
            tiers: terms.credits.value,
            cap: terms.creditCap?.value ?? 1,
            claimProbability: terms.claimProbability?.value ?? 1,
          },
    exit: { notice: terms.exitNotice?.value ?? Infinity, breachCost: terms.breachCost?.value ?? 0 },
  };
}

function billingOf(terms: ContractPreset["terms"]): BillingPlan {
  const metering = {
    granularity: terms.granularity?.value ?? 1,
    minimum: terms.minimum?.value ?? 0,
    freeIfInterruptedWithin: terms.freeIfInterruptedWithin?.value ?? 0,
  };
  const kind = terms.billing.value;
  switch (kind) {
    case "holding-and-use":
      return { ...metering, kind, holdingShare: terms.holdingShare?.value ?? 0 };
    case "tokens":
      return { ...metering, kind, discount: terms.discount?.value ?? 0, within: terms.within?.value ?? 0 };
    default:
      return { ...metering, kind };
  }
}
