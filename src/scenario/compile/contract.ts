// A contract of a scenario: the preset it names, with what it changes. Written out and not spread, for the engine reads it at
// every event (tests/work/shapes.test.ts).

import { DAY, HOUR } from "../../kernel/time.ts";
import type {
  BillingPlan,
  ContractPlan,
  ServiceLevel,
  WindowPlan,
} from "../../market/contract/contract-plan.ts";
import { CONTRACT_PRESETS } from "../../market/contracts.ts";
import type { KeyPath } from "../problem.ts";
import type { ContractTree } from "../schema/contract.ts";
import { amountOf, type Quantity } from "../schema/quantity.ts";
import { duration, durationText, share, span } from "../units.ts";
import type { Context } from "./context.ts";
import { neverPreempted } from "./traits.ts";

type ChangesTree = Exclude<ContractTree, string>;

export function compileContract(tree: ContractTree, path: KeyPath, context: Context): ContractPlan {
  const changes: ChangesTree = typeof tree === "string" ? { preset: tree } : tree;
  const preset = CONTRACT_PRESETS[changes.preset]!;
  checkKind(preset, typeof tree === "string" ? path : [...path, "preset"], context);
  checkChanges(preset, changes, path, context);
  return {
    name: preset.name,
    admission: changes.admission ?? preset.admission,
    timeout: changed(changes.timeout, preset.timeout),
    preemptible: preset.preemptible,
    notice: changed(changes.notice, preset.notice),
    protectedFor: changed(changes.protected, preset.protectedFor),
    maximumLife: preset.maximumLife,
    window: windowOf(preset.window, changes),
    billing: billingOf(preset.billing, changes),
    serviceLevel: serviceLevelOf(preset.serviceLevel, changes, path, context),
    exit: {
      notice: changed(changes.exit_notice, preset.exit.notice),
      breachCost: changed(changes.breach_cost, preset.exit.breachCost),
    },
  };
}

function changed(length: Quantity | undefined, otherwise: number): number {
  return length === undefined ? otherwise : amountOf(duration, length);
}

function windowOf(window: WindowPlan | null, changes: ChangesTree): WindowPlan | null {
  if (window === null) return null;
  const { ends_at: endsAt } = changes;
  return {
    lengths: window.lengths,
    leastLead: window.leastLead,
    mostLead: window.mostLead,
    endsEarly: changed(changes.ends_early, window.endsEarly),
    endsAt: endsAt === undefined ? window.endsAt : amountOf(duration, endsAt) % DAY,
    grace: changed(changes.grace, window.grace),
  };
}

function billingOf(billing: BillingPlan, changes: ChangesTree): BillingPlan {
  const { granularity, first_interrupted_hour_free: free, holding_share: holding } = changes;
  const metering = {
    granularity: granularity === undefined ? billing.granularity : amountOf(span, granularity),
    minimum: changed(changes.minimum, billing.minimum),
    freeIfInterruptedWithin: free === undefined ? billing.freeIfInterruptedWithin : free ? HOUR : 0,
  };
  if (billing.kind !== "holding-and-use" || holding === undefined) return { ...billing, ...metering };
  return { ...billing, ...metering, holdingShare: amountOf(share, holding) };
}

/** Tiers by falling availability, as the credits of a tier are looked up. */
function serviceLevelOf(
  preset: ServiceLevel | null,
  { credits, claim_probability: claim }: ChangesTree,
  path: KeyPath,
  context: Context,
): ServiceLevel | null {
  const claimed = claim === undefined ? (preset?.claimProbability ?? 1) : amountOf(share, claim);
  if (credits === undefined) {
    if (preset === null) return null;
    return { tiers: preset.tiers, cap: preset.cap, claimProbability: claimed };
  }
  const tiers = Object.entries(credits).flatMap(([below, credit]) => {
    const read = share.read(below);
    // 99.9 / 100 is not 0.999: a bound is what its digits say, for an availability may be equal to it.
    if (read.ok) return [{ below: Number(read.value.toPrecision(12)), credit: amountOf(share, credit) }];
    context.report({
      path: [...path, "credits", below],
      code: "wrong_value",
      message: read.message,
      got: below,
      expected: share.expected,
      suggestion: read.suggestion,
      atKey: true,
    });
    return [];
  });
  tiers.sort((a, b) => b.below - a.below);
  return { tiers, cap: preset?.cap ?? 1, claimProbability: claimed };
}

