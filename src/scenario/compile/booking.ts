// How the windows of a product are promised, and what a contract that sells them does not go with.

import type { ContractPlan, WindowPlan } from "../../market/contract/contract-plan.ts";
import type { ProductPlan } from "../../market/plan.ts";
import type { KeyPath } from "../problem.ts";
import { amountOf } from "../schema/quantity.ts";
import type { ProductTree } from "../schema/rental.ts";
import { duration, durationText, share } from "../units.ts";
import type { Context } from "./context.ts";

/** Keys of those that sell windows. */
const OF_WINDOWS = ["lead", "claim_ahead", "bookable"] as const;

/** Keys about a customer's work, which is no matter of a contract that sells time: it delivers that in full. */
const ABOUT_WORK = ["on_failure", "on_preemption", "checkpoint", "interruptions", "maximum_life"] as const;

/** Keys of those that wait as long as they like: a window that was promised is waited for. */
const ABOUT_WAITING = ["patience", "queue_limit"] as const;

/** @returns null for a contract without windows */
export function compileBooking(
  { name, window }: ContractPlan,
  tree: ProductTree,
  path: KeyPath,
  context: Context,
): ProductPlan["booking"] {
  const refuse = (keys: readonly (keyof ProductTree)[], message: string, expected: string) => {
    for (const key of keys) {
      if (tree[key] === undefined || tree[key] === "resume") continue;
      context.report({ path: [...path, key], code: "contradiction", message, expected, atKey: true });
    }
  };
  if (window === null) {
    refuse(OF_WINDOWS, `${name} sells no windows`, "this key only on a contract with a window or term");
    return null;
  }
  const otherwise = "this key only on a contract without a window or term";
  refuse(ABOUT_WORK, `${name} sells time, whatever work is done in it`, otherwise);
  refuse(ABOUT_WAITING, `${name} sells windows, which are waited for once they are promised`, otherwise);
  const lead = tree.lead === undefined ? window.leastLead : amountOf(duration, tree.lead);
  if (tree.lead !== undefined) checkLead(lead, name, window, [...path, "lead"], context);
  if (lead > 0 || window.endsAt !== null) checkPolicy(path, context);
  const ahead = tree.claim_ahead === undefined ? 0 : amountOf(duration, tree.claim_ahead);
  if (ahead > lead) {
    const message = "nothing is claimed before it is bought";
    const expected = `at most the lead, ${durationText(lead)}`;
    context.report({ path: [...path, "claim_ahead"], code: "contradiction", message, expected });
  }
  return { lead, ahead, share: tree.bookable === undefined ? 1 : amountOf(share, tree.bookable) };
}

/** The same in the user's words, every default written out. */
export function bookingEcho(booking: ProductPlan["booking"]): object {
  if (booking === null) return {};
  return {
    lead: durationText(booking.lead),
    claim_ahead: durationText(booking.ahead),
    bookable: booking.share,
  };
}

function checkLead(
  lead: number,
  name: string,
  { leastLead, mostLead }: WindowPlan,
  path: KeyPath,
  context: Context,
): void {
  if (lead >= leastLead && lead <= mostLead) return;
  const message = `${name} is not bought ${durationText(lead)} ahead`;
  const most = mostLead < Infinity ? ` and at most ${durationText(mostLead)}` : "";
  const expected = `at least ${durationText(leastLead)}${most}`;
  context.report({ path, code: "wrong_value", message, got: durationText(lead), expected });
}

/** A window that begins later asks for its GPUs when it begins, which a reallocation at every pass does not know. */
function checkPolicy(path: KeyPath, context: Context): void {
  if (context.scheduling.preemption.rule !== "free") return;
  const message = "under preemption: free nothing is promised ahead";
  const expected = "another rule of preemption, or a contract whose windows begin at once";
  context.report({ path: [...path, "contract"], code: "contradiction", message, expected, atKey: true });
}