/** Requests are for GPUs and not for tokens. */
function checkKind({ name, billing }: ContractPlan, path: KeyPath, context: Context): void {
  if (billing.kind !== "tokens") return;
  const message = `${name} bills tokens, and the requests of a product are for GPUs`;
  const expected = "a contract that bills time, or a product with a model";
  context.report({ path, code: "contradiction", message, got: name, expected });
}

/** Changes of what the preset has not. */
function checkChanges(preset: ContractPlan, changes: ChangesTree, path: KeyPath, context: Context): void {
  const { name, billing, window, serviceLevel } = preset;
  if (!preset.preemptible) {
    const why = `${name} is never preempted`;
    for (const key of ["notice", "protected", "first_interrupted_hour_free"] as const)
      if (changes[key] !== undefined) neverPreempted(why, [...path, key], context);
    const recalls = changes.exit_notice !== undefined || preset.exit.notice < Infinity;
    if (changes.breach_cost !== undefined && !recalls) neverPreempted(why, [...path, "breach_cost"], context);
  }
  const refuse = (key: keyof ChangesTree, message: string, expected: string) => {
    if (changes[key] === undefined) return;
    context.report({ path: [...path, key], code: "contradiction", message, expected, atKey: true });
  };
  if (window === null)
    for (const key of ["ends_early", "ends_at", "grace", "exit_notice"] as const)
      refuse(key, `${name} sells no windows`, "this key only with a window or term");
  else {
    refuse("admission", `${name} sells windows, which do not wait`, "this key only without a window or term");
    for (const key of ["granularity", "minimum"] as const)
      refuse(key, `${name} bills its window whole`, "this key only on a contract that bills use");
  }
  if (billing.kind === "upfront")
    refuse(
      "exit_notice",
      `${name} is paid upfront, and nothing is given back`,
      "this key on another contract",
    );
  if (billing.kind !== "holding-and-use")
    refuse(
      "holding_share",
      `${name} does not bill holding`,
      "this key only on a contract that bills holding and use",
    );
  if ((changes.admission ?? preset.admission) !== "queue")
    refuse("timeout", "its requests do not wait", "this key only on requests that queue");
  if (preset.preemptible)
    refuse(
      "credits",
      `${name} may be taken back, and spot carries no service level`,
      "credits only on a contract that is never preempted",
    );
  if (serviceLevel === null && changes.credits === undefined)
    refuse("claim_probability", `${name} promises no availability`, "this key only with credits");
}

/** The contract in the user's words, every number written out. */
export function contractEcho(contract: ContractPlan): unknown {
  const { name, preemptible, notice, protectedFor, admission, timeout, window, billing, exit } = contract;
  const waits = admission === "queue" && timeout < Infinity;
  return {
    preset: name,
    ...(window === null && {
      admission,
      ...(waits && { timeout: durationText(timeout) }),
      granularity: durationText(billing.granularity),
      minimum: durationText(billing.minimum),
    }),
    ...(window !== null && windowEcho(window)),
    ...(exit.notice < Infinity && { exit_notice: durationText(exit.notice) }),
    ...((preemptible || exit.notice < Infinity) && { breach_cost: durationText(exit.breachCost) }),
    ...(billing.kind === "holding-and-use" && { holding_share: billing.holdingShare }),
    ...(preemptible && {
      notice: durationText(notice),
      protected: durationText(protectedFor),
      first_interrupted_hour_free: billing.freeIfInterruptedWithin > 0,
    }),
    ...serviceLevelEcho(contract),
  };
}

function windowEcho({ endsEarly, endsAt, grace }: WindowPlan): object {
  return {
    ends_early: durationText(endsEarly),
    ...(endsAt !== null && { ends_at: durationText(endsAt) }),
    ...(grace < Infinity && { grace: durationText(grace) }),
  };
}

function serviceLevelEcho({ serviceLevel }: ContractPlan): object {
  if (serviceLevel === null) return {};
  const { tiers, claimProbability } = serviceLevel;
  const credits = Object.fromEntries(tiers.map(({ below, credit }) => [String(below), credit]));
  return { credits, claim_probability: claimProbability };
}
